"""Statements: what the network and each member did together in a period, for all members in one go."""
