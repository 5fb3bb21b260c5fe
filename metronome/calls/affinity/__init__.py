"""How much a reviewer has in common with an entry, in points that each say where they come from."""
