"""Habits of the house that can be read off the code."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.floors import CODE, floors, holds_actions, place, python_files, tree_of

NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers", "services", "lib"}
#: Files that may write many rows at once or delete though they hold no actions, each with the reason.
MAY_WRITE = {
    "metronome/ground/audit.py": "The chain writes its own lines; every action passes here.",
    "metronome/ground/putting.py": "What actions load many rows by; nobody else imports it, see below.",
    "metronome/operation/rows.py": "What a restore puts into an empty instance, the chain of what was done included.",
    "metronome/home/search/index.py": "Search documents follow from the record and are made again at any time.",
}


def bulk_writes(tree: ast.Module) -> Iterator[str]:
    """Calls that change rows past `save`: `x.bulk_create(...)`, `x.update(field=...)`, `x.delete()`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name = node.func.attr
        # A dictionary or a hash is updated from an argument by position, a query set by keywords.
        by_keywords = bool(node.keywords) and not node.args
        if (
            name in {"bulk_create", "bulk_update"}
            or (name == "update" and by_keywords)
            or (name == "delete" and not node.args)
        ):
            yield f"line {node.lineno}: .{name}()"


def test_every_file_has_a_name_that_says_something():
    paths = [path.relative_to(CODE) for path in CODE.rglob("*.py")]
    assert [str(path) for path in paths if NAMELESS & {path.stem, *path.parts}] == []


def test_rows_are_changed_in_bulk_only_by_actions():
    faults = [
        f"{place(path)} {write}"
        for path in python_files()
        if not holds_actions(path) and place(path) not in MAY_WRITE
        for write in bulk_writes(tree_of(path))
    ]
    assert faults == []


def test_every_exception_for_bulk_writes_is_still_needed():
    assert [name for name in MAY_WRITE if not list(bulk_writes(tree_of(CODE.parent / name)))] == []


@pytest.mark.parametrize(
    "code", ["Activity.objects.update(state='draft')", "Activity.objects.bulk_create(rows)", "activity.delete()"]
)
def test_a_bulk_write_is_seen(code: str):
    assert len(list(bulk_writes(ast.parse(code)))) == 1


@pytest.mark.parametrize(
    "code", ["figures.update(others)", "hash.update(b'')", "activity.save()", "store.delete(key)"]
)
def test_what_only_sounds_like_a_bulk_write_is_left_alone(code: str):
    assert list(bulk_writes(ast.parse(code))) == []


def test_nothing_happens_behind_a_signal():
    faults = [
        f"{place(path)} line {node.lineno}"
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and {"dispatch", "signals"} & set((node.module or "").split("."))
    ]
    assert faults == []


def test_many_rows_are_put_into_the_record_by_actions_only():
    importers = {
        place(path)
        for path in python_files()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[-1] == "putting"
        if not holds_actions(path)
    }
    assert importers == set()


def test_every_action_says_by_whose_hand_and_knows_no_request():
    actions = [
        (f"{place(path)} {node.name}", {argument.arg for argument in node.args.kwonlyargs}, node.args.args)
        for path in python_files()
        if holds_actions(path)
        for node in tree_of(path).body
        # What begins with refuse_ changes nothing: it asks whether an action is possible.
        if isinstance(node, ast.FunctionDef) and not node.name.startswith(("_", "refuse_"))
    ]
    assert [name for name, keywords, _ in actions if "by" not in keywords] == []
    assert [name for name, _, others in actions if others] == []
    assert [name for name, keywords, others in actions if "request" in keywords | {one.arg for one in others}] == []


def test_nothing_is_translated_when_it_is_imported():
    faults = [f"{place(path)} line {line}" for path in python_files() for line in translated_at_import(tree_of(path))]
    assert faults == []


def test_a_translation_at_import_is_seen():
    hurried = (
        "from django.utils.translation import gettext as _\nLABEL = _('Members')\ndef label():\n    return _('x')"
    )
    assert list(translated_at_import(ast.parse(hurried))) == [2]


def translated_at_import(tree: ast.Module) -> Iterator[int]:
    """The lines that translate outside every function."""
    hurried = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in {"gettext", "ngettext", "pgettext", "npgettext"}
    }
    return (call.lineno for call in run_at_import(tree) if getattr(call.func, "id", None) in hurried)


def run_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """The calls outside every function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.Call):
            yield child
        yield from run_at_import(child)


@pytest.mark.parametrize("room", sorted(floors().keys() - {"cli"}))
def test_a_room_says_what_it_is_for_and_keeps_its_entrance_free_of_code(room: str):
    entrance = tree_of(CODE / room / "__init__.py")
    assert ast.get_docstring(entrance)
    assert len(entrance.body) == 1
