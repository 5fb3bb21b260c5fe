"""Metronome: the platform on which a network of cities plans, acts, measures, learns and answers for it."""

__version__ = "0.1.0"
