"""Finding practices: by words, by facets, on the map, by what is like one's own city; kept searches, and what is new
in them. It crosses the exchange, the search and the observatory."""
