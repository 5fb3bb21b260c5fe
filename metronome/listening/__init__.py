"""Listening: how the network hears its members and partners.

Five words: bilateral; surveys, requests, needs and contact cadence come later.
"""
