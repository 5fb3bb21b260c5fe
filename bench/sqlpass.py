"""The floor for the figures: the same numbers by hand, one SELECT for each kind of row.

Every SELECT fetches what a figure's row shows (id, label in the source language, what is used) and each kind of row is
read once, however many figures rest on it. No hash and no definition: what a script would do.
"""

# ruff: noqa: S608 (the SELECTs are made of this file's own constants)

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from metronome.ground.period import Period

COUNTED = """a.state = 'published' AND a.id IN
    (SELECT activity_id FROM record_occurrence WHERE first_day <= :last AND last_day >= :first)"""
LABEL = "json_extract(a.title, '$.texts.fr')"
ACTIVITIES = f"""
    SELECT a.code, {LABEL}, k.slug, n.code, a.format, a.network_role
    FROM record_activity a JOIN record_kind k ON k.id = a.kind_id LEFT JOIN plan_node n ON n.id = a.lead_line_id
    WHERE {COUNTED} ORDER BY a.first_day, a."order", a.code"""
DAYS = f"""
    SELECT a.code, {LABEL}, o.first_day, o.last_day FROM record_activity a
    JOIN record_occurrence o ON o.activity_id = a.id
    WHERE {COUNTED} AND o.first_day <= :last AND o.last_day >= :first"""
RESULT_TAGS = f"""
    SELECT a.code, {LABEL}, n.code FROM record_activity a JOIN record_resulttag t ON t.activity_id = a.id
    JOIN plan_node n ON n.id = t.result_id WHERE {COUNTED}"""
CHALLENGE_TAGS = f"""
    SELECT a.code, {LABEL}, c.code FROM record_activity a JOIN record_challengetag t ON t.activity_id = a.id
    JOIN plan_challenge c ON c.id = t.challenge_id WHERE {COUNTED}"""
THEME_TAGS = f"""
    SELECT a.code, {LABEL}, h.slug FROM record_activity a JOIN record_themetag t ON t.activity_id = a.id
    JOIN plan_theme h ON h.id = t.theme_id WHERE {COUNTED}"""
GOAL_TAGS = f"""
    SELECT a.code, {LABEL}, t.goal FROM record_activity a JOIN record_goaltag t ON t.activity_id = a.id
    WHERE {COUNTED}"""
MARKERS = f"""
    SELECT a.code, {LABEL}, m.slug || ':' || s.score FROM record_activity a
    JOIN record_markerscore s ON s.activity_id = a.id JOIN plan_marker m ON m.id = s.marker_id WHERE {COUNTED}"""
ACTIVATIONS = f"""
    SELECT DISTINCT a.code, {LABEL}, m.slug, r.slug FROM record_activity a
    JOIN record_involvement i ON i.activity_id = a.id AND i.role = 'activated'
    JOIN network_member m ON m.id = i.member_id LEFT JOIN network_region r ON r.id = m.region_id
    JOIN record_occurrence o ON o.activity_id = a.id
    JOIN network_standing s ON s.member_id = m.id AND s.kind = 'full'
        AND (s.since IS NULL OR s.since <= o.last_day) AND (s.until IS NULL OR s.until >= o.first_day)
    WHERE {COUNTED}"""
PARTNERS = f"""
    SELECT DISTINCT a.code, {LABEL}, p.slug FROM record_activity a
    JOIN record_involvement i ON i.activity_id = a.id AND i.role <> 'named'
    JOIN network_partner p ON p.id = i.partner_id WHERE {COUNTED}"""
EXPERTS = f"""
    SELECT a.code, {LABEL}, e.name, e.title FROM record_activity a JOIN record_personinvolved e ON e.activity_id = a.id
    WHERE e.role IN ('speaker', 'expert', 'author') AND {COUNTED}"""
COUNTS = f"""
    SELECT a.code, {LABEL}, a.network_role, c.basis, c.qualifier, c.number FROM record_activity a
    JOIN record_participation c ON c.activity_id = a.id
    WHERE c.sex = '' AND c.mode = '' AND c.country = '' AND {COUNTED}"""
MENTIONS = """
    SELECT slug, outlet, first_day, last_day FROM record_mediamention
    WHERE NOT is_cancelled AND first_day <= :last AND last_day >= :first"""
MEETINGS = """
    SELECT b.slug, p.slug FROM listening_bilateral b LEFT JOIN network_partner p ON p.id = b.partner_id
    WHERE NOT b.is_cancelled AND b.first_day <= :last AND b.last_day >= :first"""
