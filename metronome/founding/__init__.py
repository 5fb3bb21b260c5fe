"""Founding: how a network gets an instance of its own, from a few answers or from a folder.

Five words: question, answer, folder, instance, next step.
"""
