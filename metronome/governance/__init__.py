"""Governance: the bodies of the network and who holds which office in them.

Five words: body, office, mandate; meetings, decisions and votes come later.
"""
