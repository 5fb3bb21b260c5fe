"""What was typed at the questions, as answers; and what they are refused for, at the question it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from metronome.intake.cells import Cell
from metronome.intake.loading import RefusedRow
from metronome.intake.refused import LoadRefused, Place, Refusals

from .answers import Answers, arranged, pattern_of
from .questions import QUESTIONS, STEP_OF, STEPS, Typed, codes_of, languages_of
from .writing import Written, written

#: Fields of the folder that are called otherwise where they are asked.
CALLED = {"title": "plan_title", "first_day": "plan_first_day", "last_day": "plan_last_day", "contact": "email"}


def refusals_of(typed: Typed) -> list[RefusedRow]:
    """Everything that the answers so far would be refused for: the file is the question, the row its line."""
    refusals = Refusals()
    made = written(answers_of(typed, refusals))
    named = {row.file for row in refusals.rows}
    # What the folder says of a question that was not understood follows from that.
    further = (_at_question(row) for row in made.refused())
    return [*refusals.rows, *(row for row in further if row.file not in named)]


def refused_in(step: str, typed: Typed) -> list[RefusedRow]:
    """What one step is refused for."""
    return [row for row in refusals_of(typed) if STEP_OF.get(row.file) == step]


def is_answered(step: str, typed: Typed) -> bool:
    """Whether anything of a step was answered."""
    return any(typed.get(name, "").strip() for name in typed if _question(name) in {q.name for q in STEPS[step]})


def folder_of(typed: Typed) -> Written:
    """The folder that the answers make.

    Raises LoadRefused with everything that they are refused for.
    """
    if refused := refusals_of(typed):
        raise LoadRefused(refused)
    return written(answers_of(typed, Refusals()))


def answers_of(typed: Typed, refusals: Refusals) -> Answers:
    """The answers, as far as they can be understood; what cannot is noted."""
    languages = languages_of(typed)
    fields: dict[str, Cell] = {}
    for name in ("name", "full_name", "lede"):
        _keep(fields, name, _words(typed, name, languages))
    for name in ("slug", "timezone", "fiscal_month", "decimal_sign", "day_order"):
        _keep(fields, name, _text(typed, name))
    for name in ("languages", "required_languages", "languages_to_publish", "reporting_months", "currencies"):
        codes = [Cell(code, Place(name, 1)) for code in codes_of(typed.get(name, ""))]
        _keep(fields, name, Cell(codes, Place(name, 1)))
    contact = {name: cell for name in ("email", "website") if not (cell := _text(typed, name)).is_empty}
    _keep(fields, "contact", Cell(contact, Place("email", 1)))
    brand = {name[6:]: _text(typed, name) for name in QUESTIONS if name.startswith("brand.") and typed.get(name)}
    _keep(fields, "brand", Cell(brand, Place("brand.brand", 1)))
    for name in ("kinds", "regions", "partner_kinds"):
        items = [Cell({"name": cell}, cell.place) for cell in _lines(typed, name, languages, refusals)]
        _keep(fields, name, Cell(items, Place(name, 1)))
    if plan := _plan(typed, languages, refusals):
        fields["plans"] = Cell([Cell(plan, Place("plan_title", 1))], Place("plan_title", 1))
    return arranged(Cell(fields, Place("name", 1)), refusals)


def _plan(typed: Typed, languages: tuple[str, ...], refusals: Refusals) -> dict[str, Cell]:
    plan: dict[str, Cell] = {}
    _keep(plan, "title", _words(typed, "plan_title", languages))
    _keep(plan, "first_day", _text(typed, "plan_first_day"))
    _keep(plan, "last_day", _text(typed, "plan_last_day"))
    levels, patterns = [], []
    for code, words in _coded(typed, "levels", languages, refusals):
        patterns.append(pattern_of(str(code.value)))
        levels.append(Cell({"name": words, "example": code}, code.place))
    _keep(plan, "levels", Cell(levels, Place("levels", 1)))
    _keep(
        plan, "nodes", Cell(_tree(_coded(typed, "nodes", languages, refusals), patterns, refusals), Place("nodes", 1))
    )
    found = _refining(_coded(typed, "challenges", languages, refusals))
    _keep(plan, "challenges", Cell(found, Place("challenges", 1)))
    if plan and "title" not in plan:
        reason = _("The plan has no title.")
        refusals.add(Place("plan_title", 1), "title", reason, _("Fill it in, or leave the whole plan empty."))
    return plan


def _tree(rows: Iterator[tuple[Cell, Cell]], patterns: list[str], refusals: Refusals) -> list[Cell]:
    """The nodes, each below the last one of the level above: its code says of which level it is."""
    below: list[list[Cell]] = [[]]
    for code, label in rows:
        depth = next((n for n, pattern in enumerate(patterns) if re.fullmatch(pattern, str(code.value))), None)
        if depth is None:
            reason = _("“%(code)s” is not written as the codes of any level.") % {"code": code.value}
            refusals.add(code.place, "code", reason, _("Mend it, or add its level above."))
        elif depth >= len(below):
            reason = _("“%(code)s” stands below nothing.") % {"code": code.value}
            refusals.add(code.place, "code", reason, _("Put the line of the level above before it."))
        else:
            inner: list[Cell] = []
            fields = {"code": code, "label": label}
            if depth + 1 < len(patterns):
                fields["nodes"] = Cell(inner, code.place)
            below[depth].append(Cell(fields, code.place))
            below = [*below[: depth + 1], inner]
    return below[0]


def _refining(rows: Iterator[tuple[Cell, Cell]]) -> list[Cell]:
    """The challenges; 1.2 refines 1 where there is such a one."""
    top: list[Cell] = []
    known: dict[str, list[Cell]] = {}
    for code, label in rows:
        inner: list[Cell] = []
        cell = Cell({"code": code, "label": label, "challenges": Cell(inner, code.place)}, code.place)
        known.get(str(code.value).rpartition(".")[0], top).append(cell)
        known[str(code.value)] = inner
    return [_pruned(cell) for cell in top]


def _pruned(cell: Cell) -> Cell:
    """A challenge without the empty list of those that refine it."""
    fields = cell.value if isinstance(cell.value, dict) else {}
    inner = fields["challenges"].value
    refined = [_pruned(one) for one in inner] if isinstance(inner, list) else []
    kept = {name: value for name, value in fields.items() if name != "challenges"}
    if refined:
        kept["challenges"] = Cell(refined, cell.place)
    return Cell(kept, cell.place)


def _coded(typed: Typed, name: str, languages: tuple[str, ...], refusals: Refusals) -> Iterator[tuple[Cell, Cell]]:
    """The lines of a question as code and words."""
    for row, line in _rows(typed, name):
        code, _space, words = line.partition(" ")
        place = Place(name, row)
        yield Cell(code, place, True), _spread(words, place, languages, refusals)


def _lines(typed: Typed, name: str, languages: tuple[str, ...], refusals: Refusals) -> Iterator[Cell]:
    for row, line in _rows(typed, name):
        yield _spread(line, Place(name, row), languages, refusals)


def _rows(typed: Typed, name: str) -> Iterator[tuple[int, str]]:
    for row, line in enumerate(typed.get(name, "").splitlines(), 1):
        if line.strip():
            yield row, " ".join(line.split())


def _spread(line: str, place: Place, languages: tuple[str, ...], refusals: Refusals) -> Cell:
    """The texts of a line by language."""
    texts = [text.strip() for text in line.split("|")]
    if len(texts) > len(languages):
        reason = _("The line has more texts than the network has languages.")
        refusals.add(place, "", reason, _("Write | only between the texts of two languages."))
    found = dict(zip(languages, texts, strict=False))
    return Cell({language: Cell(text, place) for language, text in found.items() if text}, place)


def _words(typed: Typed, name: str, languages: tuple[str, ...]) -> Cell:
    place = Place(name, 1)
    texts = {language: " ".join(typed.get(f"{name}.{language}", "").split()) for language in languages}
    return Cell({language: Cell(text, place) for language, text in texts.items() if text}, place)


def _text(typed: Typed, name: str) -> Cell:
    return Cell(typed.get(name, "").strip(), Place(name, 1))


def _keep(fields: dict[str, Cell], name: str, cell: Cell) -> None:
    if not cell.is_empty:
        fields[name] = cell


def _question(name: str) -> str:
    return name if name in QUESTIONS else name.split(".")[0]


def _at_question(row: RefusedRow) -> RefusedRow:
    """A refusal with the question in the place of the file. What is missing stands nowhere: its field tells."""
    asked = QUESTIONS.get(row.file)
    if asked is not None and asked.kind == "lines":
        return row
    field = row.field.split(".")[0] if not row.field.startswith("brand.") else row.field
    name = CALLED.get(field, field)
    return replace(row, file=name, row=0) if name in QUESTIONS else replace(row, row=0)
