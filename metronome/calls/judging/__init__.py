"""A panel at work: what it reads, who must not read what, and what its reviews come to."""
