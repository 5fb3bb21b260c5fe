"""One search over everything: documents made of the record, found by words, names and codes. Everybody finds what is
public; whoever has signed in finds besides what the rule of its room lets them read.

Every word becomes a mark, stemmed in its language; a document is a set of marks. Both databases are given the same
marks and asked for the same sets, so they find the same.
"""
