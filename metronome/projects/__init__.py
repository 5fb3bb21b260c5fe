"""Projects: what members carry out together for months or years, with money that comes in as conditions are met.

Five words: project, budget, instalment, expense, output.
"""
