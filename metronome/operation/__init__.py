"""Operation: what keeps an instance alive beyond its machine.

Five words: backup, restore, archive, anchor, empty.
"""
