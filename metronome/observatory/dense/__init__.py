"""A release as arrays in a file: what interactive pages read. Made of the facts, and made again from them at any time.

`building` needs the engine, `reading` only numpy.
"""
