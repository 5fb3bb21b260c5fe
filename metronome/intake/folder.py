"""A reference folder: which files it may hold, and what is known of it while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.utils.translation import gettext as _

from metronome.ground.period import Calendar
from metronome.network.names import Meaning, Names

from .fields import Fields
from .files import items_of, root_of
from .known import Codes, Known, nearest
from .languages import Languages
from .refused import Place, Refusals, Stop

#: Files of one thing each, and lists: NAME.csv, NAME.yaml, or several of either in a folder NAME/.
LISTS = (
    "regions",
    "members",
    "standings",
    "partner_kinds",
    "partners",
    "people",
    "aliases",
    "bodies",
    "offices",
    "mandates",
    "markers",
    "kinds",
    "activities",
    "media",
    "bilaterals",
    "projects",
    "project_terms",
    "ratings",
    "expectations",
    "assessments",
    "documents",
    "stated_figures",
    "domains",
    "sources",
    "indicators",
    "size_classes",
    "geographies",
    "areas",
    "area_members",
    "area_versions",
    "area_overlaps",
    "publications",
    "report_kinds",
    "budget_classes",
    "collections",
    "practices",
    "adoptions",
    "experts",
)
WHOLES = ("network", "plans", "work_plans", "calls", "editions", "layouts")
#: Folders that belong to a network and are loaded by commands of their own.
BESIDE = ("observations",)
SUFFIXES = (".csv", ".yaml", ".yml")

T = TypeVar("T")


@dataclass(slots=True)
class Ids:
    """What the folder has of each sort."""

    regions: Known = field(default_factory=Known)
    members: Known = field(default_factory=Known)
    partner_kinds: Known = field(default_factory=Known)
    partners: Known = field(default_factory=Known)
    people: Known = field(default_factory=Known)
    plans: Known = field(default_factory=Known)
    amendments: Known = field(default_factory=Known)
    work_plans: Known = field(default_factory=Known)
    planned: Known = field(default_factory=Known)
    ratings: Known = field(default_factory=Known)
    expectations: Known = field(default_factory=Known)
    assessed: Known = field(default_factory=Known)
    assessments: Known = field(default_factory=Known)
    markers: Known = field(default_factory=Known)
    kinds: Known = field(default_factory=Known)
    activities: Known = field(default_factory=Known)
    media: Known = field(default_factory=Known)
    bodies: Known = field(default_factory=Known)
    offices: Known = field(default_factory=Known)
    mandates: Known = field(default_factory=Known)
    bilaterals: Known = field(default_factory=Known)
    documents: Known = field(default_factory=Known)
    editions: Known = field(default_factory=Known)
    stated: Known = field(default_factory=Known)
    layouts: Known = field(default_factory=Known)
    calls: Known = field(default_factory=Known)
    projects: Known = field(default_factory=Known)
    project_terms: Known = field(default_factory=Known)
    domains: Known = field(default_factory=Known)
    sources: Known = field(default_factory=Known)
    indicators: Known = field(default_factory=Known)
    indicator_versions: Known = field(default_factory=Known)
    size_classes: Known = field(default_factory=Known)
    geographies: Known = field(default_factory=Known)
    areas: Known = field(default_factory=Known)
    area_versions: Known = field(default_factory=Known)
    overlaps: Known = field(default_factory=Known)
    publications: Known = field(default_factory=Known)
    #: Made by a command and in no file: those of the record, where it is asked.
    releases: Known = field(default_factory=lambda: Known(is_partial=True))
    report_kinds: Known = field(default_factory=Known)
    budget_classes: Known = field(default_factory=Known)
    collections: Known = field(default_factory=Known)
    practices: Known = field(default_factory=Known)
    adoptions: Known = field(default_factory=Known)
    experts: Known = field(default_factory=Known)
    nodes: Codes = field(default_factory=Codes)
    challenges: Codes = field(default_factory=Codes)
    themes: Codes = field(default_factory=Codes)


@dataclass(slots=True)
class Folder:
    """The folder that is being read."""

    path: Path
    refusals: Refusals = field(default_factory=Refusals)
    languages: Languages = field(default_factory=lambda: Languages(("en",), ()))
    calendar: Calendar = field(default_factory=Calendar)
    ids: Ids = field(default_factory=Ids)
    names: Names = field(default_factory=lambda: Names(()))

    def check_files(self) -> None:
        """Refuse files that are none of the format, and a folder without a network."""
        known = {*LISTS, *WHOLES, *BESIDE}
        for path in sorted(self.path.iterdir()):
            if path.name.startswith(".") or path.suffix == ".md":
                continue
            if path.stem not in known or (path.is_file() and path.suffix not in SUFFIXES):
                near = nearest(path.stem, known)
                remedy = (
                    _("Did you mean “%(near)s”?") % {"near": near}
                    if near
                    else _("Known are: %(names)s.") % {"names": ", ".join(sorted(known))}
                )
                self.refusals.add(Place(path.name), "", _("The format knows no such file."), remedy)
        if not self._paths("network"):
            reason = _("The folder has no file network.yaml.")
            self.refusals.add(Place("network.yaml"), "", reason, _("Write it: docs/importing.md says how."))
            raise Stop

    def rows(self, name: str) -> Iterator[Fields]:
        """The rows of a list, from each of its files. A file that cannot be read on is noted and left."""
        for path in self._paths(name):
            try:
                for cell in items_of(path, self._name(path), self.refusals):
                    yield Fields(cell, self.refusals, self.languages)
            except Stop:
                self._lose(name)

    def wholes(self, name: str) -> Iterator[Fields]:
        """The files that describe one thing each."""
        for path in self._paths(name):
            try:
                yield Fields(root_of(path, self._name(path), self.refusals), self.refusals, self.languages)
            except Stop:
                self._lose(name)

    def read(self, name: str, make: Callable[[Folder, Fields, int], T]) -> tuple[T, ...]:
        """Every row of a list made into something. The number counts the rows from 1."""
        return tuple(self.stream(name, make))

    def stream(self, name: str, make: Callable[[Folder, Fields, int], T]) -> Iterator[T]:
        """The same, one after the other."""
        for number, fields in enumerate(self.rows(name), 1):
            made = make(self, fields, number)
            fields.close()
            yield made

    def member(self, fields: Fields, name: str, *, required: bool = False) -> str:
        """The member that a field names by slug or by any spelling that means one alone."""
        text = fields.text(name, required=required)
        return self.named(fields, name, text, "member") if text else ""

    def partner(self, fields: Fields, name: str, *, required: bool = False) -> str:
        """The partner that a field names by slug or by any spelling that means one alone."""
        text = fields.text(name, required=required)
        return self.named(fields, name, text, "partner") if text else ""

    def members(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The members that a list names, each once."""
        return self._each(fields, name, "member")

    def partners(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The partners that a list names, each once."""
        return self._each(fields, name, "partner")

    def _each(self, fields: Fields, name: str, kind: str) -> tuple[str, ...]:
        found = [self.named(fields, name, text, kind, place) for text, place in fields.listed(name)]
        fields.once(name, found)
        return tuple(slug for slug in found if slug)

    def named(self, fields: Fields, name: str, text: str, kind: str, place: Place | None = None) -> str:
        """The slug that a text means; nothing, and a refusal with the candidates, where it does not mean one."""
        meaning = self.meaning(text, kind)
        if meaning is not None:
            return meaning.slug
        known = self.ids.members if kind == "member" else self.ids.partners
        candidates = self.names.resolve(text, kind=kind).candidates
        if known.is_partial:
            return ""
        if candidates:
            reason = _("“%(text)s” may mean several or is spelt in a new way.") % {"text": text}
            slugs = ", ".join(candidate.meaning.slug for candidate in candidates)
            remedy = _("Write one of: %(slugs)s; or add the spelling to aliases.csv.") % {"slugs": slugs}
        else:
            reason = _("“%(text)s” is unknown.") % {"text": text}
            remedy = _("Add it to its file, or mend it here.")
        fields.refuse(name, reason, remedy, place)
        return ""

    def meaning(self, text: str, kind: str) -> Meaning | None:
        """The one member or partner that a slug or spelling means."""
        known = self.ids.members if kind == "member" else self.ids.partners
        return Meaning(kind, text) if text in known else self.names.resolve(text, kind=kind).meaning

    def coded(self, fields: Fields, name: str, codes: Codes, text: str, place: Place | None = None) -> str:
        """A code as plan/code; refused where no plan or more than one has it."""
        keys = codes.keys(text)
        if len(keys) == 1:
            return keys[0]
        if codes.is_partial:
            return ""
        if keys:
            reason = _("More than one plan has the code “%(code)s”.") % {"code": text}
            remedy = _("Write it with its plan: %(keys)s.") % {"keys": ", ".join(keys)}
        else:
            near = nearest(text, codes.plans)
            reason = _("No plan has the code “%(code)s”.") % {"code": text}
            remedy = _("Did you mean “%(near)s”?") % {"near": near} if near else _("Look it up in the plan.")
        fields.refuse(name, reason, remedy, place)
        return ""

    def all_coded(self, fields: Fields, name: str, codes: Codes) -> tuple[str, ...]:
        """The codes of a list, each once, in the order of the plan."""
        found = [self.coded(fields, name, codes, text, place) for text, place in fields.listed(name)]
        fields.once(name, found)
        places = {key: number for number, key in enumerate(codes.depths)}
        return tuple(sorted((key for key in found if key), key=places.__getitem__))

    def _lose(self, name: str) -> None:
        """A file could not be read on: what it would have named is refused nowhere else."""
        lost = {
            "aliases": ("members", "partners"),
            "plans": ("plans", "nodes", "challenges", "themes"),
            "work_plans": ("planned",),
        }
        for of in lost.get(name, (name,)):
            if known := getattr(self.ids, of, None):
                known.is_partial = True

    def _paths(self, name: str) -> list[Path]:
        single = [path for suffix in SUFFIXES if (path := self.path / f"{name}{suffix}").is_file()]
        several = self.path / name
        inside = [path for path in several.iterdir() if path.suffix in SUFFIXES] if several.is_dir() else []
        return single + sorted(inside)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.path).as_posix()
