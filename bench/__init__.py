"""Measurements, each against a floor in the same run. `python -m bench` runs them; README.md has the results."""
