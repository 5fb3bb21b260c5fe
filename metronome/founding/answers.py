"""The answers as one document: a reference folder in one file, and under `instance` what is the machine's own.

Each value keeps its place, so that what the folder made of it is refused for is told where it was answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.intake import folder as intake_folder
from metronome.intake.cells import Cell
from metronome.intake.files import root_of
from metronome.intake.folder import LISTS
from metronome.intake.known import nearest
from metronome.intake.refused import LoadRefused, Place, Refusals, Stop

#: What stands in network.yaml, in the order of writing.
NETWORK = (
    "slug",
    "name",
    "full_name",
    "lede",
    "languages",
    "required_languages",
    "languages_to_publish",
    "timezone",
    "fiscal_month",
    "reporting_months",
    "currencies",
    "decimal_sign",
    "day_order",
    "brand",
    "contact",
)
#: Lists of which each item becomes a file of its own.
WHOLES = tuple(name for name in intake_folder.WHOLES if name != "network")
INSTANCE = ("operator", "address", "database")
#: Lists whose items may be a name alone.
NAMED = ("regions", "kinds", "partner_kinds", "bodies", "offices", "markers")

Fields = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers by the files of the folder: `network.yaml`, `regions.yaml`, `plans/NAME.yaml`."""

    files: dict[str, Cell]
    instance: dict[str, str]

    @property
    def slug(self) -> str:
        value = _fields(self.files["network.yaml"]).get("slug")
        return str(value.value) if value is not None and isinstance(value.value, str) else ""

    @property
    def languages(self) -> tuple[str, ...]:
        cell = _fields(self.files["network.yaml"]).get("languages")
        value = cell.value if cell else None
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(";"))
        return tuple(str(one.value) for one in value) if isinstance(value, list) else ("en",)


def read_answers(path: Path) -> Answers:
    """The answers of a file.

    Raises LoadRefused for a file that cannot be read, and for what is no answer.
    """
    refusals = Refusals()
    if not path.is_file():
        refusals.add(Place(str(path)), "", _("There is no such file."), _("Give the path of a file with answers."))
        raise LoadRefused(refusals.rows)
    try:
        root = root_of(path, path.name, refusals)
    except Stop:
        raise LoadRefused(refusals.rows) from None
    answers = arranged(root, refusals)
    if refusals:
        raise LoadRefused(refusals.rows)
    return answers


def arranged(root: Cell, refusals: Refusals) -> Answers:
    """The answers, each put where the folder has it; what can be derived is added, what is no answer is noted."""
    given = _fields(root)
    if not given:
        refusals.add(root.place, "", _("There are no answers."), _("Write name: value on lines of their own."))
    known = (*NETWORK, *LISTS, *WHOLES, "instance")
    for name, cell in given.items():
        if name not in known:
            near = nearest(name, known)
            remedy = _("Did you mean “%(near)s”?") % {"near": near} if near else _("Leave it out.")
            refusals.add(cell.place, name, _("The field “%(name)s” is unknown here.") % {"name": name}, remedy)
    network = {name: given[name] for name in NETWORK if name in given}
    if "slug" not in network and "name" in network and (slug := slug_of(network["name"])):
        network = {"slug": Cell(slug, network["name"].place), **network}
    files = {"network.yaml": Cell(network, root.place)}
    for name in LISTS:
        if name in given:
            files[f"{name}.yaml"] = _named(given[name]) if name in NAMED else given[name]
    for name in WHOLES:
        files.update(_wholes(name, given[name], refusals) if name in given else ())
    return Answers(files, _instance(given["instance"], refusals) if "instance" in given else {})


def slug_of(name: Cell) -> str:
    """What identifies something by its name: that of the first language that is written in Latin letters."""
    if isinstance(name.value, str):
        return slugify(name.value)[:50].strip("-")
    return next((slug for cell in _fields(name).values() if (slug := slug_of(cell))), "")


def pattern_of(example: str) -> str:
    """The regular expression of all codes written like one: where it has digits, they have digits."""
    return "^" + "".join(r"\d+" if part.isdecimal() else re.escape(part) for part in re.split(r"(\d+)", example)) + "$"


def _fields(cell: Cell) -> Fields:
    return cell.value if isinstance(cell.value, dict) else {}


def _items(cell: Cell) -> list[Cell]:
    return cell.value if isinstance(cell.value, list) else []


def _named(cell: Cell) -> Cell:
    """The items of a list, each with a slug; an item may be its name alone."""
    if not isinstance(cell.value, list):
        return cell
    items = []
    for item in cell.value:
        fields = _fields(item) or ({"name": item} if isinstance(item.value, str) else {})
        name = fields.get("name") or fields.get("label")
        if name is not None and "slug" not in fields and (slug := slug_of(name)):
            fields = {"slug": Cell(slug, name.place), **fields}
        items.append(Cell(fields, item.place) if fields else item)
    return Cell(items, cell.place)


def _wholes(name: str, cell: Cell, refusals: Refusals) -> Iterator[tuple[str, Cell]]:
    """A file for each item, called as its slug; without one, as its title."""
    if not isinstance(cell.value, list):
        refusals.add(cell.place, name, _("A list is expected here."), _("Begin each item with a dash."))
        return
    written: set[str] = set()
    for item in cell.value:
        fields = _fields(item)
        if "slug" not in fields and "title" in fields and (made := slug_of(fields["title"])):
            fields = {"slug": Cell(made, fields["title"].place), **fields}
        slug = slugify(str(fields["slug"].value)) if "slug" in fields else ""
        if not slug or slug in written:
            reason = _("Each item needs a slug of its own.")
            refusals.add(item.place, f"{name}.slug", reason, _("Write slug: with letters, digits and hyphens."))
            continue
        written.add(slug)
        if "levels" in fields:
            levels = [_level(level) for level in _items(fields["levels"])]
            fields = {**fields, "levels": Cell(levels, fields["levels"].place)} if levels else fields
        yield f"{name}/{slug}.yaml", Cell(fields, item.place)


def _level(level: Cell) -> Cell:
    """A level with a pattern of its codes where the answers give an example of one."""
    fields = _fields(level)
    example = fields.get("example")
    if example is None or not isinstance(example.value, str):
        return level
    kept = {name: cell for name, cell in fields.items() if name != "example"}
    return Cell({**kept, "pattern": Cell(pattern_of(example.value), example.place, True)}, level.place)


def _instance(cell: Cell, refusals: Refusals) -> dict[str, str]:
    found = {}
    for name, value in _fields(cell).items():
        if name not in INSTANCE or not isinstance(value.value, str | None):
            reason = _("The field “%(name)s” is unknown here.") % {"name": name}
            remedy = _("Known are: %(names)s.") % {"names": ", ".join(INSTANCE)}
            refusals.add(value.place, f"instance.{name}", reason, remedy)
        elif value.value:
            found[name] = value.value
    return found
