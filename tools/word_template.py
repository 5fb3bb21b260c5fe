"""Writes the Word template that Metronome ships with: styles, headings, contents, loops. Staff open the result in Word
and change it there; whoever wants another beginning changes this file and runs it.

    python tools/word_template.py
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "metronome/report/rendering/templates/progress.docx"
BRAND, INK, MUTED = RGBColor(0x0B, 0x55, 0x63), RGBColor(0x16, 0x22, 0x2A), RGBColor(0x56, 0x62, 0x68)
SERIF, SANS, MONO = "Georgia", "Calibri", "Courier New"  # what Word has on every desk


def main() -> int:
    sheet = Sheet()
    front(sheet)
    contents(sheet)
    sheet.line("{%p for name in order %}")
    for part in (note, activities, projects, media, listening, progress, silence, who, findings):
        sheet.line(f"{{%p if name == '{part.__name__}' %}}")
        part(sheet)
        sheet.line("{%p endif %}")
    sheet.line("{%p endfor %}")
    figures(sheet)
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    sheet.document.save(str(TEMPLATE))
    return 0


class Sheet:
    """A document under construction."""

    def __init__(self) -> None:
        self.document = Document()
        moment = datetime(2021, 1, 1, tzinfo=UTC)
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "Metronome", "Progress report", ""
        properties.created = properties.modified = moment
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(23)
        styles(self.document)
        footer = section.footer.paragraphs[0]
        footer.style = self.document.styles["Small"]
        footer.add_run("{{ network }} · {{ title }}\t\t")
        field(footer, "PAGE", "1")

    def heading(self, level: int, words: str) -> None:
        self.document.add_heading(words, level)

    def line(self, words: str, style: str = "Normal") -> Any:
        return self.document.add_paragraph(words, style=style)

    def loop(self, what: str, *lines: tuple[str, str]) -> None:
        """Lines (words, style) for each of something."""
        self.line(f"{{%p for {what} %}}")
        for words, style in lines:
            self.line(words, style)
        self.line("{%p endfor %}")

    def when(self, what: str, words: str, style: str = "Normal") -> None:
        self.line(f"{{%p if {what} %}}")
        self.line(words, style)
        self.line("{%p endif %}")


def styles(document: Any) -> None:
    """Real styles, so that one change in Word changes every place."""
    for name, font, size, colour, before, after in (
        ("Normal", SERIF, 10.5, INK, 0, 6),
        ("Title", SERIF, 34, BRAND, 120, 12),
        ("Subtitle", SANS, 13, MUTED, 0, 6),
        ("Heading 1", SERIF, 24, BRAND, 0, 12),
        ("Heading 2", SERIF, 15, INK, 18, 6),
        ("Heading 3", SERIF, 12, INK, 12, 4),
        ("List Bullet", SANS, 9.5, INK, 0, 2),
    ):
        style = document.styles[name]
        shape(style, font, size, colour)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    document.styles["Heading 1"].paragraph_format.page_break_before = True
    for name, font, size, colour in (("Small", SANS, 9, MUTED), ("Facts", SANS, 9.5, INK), ("Code", MONO, 7.5, MUTED)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        shape(style, font, size, colour)
        style.paragraph_format.space_after = Pt(3)
    for name, underline in (("Figure", False), ("Hyperlink", True)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.color.rgb, style.font.underline, style.font.bold = BRAND, underline, not underline


def shape(style: Any, font: str, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), colour
    style.font.bold, style.font.italic = style.name == "Heading 3", False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), font)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def field(paragraph: Any, instruction: str, shown: str | None) -> None:
    """A field of Word; without `shown` only its beginning, whose end stands further on."""
    mark(paragraph, "begin", dirty=shown is None)
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    mark(paragraph, "separate")
    if shown is not None:
        paragraph.add_run(shown)
        mark(paragraph, "end")


def mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    if dirty:
        char.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(char)


# The parts; each edition says in which order they stand


def front(sheet: Sheet) -> None:
    sheet.line("{{ network }}", "Subtitle")
    sheet.line("{{ title }}", "Title")
    sheet.line("{{ period_words }}", "Subtitle")
    sheet.line("{{ full_name }}", "Small")
    sheet.line("{{ state }}. {{ notice }}", "Small")
    sheet.line("{{ address }}", "Small")


def contents(sheet: Sheet) -> None:
    sheet.line("{{ words.contents }}", "Subtitle").paragraph_format.page_break_before = True
    field(sheet.line(""), 'TOC \\o "1-2" \\h \\z', None)
    sheet.loop("chapter in chapters", ("{{ chapter.heading }}", "Facts"))
    mark(sheet.line(""), "end")


def chapter(sheet: Sheet, name: str, level: int = 1) -> None:
    sheet.heading(level, f"{{{{ {name}.heading }}}}")
    sheet.loop(f"paragraph in {name}.text", ("{{r paragraph }}", "Normal"))


def key_figures(sheet: Sheet, name: str) -> None:
    sheet.line(f"{{%p for figure in {name} %}}")
    sheet.line(
        "{{r figure.shown }} {%r if figure.of %}{{ words.of }} {{r figure.of }}{%r endif %} {{ figure.unit }}  "
        "{{ figure.label }} ({{ figure.rows }})",
        "Facts",
    )
    sheet.line("{%p endfor %}")


def note(sheet: Sheet) -> None:
    chapter(sheet, "note")
    sheet.heading(2, "{{ words.at_a_glance }}")
    key_figures(sheet, "highlights")
    sheet.line("{{ days }}")
    sheet.line("{{ words.days_caption }}", "Small")


def activities(sheet: Sheet) -> None:
    chapter(sheet, "activities")
    sheet.line("{%p for line in lines %}")
    sheet.heading(2, "{{ line.code }} {{ line.label }}")
    sheet.when("line.count", "{{r line.count }} {{ words.activities }}", "Small")
    sheet.when("not line.activities", "{{ words.no_activity }}", "Small")
    sheet.line("{%p for activity in line.activities %}")
    sheet.heading(3, "{{ activity.title }}")
    sheet.line(
        "{{ activity.days }} · {{ activity.kind }}{% for fact in activity.facts %} · {{ fact }}{% endfor %}", "Small"
    )
    sheet.loop("paragraph in activity.summary", ("{{r paragraph }}", "Normal"))
    sheet.loop("tag in activity.results", ("{{ tag.code }}  {{ tag.label }}", "List Bullet"))
    sheet.loop("tag in activity.challenges", ("{{ tag.code }}  {{ tag.label }}", "List Bullet"))
    for name, label, between in (
        ("members", "activated", "', '"),
        ("partners", "partners", "', '"),
        ("people", "people", "words.semicolon"),
        ("counts", "counts", "', '"),
    ):
        words = f"{{{{ words.{label} }}}}{{{{ words.colon }}}}{{{{ activity.{name}|join({between}) }}}}"
        sheet.when(f"activity.{name}", words, "Facts")
    sheet.line("{%p endfor %}")
    sheet.line("{%p endfor %}")


def projects(sheet: Sheet) -> None:
    chapter(sheet, "projects")
    key_figures(sheet, "project_figures")
    for name in ("project_money", "project_instalments"):
        sheet.when(name, f"{{{{ words.{name} }}}}", "Heading 2")
        sheet.loop(f"part in {name}", ("{{ part.label }}{{ words.colon }}{{r part.shown }}", "Facts"))
    sheet.line("{%p for project in project_entries %}")
    sheet.heading(3, "{{ project.title }}")
    sheet.line("{{ project.state }}{% if project.days %} · {{ project.days }}{% endif %}", "Small")
    for name, label in (("leads", "led_by"), ("carriers", "carried_with"), ("delivered", ""), ("awaited", "")):
        words = f"{{{{ words.{label or name} }}}}{{{{ words.colon }}}}{{{{ project.{name}|join(words.semicolon) }}}}"
        sheet.when(f"project.{name}", words, "Facts")
    sheet.loop("tag in project.results", ("{{ tag.code }}  {{ tag.label }}", "List Bullet"))
    sheet.when("project.sources", "{{ words.money }}", "Facts")
    sheet.loop("source in project.sources", ("{{ source }}", "List Bullet"))
    sheet.when("project.sums", "{{ words.in_all }}{{ words.colon }}{{ project.sums }}", "Facts")
    sheet.when("project.instalments", "{{ words.instalments }}", "Facts")
    sheet.loop(
        "one in project.instalments",
        ("{{ one.label }}{{ words.colon }}{{ one.money }}, {{ one.standing }}", "List Bullet"),
    )
    sheet.line("{%p endfor %}")


def media(sheet: Sheet) -> None:
    chapter(sheet, "media")
    sheet.when("mentions", "{{ words.media_mentions }}{{ words.colon }}{{r mentions }}", "Small")
    sheet.line("{%p for month in media_months %}")
    sheet.heading(3, "{{ month.name }}")
    sheet.loop(
        "mention in month.mentions",
        ("{{ mention.outlet }}{{ words.colon }}{{ mention.subject }} {{ mention.days }}", "List Bullet"),
    )
    sheet.line("{%p endfor %}")


def listening(sheet: Sheet) -> None:
    chapter(sheet, "listening")
    sheet.heading(2, "{{ words.members_engaged }}")
    sheet.when("activated", "{{ words.activated }}{{ words.colon }}{{r activated }}", "Small")
    sheet.when("participations", "{{ words.times }}{{ words.colon }}{{r participations }}", "Small")
    sheet.line("{{ map }}")
    sheet.line("{{ words.map_caption }}", "Small")
    sheet.line("{{ engaged|join(', ') }}", "Facts")
    chapter(sheet, "partners_heading", 2)
    sheet.line("{{ partners|join(', ') }}", "Facts")
    chapter(sheet, "meetings_heading", 2)
    sheet.when("meetings", "{{ words.meetings_held }}{{ words.colon }}{{r meetings }}", "Small")
    sheet.line("{%p for month in meeting_months %}")
    sheet.heading(3, "{{ month.name }}")
    sheet.when("month.members", "{{ words.members }}{{ words.colon }}{{ month.members|join(', ') }}", "Facts")
    sheet.when("month.partners", "{{ words.partners }}{{ words.colon }}{{ month.partners|join(', ') }}", "Facts")
    sheet.line("{%p endfor %}")


def progress(sheet: Sheet) -> None:
    chapter(sheet, "progress")
    sheet.heading(2, "{{ words.main_results }}")
    key_figures(sheet, "results")
    sheet.when("vague", "{{ words.vague }}", "Small")
    sheet.loop("line in vague", ("{{ line }}", "List Bullet"))
    sheet.heading(2, "{{ words.challenges_heading }}")
    counted(sheet, "row in challenges", "row.is_heading")
    sheet.heading(2, "{{ words.plan }}")
    sheet.line("{%p for plan in plans %}")
    sheet.line("{{ plan.title }}, {{ plan.days }}")
    sheet.line("{{ plan.picture }}")
    sheet.line("{{ words.coverage_caption }}", "Small")
    counted(
        sheet, "row in plan.nodes", "not row.is_result", more="{% for line in row.assessed %} · {{ line }}{% endfor %}"
    )
    sheet.line("{%p endfor %}")


def counted(sheet: Sheet, what: str, heading: str, more: str = "") -> None:
    sheet.line(f"{{%p for {what} %}}")
    sheet.line(f"{{%p if {heading} %}}")
    sheet.heading(3, "{{ row.code }} {{ row.label }}")
    sheet.line("{%p else %}")
    sheet.line(
        "{{ row.code }}  {{ row.label }}  {% if row.is_silent %}({{ words.silent }}) {% endif %}"
        "{%r if row.count %}{{r row.count }}{%r endif %}" + more,
        "Facts",
    )
    sheet.line("{%p endif %}")
    sheet.line("{%p endfor %}")


def silence(sheet: Sheet) -> None:
    chapter(sheet, "silence")
    sheet.line("{%p for silence in silences %}")
    sheet.heading(2, "{{ silence.heading }}")
    sheet.line("{{r silence.shown }}")
    sheet.line(
        "{% for tag in silence['items'] %}{{ tag.code }} {{ tag.label }}"
        "{% if not loop.last %}{{ words.semicolon }}{% endif %}{% endfor %}",
        "Facts",
    )
    sheet.line("{%p endfor %}")


def who(sheet: Sheet) -> None:
    chapter(sheet, "who")
    sheet.line("{%p for region in regions %}")
    sheet.heading(2, "{{ region.name }}")
    sheet.when("region.activated", "{{ words.activated }}{{ words.colon }}{{r region.activated }}", "Small")
    sheet.line("{{ region.members|map(attribute='name')|join(', ') }}", "Facts")
    sheet.when("region.others", "{{ words.other_members }}{{ words.colon }}{{ region.others|join(', ') }}", "Facts")
    people(sheet, "region.groups")
    sheet.line("{%p endfor %}")
    people(sheet, "groups")


def people(sheet: Sheet, name: str) -> None:
    sheet.line(f"{{%p for group in {name} %}}")
    sheet.heading(3, "{{ group.heading }}")
    sheet.loop(
        "person in group.people",
        (
            (
                "{{ person.name }}, {{ person.office }}"
                "{% if person.title %}{{ words.colon }}{{ person.title }}{% endif %}"
            ),
            "Facts",
        ),
    )
    sheet.line("{%p endfor %}")


def findings(sheet: Sheet) -> None:
    chapter(sheet, "findings_part")
    sheet.line("{{ findings_words }}")
    sheet.line("{%p for finding in findings %}")
    sheet.line("{{ finding.severity_words }}{{ words.colon }}{{ finding.rule }}. {{ finding.message }}", "Facts")
    sheet.when("finding.mend", "{{ words.mend }} {{ finding.mend }}", "Small")
    sheet.line("{%p endfor %}")


def figures(sheet: Sheet) -> None:
    chapter(sheet, "figures_part")
    sheet.line("{%p for figure in figures %}")
    sheet.heading(3, "{{ figure.label }}")
    sheet.line("{{r figure.shown }} {{ figure.unit }}  {{ figure.definition }}", "Facts")
    sheet.loop("part in figure.parts", ("{{ part.label }}{{ words.colon }}{{r part.shown }}", "Small"))
    sheet.line("{{ figure.rows_words }}", "Small")
    sheet.line("{{ figure.hash }}", "Code")
    sheet.line("{%p endfor %}")
    chapter(sheet, "verify")
    sheet.line("{{ network }}, {{ full_name }}. {{ contact|join(' · ') }}", "Small")


if __name__ == "__main__":
    sys.exit(main())
