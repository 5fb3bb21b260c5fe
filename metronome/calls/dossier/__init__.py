"""Everything that a decision of a panel was made of, in files from which it is recomputed without the database."""
