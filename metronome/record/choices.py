"""What the lists of the form offer, in the reader's language; made once until something public changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.counting import Basis, Qualifier
from metronome.ground.kept import kept

from .enums import Format, NetworkRole, PersonRole, Precision
from .phrases import basis_label, qualifier_label
from .vocabulary import Vocabulary, vocabulary

Choices = Sequence[tuple[str, str]]


def choices() -> Mapping[str, Choices]:
    """The choices of each list, by the name of the list."""
    return _choices(publication(), reader())


@kept(16)
def _choices(_publication: int, language: str) -> Mapping[str, Choices]:
    words: Vocabulary = vocabulary()
    return {
        "kinds": [(slug, name.in_(language)) for slug, name in words.kinds],
        "formats": [(value, str(label)) for value, label in Format.choices],
        "network_roles": [(value, str(label)) for value, label in NetworkRole.choices],
        "person_roles": [(value, str(label)) for value, label in PersonRole.choices],
        "precisions": [(value, str(label)) for value, label in Precision.choices],
        "qualifiers": [(one.value, qualifier_label(one)) for one in Qualifier],
        "bases": [(one.value, basis_label(one)) for one in Basis],
        "lines": [(line.value, f"{line.code} {line.label.in_(language)}") for line in words.lines],
    }
