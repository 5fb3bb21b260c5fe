"""Checks: one function a rule, from frozen rows and figures to findings."""
