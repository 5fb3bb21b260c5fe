"""Plan: what the network has set out to do, as a tree of coded nodes whose leaves are the results.

Five words: plan, level, node, result, challenge.
"""
