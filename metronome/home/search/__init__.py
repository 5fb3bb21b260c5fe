"""One search over everything public: documents made of the record, found by words, names and codes.

Every word becomes a mark, stemmed in its language; a document is a set of marks. Both databases are given the same
marks and asked for the same sets, so they find the same.
"""
