"""My desk: what waits for whoever has signed in, what the period still lacks, and what the checks found in it."""
