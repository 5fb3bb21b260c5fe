"""Exhibits: what a page shows of a release, once as rows and once as a picture, with what it takes to find it again.

Pages, files to take along, embedded pictures and citations are made from the same exhibit.
"""
