"""Intake: what comes in from files, all or nothing, with a clear word on what cannot come in.

Five words: folder, row, identity, refusal, load.
"""
