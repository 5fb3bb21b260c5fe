"""Observations as columns: files that are only ever added to, and the expressions that read them.

All but `files` needs the extra `observatory`; it is imported where it is needed, so that pages carry none of it.
"""
