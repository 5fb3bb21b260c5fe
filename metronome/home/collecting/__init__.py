"""Open collections: what anybody hands in by the form of a call, what a moderator makes of it, and the front on which
everybody reads what was accepted."""
