"""Network: the governments that make it up, those it works with, and by which names each is known.

Five words: member, standing, partner, alias, region.
"""
