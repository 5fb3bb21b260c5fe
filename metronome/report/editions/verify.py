"""Verification of a report by somebody who does not trust us: from its file alone, without the record.

Three questions. Consistent: do the figures follow from the frozen rows? Rendered: are the numbers printed at the
figure links those figures, and the pages those that were signed? Authentic: who has signed, and do we know the key?
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from metronome.ground.canonical import canonical, dumps
from metronome.report.rendering.content import shown_numbers

from .build import read_back
from .keys import is_genuine, is_known
from .manifest import Manifest, figure_json, read_manifest


class Authenticity(StrEnum):
    KNOWN_KEY = "known_key"
    UNKNOWN_KEY = "unknown_key"
    NO_SIGNATURE = "no_signature"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. `is_rendered` is None for a file in which nothing is printed."""

    is_consistent: bool
    is_rendered: bool | None
    authenticity: Authenticity
    figures: int
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Nothing was changed. An unknown key or no signature is said, but proves no change."""
        return self.is_consistent and self.is_rendered is not False and self.authenticity != Authenticity.FORGED


def manifest_in(content: bytes) -> Manifest:
    """The manifest that a report file holds: a JSON file is one, a PDF has one attached.

    Raises ValueError for a file that holds none.
    """
    if not _is_pdf(content):
        return read_manifest(content)
    # What reads a PDF weighs more than most pages need.
    from metronome.report.rendering.readback import attached_manifest

    return read_manifest(attached_manifest(content))


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF")


def verify(content: bytes) -> Verdict:
    """Verify a report as PDF or as JSON.

    Raises ValueError for a file that holds no manifest.
    """
    is_pdf, manifest = _is_pdf(content), manifest_in(content)
    problems = _problems(lambda: _inconsistencies(manifest))
    rendered = _problems(lambda: _misprints(manifest, content)) if is_pdf else []
    stated = manifest.data.get("figures")
    return Verdict(
        is_consistent=not problems,
        is_rendered=not rendered if is_pdf else None,
        authenticity=_authenticity(manifest),
        figures=len(stated) if isinstance(stated, dict) else 0,
        problems=tuple(dict.fromkeys((*problems, *rendered))),
    )


def _problems(search: Callable[[], list[str]]) -> list[str]:
    """What a search finds; that it could not be made is a problem, too."""
    try:
        return search()
    except Exception as error:  # rows that somebody has changed may break any computation, anywhere
        return [_("The frozen rows cannot be read: %(error)s") % {"error": error}]


def _authenticity(manifest: Manifest) -> Authenticity:
    if manifest.signature is None:
        return Authenticity.NO_SIGNATURE
    if not is_genuine(manifest.signature, dumps(manifest.data).encode()):
        return Authenticity.FORGED
    return Authenticity.KNOWN_KEY if is_known(manifest.signature.key) else Authenticity.UNKNOWN_KEY


def _inconsistencies(manifest: Manifest) -> list[str]:
    computed = {
        id: canonical(figure_json(figure, manifest.head.languages))
        for id, figure in read_back(manifest).figures.items()
    }
    stated = manifest.data["figures"]
    problems = [
        _("The figure %(figure)s does not follow from the frozen rows.") % {"figure": id}
        for id in sorted(set(computed) & set(stated))
        if _measured(computed[id]) != _measured(stated[id])
    ]
    problems += [
        _("The figure %(figure)s is not known here: another version of the program counted it.") % {"figure": id}
        for id in sorted(set(stated) - set(computed))
    ]
    if manifest.data["period"] != manifest.data["snapshot"]["period"]:
        problems.append(_("The period stated is not the period of the rows."))
    return problems


def _measured(figure: dict[str, object]) -> dict[str, object]:
    """A figure without its words, which a later version may have mended."""
    return {key: value for key, value in figure.items() if key not in ("label", "definition")}


def _misprints(manifest: Manifest, pdf: bytes) -> list[str]:
    from metronome.report.rendering.readback import page_digests, printed_numbers, reads_as

    rendered = manifest.data.get("rendered")
    if rendered is None:
        return [_("The manifest does not say which pages it belongs to.")]
    problems = []
    expected = shown_numbers(read_back(manifest).printed(rendered["language"]))
    printed = printed_numbers(pdf)
    for (figure, text), (found, number) in zip(expected, printed, strict=False):
        if figure != found or not reads_as(number, text):
            problems.append(
                _("At a link to the figure %(figure)s “%(printed)s” is printed; the rows say “%(expected)s” (%(id)s).")
                % {"figure": found, "printed": number, "expected": text, "id": figure}
            )
            break
    if len(expected) != len(printed):
        problems.append(
            _("%(printed)d numbers are printed at figure links; %(expected)d belong there.")
            % {"printed": len(printed), "expected": len(expected)}
        )
    signed, found_pages = rendered["pages"], page_digests(pdf)
    for page, (was, now) in enumerate(zip(signed, found_pages, strict=False), 1):
        if was != now:
            problems.append(_("Page %(page)d is not the page that was signed.") % {"page": page})
    if len(signed) != len(found_pages):
        problems.append(_("The document has not the number of pages that was signed."))
    return problems
