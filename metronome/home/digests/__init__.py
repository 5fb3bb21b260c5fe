"""Digests: one letter for each person and period, with what waits for them and what is new about their member."""
