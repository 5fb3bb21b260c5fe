"""The child process that fills a Word template. A template is written by staff and filled in a sandbox: it can read
what a report says and nothing else.

Reads JSON on standard input: {"template", "data", "pictures", "alts", "language", "direction", "properties"}, files
as base64. Writes the document; on failure JSON {"kind", "detail"} on standard error and exit code 3. It imports
nothing of this project.
"""

from __future__ import annotations

import base64
import copy
import io
import json
import re
import resource
import sys
import zipfile
from datetime import datetime
from typing import Any

SECONDS, BYTES = 60, 2 << 30
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    order = json.loads(sys.stdin.buffer.read())
    try:
        made = _filled(order)
    except SecurityError as error:
        return _fail("unsafe", error, _place_of_name(order, str(error)))
    except UndefinedError as error:
        return _fail("undefined", error, _place_of_name(order, str(error)))
    except TemplateSyntaxError as error:
        return _fail("syntax", error, _place_of_command(order))
    except Outside as error:
        return _fail("outside", error)
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        return _fail("file", error)
    except (OverflowError, MemoryError, RecursionError) as error:
        return _fail("endless", error)
    sys.stdout.buffer.write(made)
    return 0


class Outside(Exception):
    """A template refers to something outside of itself, which Word would fetch when somebody opens the report."""


def _fail(kind: str, error: BaseException, place: str = "") -> int:
    sys.stderr.write("\n" + json.dumps({"kind": kind, "detail": str(error)[:300], "place": place[:200]}))
    return 3


def _lines(order: dict[str, Any]) -> list[str]:
    """The paragraphs of the template, as commands without the letters that tell Word where they stand."""
    from docx import Document

    body = Document(io.BytesIO(base64.b64decode(order["template"]))).element.body
    paragraphs = ("".join(text.text or "" for text in one.iter(f"{{{WORD}}}t")) for one in body.iter(f"{{{WORD}}}p"))
    return [re.sub(r"(\{[{%])(?:p|tr|tc|r)(?=\s)", r"\1", line) for line in paragraphs]


def _place_of_name(order: dict[str, Any], said: str) -> str:
    """The paragraph in which a name stands that an error quotes."""
    names = re.findall(r"'(\w+)'", said)
    commands = [line for line in _lines(order) if "{{" in line or "{%" in line]
    return next((line for name in names for line in commands if re.search(rf"\b{re.escape(name)}\b", line)), "")


def _place_of_command(order: dict[str, Any]) -> str:
    """The paragraph with the first command that cannot be read."""
    from jinja2 import TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    lines = _lines(order)
    try:
        SandboxedEnvironment().parse("\n".join(lines))
    except TemplateSyntaxError as error:
        return lines[min(error.lineno, len(lines)) - 1]
    return ""


def _refuse_what_is_outside(document: Any) -> None:
    """Raises Outside for a reference, other than a link, to what does not lie in the file itself."""
    for part in document.part.package.iter_parts():
        for relation in part.rels.values():
            if relation.is_external and not relation.reltype.endswith("/hyperlink"):
                raise Outside(relation.target_ref)


def _refuse_unknown_names(template: Any, context: dict[str, Any]) -> None:
    """Raises UndefinedError for a name that no report has, wherever it stands."""
    from jinja2 import UndefinedError

    unknown = sorted(template.get_undeclared_template_variables() - context.keys())
    if unknown:
        raise UndefinedError(f"'{unknown[0]}' is undefined")


