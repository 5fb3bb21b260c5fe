"""Third-party files are the ones that their tables name."""

from metronome.design.icons import drawings
from tools.icons import ICONS
from tools.vendor import FOLDERS, main


def test_every_kept_file_has_the_hash_of_its_table(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["vendor.py"])
    assert main() == 0, capsys.readouterr().out


def test_every_kept_file_stands_in_its_table():
    for folder in FOLDERS:
        table = (folder / "README.md").read_text(encoding="utf-8")
        kept = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        assert [name for name in kept if name != "README.md" and f"| `{name}` |" not in table] == []


def test_the_icons_are_those_that_the_list_names():
    assert set(drawings()) == set(ICONS)
