"""From a file of somebody else to observations: a mapping says what its columns mean, every row is checked, and what
is wrong with one is named and never mended in silence."""
