"""The observatory: what is measured of metropolises, so that it can be believed, compared and cited.

Five words: indicator, area, observation, load, release.
"""
