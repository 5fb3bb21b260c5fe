"""The network's own colours: the eight tokens of the block "brand", and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from metronome.design.colours import COLOUR, TOKENS
from metronome.network.models import Network


def style_of(network: Network) -> str:
    """A style sheet with the network's colours for the light display and, under "dark", for the dark one. What is
    not one of the tokens, or no colour, is left out: nothing else can come into the sheet. Empty where there are
    none."""
    rules = []
    for theme, values in (("light", network.brand), ("dark", network.brand.get("dark"))):
        if written := declarations(values):
            rules.append(f"@media (prefers-color-scheme: {theme}) {{ :root:not([data-theme]) {{ {written} }} }}")
            rules.append(f':root[data-theme="{theme}"] {{ {written} }}')
    return "\n".join(rules)


def declarations(brand: object) -> str:
    """The valid tokens as declarations."""
    if not isinstance(brand, Mapping):
        return ""
    found = {token: str(brand.get(token) or brand.get(token.replace("-", "_"), "")) for token in TOKENS}
    return " ".join(f"--{token}: {colour};" for token, colour in found.items() if COLOUR.fullmatch(colour))