def _filled(order: dict[str, Any]) -> bytes:
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    template = DocxTemplate(io.BytesIO(base64.b64decode(order["template"])))
    template.init_docx()
    _refuse_what_is_outside(template.docx)
    _set_apart(template.docx)
    context = Shaper(template).shaped(order["data"])
    for name, png in order["pictures"].items():
        picture = InlineImage(template, io.BytesIO(base64.b64decode(png)), width=Mm(165)) if png else ""
        group, _, number = name.partition(".")
        if number:
            context["plans"][int(number)]["picture"] = picture
        else:
            context[group] = picture
    if order["checks"]:
        _refuse_unknown_names(template, context)
    template.render(context, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    _describe(template.docx, order)
    written = io.BytesIO()
    template.save(written)
    return _with_fixed_times(written.getvalue())


#: A command that stands for a run of its own.
OWN_RUN = re.compile(r"(\{\{r .*?\}\}|\{%r .*?%\})")


def _set_apart(document: Any) -> None:
    """Give each such command a run of its own: whoever types it in Word need not know that there are runs."""
    for text in list(document.element.body.iter(f"{{{WORD}}}t")):
        parts = [part for part in OWN_RUN.split(text.text or "") if part]
        if len(parts) < 2:
            continue
        run = text.getparent()
        for part in parts:
            own = copy.deepcopy(run)
            for child in list(own):
                if child.tag != f"{{{WORD}}}rPr":
                    own.remove(child)
            own.text = part
            run.addprevious(own)
        # What else the run held, a tab or a break, comes after the words.
        run.remove(text)
        if all(child.tag == f"{{{WORD}}}rPr" for child in run):
            run.getparent().remove(run)


class Shaper:
    """Data as a template uses it: numbers and paragraphs as text with links, words with their language as words."""

    def __init__(self, template: Any) -> None:
        self.template = template
        self.links: dict[str, str] = {}

    def shaped(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.shaped(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"figure", "key", "text", "href", "entry"}:
            return self.rich([{"text": "", "style": "", "href": "", "shown": value}])
        if value.keys() == {"runs", "language", "language_name"}:
            said = [*value["runs"]]
            if value["language"]:
                said.append({"text": f" ({value['language_name']})", "style": "em", "href": "", "shown": None})
            return self.rich(said)
        if value.keys() == {"text", "language", "language_name"}:
            return f"{value['text']} ({value['language_name']})" if value["language"] else value["text"]
        return {key: self.shaped(item) for key, item in value.items()}

    def rich(self, runs: list[dict[str, Any]]) -> Any:
        from docxtpl import RichText

        text = RichText()
        for run in runs:
            shown = run["shown"]
            href = shown["href"] if shown else run["href"]
            text.add(
                shown["text"] if shown else run["text"],
                style="Figure" if shown else "Hyperlink" if href else None,
                italic=run["style"] == "em",
                bold=run["style"] == "strong",
                url_id=self.link(href) if href else None,
            )
        return text

    def link(self, href: str) -> str:
        if href not in self.links:
            self.links[href] = self.template.build_url_id(href)
        return self.links[href]


def _describe(document: Any, order: dict[str, Any]) -> None:
    """Title, dates, language and the words for those who do not see the pictures."""
    properties, moment = document.core_properties, datetime.fromisoformat(order["properties"]["moment"])
    properties.title, properties.author = order["properties"]["title"], order["properties"]["author"]
    properties.subject, properties.language = order["properties"]["subject"], order["language"]
    properties.last_modified_by, properties.revision = order["properties"]["author"], 1
    properties.created = properties.modified = moment
    drawn = document.element.body.iter(f"{{{DRAWING}}}docPr")
    for picture, words in zip(drawn, order["alts"], strict=False):
        picture.set("descr", words)
    defaults = document.styles.element.find(f"{{{WORD}}}docDefaults")
    for properties_of in defaults.iter(f"{{{WORD}}}rPr"):
        for language in properties_of.iter(f"{{{WORD}}}lang"):
            language.set(f"{{{WORD}}}val", order["language"])
            language.set(f"{{{WORD}}}bidi", order["language"])
    if order["direction"] == "rtl":
        for paragraph in document.element.body.iter(f"{{{WORD}}}p"):
            paragraph.get_or_add_pPr().insert(0, paragraph.makeelement(f"{{{WORD}}}bidi"))


def _with_fixed_times(content: bytes) -> bytes:
    """The same archive with one time for all its files, so that the same document is the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 6)
    return written.getvalue()


if __name__ == "__main__":
    sys.exit(main())
