"""Averages that are kept: several metropolises as one number, put together once for each release and never changed."""
