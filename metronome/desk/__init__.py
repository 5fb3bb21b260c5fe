"""The desk: how whatever is on record is kept, by two hands.

Five words: sheet (how one sort of thing is written), proposal (what somebody wishes to change or add), step, history,
conflict. Rooms above hand in their sheets; the desk knows none of them.
"""
