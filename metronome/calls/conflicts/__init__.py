"""Who must not judge what, and why: derived from what is known of entries and reviewers, and declared by reviewers."""