MEMBERS = """
    SELECT DISTINCT m.slug, json_extract(m.name, '$.texts.fr'), m.country, r.slug, s.kind FROM network_member m
    JOIN network_standing s ON s.member_id = m.id LEFT JOIN network_region r ON r.id = m.region_id
    WHERE (s.since IS NULL OR s.since <= :last) AND (s.until IS NULL OR s.until >= :last)"""
RESULTS = "SELECT code, json_extract(label, '$.texts.fr') FROM plan_node WHERE depth = 2"
CHALLENGES = "SELECT code, json_extract(label, '$.texts.fr') FROM plan_challenge"


def numbers(database: sqlite3.Connection, period: Period) -> dict[str, Any]:
    """The figures by id: a value, or a value and its parts."""
    days = {"first": str(period.first), "last": str(period.last)}

    def read(question: str) -> list[Any]:
        return database.execute(question, days).fetchall()

    found: dict[str, Any] = {}
    activities = read(ACTIVITIES)
    found["activities.total"] = len(activities)
    for id, column in (("kind", 2), ("line", 3), ("format", 4), ("role", 5)):
        found[f"activities.by_{id}"] = Counter(row[column] for row in activities)
    found["activities.by_month"] = _by_month(read(DAYS))
    results, tags = read(RESULTS), read(RESULT_TAGS)
    found["results.by_result"] = by_result = Counter(row[2] for row in tags)
    found["results.total"], found["results.worked_on"] = len(results), len(by_result)
    found["results.silent"] = sum(code not in by_result for code, _ in results)
    challenges, tags = read(CHALLENGES), read(CHALLENGE_TAGS)
    found["challenges.by_challenge"] = by_challenge = Counter(row[2] for row in tags)
    found["challenges.answered"] = len(by_challenge)
    found["challenges.silent"] = sum(code not in by_challenge for code, _ in challenges)
    found["themes.by_theme"] = Counter(row[2] for row in read(THEME_TAGS))
    found["goals.by_goal"] = Counter(row[2] for row in read(GOAL_TAGS))
    found["markers.by_score"] = Counter(row[2] for row in read(MARKERS))
    _members(found, read(MEMBERS), read(ACTIVATIONS))
    partners = {row[2] for row in read(PARTNERS)}
    meetings = read(MEETINGS)
    met = {partner for _, partner in meetings if partner}
    found["bilaterals.held"], found["partners.met"] = len(meetings), len(met)
    found["partners.involved"], found["partners.reached"] = len(partners), len(partners | met)
    experts = read(EXPERTS)
    found["experts.named"] = len({name for _, _, name, _ in experts if name})
    found["experts.unnamed"] = sum(not name for _, _, name, _ in experts)
    mentions = read(MENTIONS)
    found["media.mentions"], found["media.by_month"] = len(mentions), _by_month(mentions)
    for _, _, role, basis, qualifier, number in read(COUNTS):
        whose = "engaged" if role in ("organiser", "co_organiser") else "elsewhere"
        low, is_strict = found.get(f"people.{whose}.{basis}", (0, False))
        found[f"people.{whose}.{basis}"] = low + number, is_strict or qualifier == "more_than"
    return found


def _members(found: dict[str, Any], members: list[Any], activations: list[Any]) -> None:
    full = {row[0] for row in members if row[4] == "full"}
    activated = {slug: region for _, _, slug, region in activations}
    found["members.total"], found["members.activated"] = len(full), len(activated)
    found["members.silent"] = len(full - activated.keys())
    found["members.participations"] = Counter(slug for _, _, slug, _ in activations)
    found["members.activated_by_region"] = Counter(activated.values())
    found["members.by_region"] = Counter(row[3] for row in members if row[4] == "full")
    found["members.countries"] = len({row[2] for row in members if row[4] == "full"})
    found["activities.by_region"] = Counter(
        region for _, region in {(code, region) for code, _, _, region in activations}
    )


def _by_month(rows: Iterable[Any]) -> Counter[str]:
    months: Counter[str] = Counter()
    for *_, first, last in rows:
        if first[:7] == last[:7]:
            months[first[:7]] += 1
        else:
            day, end = date.fromisoformat(first), date.fromisoformat(last)
            months.update({str(day + timedelta(n))[:7] for n in range((end - day).days + 1)})
    return months
