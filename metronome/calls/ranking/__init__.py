"""What reviews come to: totals, a ranking that allows for strict reviewers, and how certain places are."""
