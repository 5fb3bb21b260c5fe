"""The manifest of a report: frozen rows, texts, figures and findings, and the instance's signature over all of it.

It is what `report.json` holds and what is attached to the PDF. From it alone the figures can be computed again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from metronome.ground.canonical import canonical, dumps
from metronome.ground.frozen import from_plain, to_plain
from metronome.ground.text import Text
from metronome.report.checks.finding import Finding
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .keys import ALGORITHM, Signature, sign

FORMAT = "metronome-manifest/1"


@dataclass(frozen=True, slots=True)
class Head:
    """What an edition is called. `anchor` is the head of the audit chain when the rows were read."""

    slug: str
    kind: str
    number: int
    state: str
    languages: tuple[str, ...]
    address: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was read or made. `data` is exactly what was signed, without the signature."""

    data: Mapping[str, Any]
    signature: Signature | None

    @property
    def head(self) -> Head:
        return from_plain(Head, self.data["edition"])

    @property
    def snapshot(self) -> Snapshot:
        return from_plain(Snapshot, self.data["snapshot"])

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            Finding(
                row["rule"],
                Severity(row["severity"]),
                row["subject"],
                row["facts"],
                row["where"],
                {thing: Text.from_json(name) for thing, name in row["names"].items()},
            )
            for row in self.data["findings"]
        )

    def to_json(self) -> dict[str, Any]:
        data = dict(self.data)
        if self.signature is not None:
            data["signature"] = {
                "algorithm": ALGORITHM,
                "key": self.signature.key,
                "value": self.signature.value,
            }
        return data

    def to_bytes(self) -> bytes:
        """Canonical JSON: the same manifest is the same bytes."""
        return dumps(self.to_json()).encode()


def make_manifest(
    head: Head, snapshot: Snapshot, figures: Mapping[str, Figure], findings: Iterable[Finding]
) -> Manifest:
    """Put together and sign. The same edition of the same rows makes the same bytes."""
    data = canonical(
        {
            "format": FORMAT,
            "edition": to_plain(head),
            "period": to_plain(snapshot.period),
            "figures": {id: figure_json(figure, head.languages) for id, figure in figures.items()},
            "findings": [finding_json(finding, head.languages) for finding in findings],
            "snapshot": to_plain(snapshot),
        }
    )
    return signed(data)


def signed(data: Mapping[str, Any]) -> Manifest:
    """The manifest with this instance's signature over its canonical JSON."""
    return Manifest(data, sign(dumps(data).encode()))


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest from JSON.

    Raises ValueError where it is not JSON, not a manifest, or of a format this version does not know.
    """
    try:
        data = json.loads(
            content, object_pairs_hook=_each_once, parse_float=_refuse_number, parse_constant=_refuse_number
        )
    except RecursionError:
        raise ValueError("it nests too deep") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"no manifest of the format {FORMAT}")
    signature = data.pop("signature", None)
    if signature is None:
        return Manifest(data, None)
    if not isinstance(signature, dict) or signature.get("algorithm") != ALGORITHM:
        raise ValueError(f"signed by another method than {ALGORITHM}")
    return Manifest(data, Signature(str(signature.get("key")), str(signature.get("value"))))


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: of two values one would be read and the other signed, or seen."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _refuse_number(text: str) -> None:
    """A manifest is written with whole numbers and decimals in text only."""
    raise ValueError(f"{text} is no number of a manifest")


def figure_json(figure: Figure, languages: Iterable[str]) -> dict[str, Any]:
    """A figure with its label and its definition in each language."""
    definition = figure.definition
    label, words = {}, {}
    for language in languages:
        with translation.override(language):
            label[language], words[language] = definition.label(), definition.words()
    return {**figure.to_json(), "label": label, "definition": words}


def finding_json(finding: Finding, languages: Iterable[str]) -> dict[str, Any]:
    """A finding with its message and its remedy in each language."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "where": finding.where,
        "facts": dict(finding.facts),
        "names": to_plain(finding.names),
        "digest": finding.digest,
        "message": {language: finding.message(language) for language in languages},
        "mend": {language: finding.mend(language) for language in languages},
    }
