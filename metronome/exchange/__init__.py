"""Exchange: what cities do, told so that others can take it over, and who did.

Five words: practice, claim, collection, adoption, expert.
"""
