"""The doors of the observatory: its pages, and what can be taken along."""
