"""The record: whatever the network does leaves one entry here, tagged with what it serves.

Rooms above write to it through `actions`; the report reads it through `queries`. Nothing else counts.
Five words: activity, involvement, participation, evidence, mention.
"""
