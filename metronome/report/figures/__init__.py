"""Figures: one typed function each, from frozen rows to a value with its rows."""
