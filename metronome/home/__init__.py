"""Home: the pages that cross rooms, and the way to every room.

Five words: front page, search, navigation, language, ready page.
"""
