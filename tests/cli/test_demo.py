"""The people of a demo: only where an instance is one."""

from __future__ import annotations

from tests.cli.conftest import Instance


def test_demo_people_come_in_only_where_an_instance_is_a_demo(tmp_path):
    instance = Instance(tmp_path / "instance")
    assert "not a demo" in instance.run("demo-people", code=1)
    people = instance.json("demo-people", "--mark")
    assert [person["role"] for person in people][:2] == ["officer", "editor"]
    assert all("/en/link/" in person["href"] for person in people)
    again = instance.json("demo-people")
    assert {person["href"] for person in people} & {person["href"] for person in again} == set()


def test_an_instance_with_people_does_not_become_a_demo(tmp_path):
    instance = Instance(tmp_path / "instance")
    instance.json("demo-people", "--mark")
    (instance.home / "demo").unlink()
    assert "cannot become a demo" in instance.run("demo-people", "--mark", code=1)
