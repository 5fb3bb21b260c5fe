"""Report: what the record adds up to, checked, frozen and printed.

A figure is a pure function of frozen rows; an edition keeps those rows. Nothing published is made again in place.
Five words: snapshot, figure, edition, finding, manifest.
"""
