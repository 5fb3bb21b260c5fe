"""Lists: what is on record of one sort as a table, and a table as what is to be on record.

A table has the columns that a reference folder has, and is read by the same readers. What a folder says by nesting, a
table says within a cell.
"""
