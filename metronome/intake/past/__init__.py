"""Reading the past: a published report becomes a queue of proposed activities, each with its confidence and its place.

Five words: a *line* of the source, a *layout* (the labels and headings of a network's reports, its own data), what was
*found* (a value with its confidence and its place), a *proposal* (an activity, as found), a *reading* (one report with
its proposals, waiting for people). Nothing of it is in the record before somebody accepts it, and then as a draft.
"""
