"""Accounts: who signs in, and the one place where permission is asked.

It knows people and the names of roles; what a role allows on an object is a rule of the object's room.
Five words: person, role, gate, rule, public.
"""
