"""Composing a report: its parts with their texts, the remarks on them, and what stands before it is published."""
