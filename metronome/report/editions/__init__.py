"""Editions: a report frozen with its rows, signed, built, compared and verified."""
