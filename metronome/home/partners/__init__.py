"""The pages of a partner's focal points: what the network did with it, its profile and its people."""
