"""Calls: what cities are asked to send in, and how it is chosen fairly.

Five words: call, application, conflict, assignment, ranking.
"""
