"""Ground: what every room may lean on, and what leans on none of them.

Five words: text, count, period, audit, refusal.
"""
