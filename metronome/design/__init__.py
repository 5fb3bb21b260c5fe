"""The design system: what every page looks like, and nothing about what any page says.

Its words: *base* (the page around the page), *component* (a template tag), *part* (what a component is given),
*picture* (SVG made from plain values, for page, PDF and image alike), *site* (what the base needs to know).
"""
