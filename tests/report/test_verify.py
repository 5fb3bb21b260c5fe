"""Whoever changes a report is found: every digit of its data, every glyph of its pages, its links, its signature."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from metronome.ground.period import Period
from metronome.report.editions import keys
from metronome.report.editions.build import Reading, build_files
from metronome.report.editions.manifest import Head, make_manifest
from metronome.report.editions.verify import Authenticity, Verdict, verify
from metronome.report.figures.ledger import compute_all
from metronome.report.rendering.readback import _codes, attached_manifest, page_digests, printed_numbers
from metronome.report.snapshot import Snapshot
from tests.environment import often
from tests.factories import snapshot as rows

HEAD = Head("spring", "progress", 1, "composing", ("fr", "en"), "https://cities.example", "7:" + "5" * 64)
Files = dict[tuple[str, str], bytes]
SUMMER = Period(date(2021, 5, 1), date(2021, 8, 31))


def reading(snapshot: Snapshot) -> Reading:
    figures = compute_all(snapshot)
    return Reading(HEAD, snapshot, figures, (), make_manifest(HEAD, snapshot, figures, ()))


def files(snapshot: Snapshot) -> Files:
    return build_files(reading(snapshot), languages=["en"], formats=["pdf", "json"])


@pytest.fixture(scope="module")
def built() -> Files:
    return files(rows.quiet_snapshot())


@pytest.fixture(scope="module")
def data(built: Files) -> bytes:
    return built["", "json"]


@pytest.fixture(scope="module")
def pdf(built: Files) -> bytes:
    return built["en", "pdf"]


@pytest.fixture(scope="module")
def stranger_s() -> Files:
    """The same report, signed by somebody else."""
    key = Ed25519PrivateKey.generate()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_instance_key", lambda path: key)
        return files(rows.quiet_snapshot())


def answered(content: bytes) -> Verdict | None:
    """The verdict; None for a file that is said to be no report. Nothing else may happen."""
    try:
        return verify(content)
    except ValueError:
        return None


def holds(content: bytes) -> bool:
    verdict = answered(content)
    return verdict is not None and verdict.holds


def without_signature(manifest: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest)
    del found["signature"]
    return found


def written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


# As JSON


def test_what_nobody_changed_holds(built):
    for content in built.values():
        verdict = verify(content)
        assert (verdict.holds, verdict.authenticity, verdict.problems) == (True, Authenticity.KNOWN_KEY, ())
        assert verdict.figures == len(compute_all(rows.quiet_snapshot()))
    assert verify(built["", "json"]).is_rendered is None
    assert verify(built["en", "pdf"]).is_rendered is True


def test_a_report_made_before_a_figure_was_defined_still_holds():
    snapshot = rows.quiet_snapshot()
    figures = {id: figure for id, figure in compute_all(snapshot).items() if id != "results.assessed"}
    older = Reading(HEAD, snapshot, figures, (), make_manifest(HEAD, snapshot, figures, ()))
    for content in build_files(older, languages=["en"], formats=["pdf", "json"]).values():
        verdict = verify(content)
        assert (verdict.holds, verdict.problems) == (True, ())
        assert verdict.figures == len(compute_all(snapshot)) - 1


def test_a_figure_that_only_another_version_counts_is_named(data):
    later = without_signature(data)
    later["figures"]["results.dreamt"] = later["figures"]["results.worked_on"]
    verdict = verify(written(later))
    assert not verdict.is_consistent
    assert "results.dreamt" in "".join(verdict.problems)


@settings(max_examples=often(300, 40), deadline=None)
@given(data=st.data())
def test_a_digit_changed_anywhere_in_the_data_is_found(built, data):
    content = built["", "json"]
    places = [found.start() for found in re.finditer(rb"[0-9]", content)]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([new for new in b"0123456789" if new != content[place]]))
    assert not holds(content[:place] + bytes([digit]) + content[place + 1 :])


def test_without_a_signature_a_figure_changed_by_itself_is_still_found(data):
    """Every value, bound, part and hash of every figure, one after the other."""
    found = without_signature(data)
    assert verify(written(found)).is_consistent
    changed = 0
    for figure in found["figures"].values():
        for name in [name for name in figure if name not in ("label", "definition", "rows")]:
            kept = figure[name]
            figure[name] = other(kept)
            verdict = verify(written(found))
            assert not verdict.is_consistent, name
            assert verdict.problems
            figure[name] = kept
            changed += 1
    assert changed > 150


def other(value: Any) -> Any:
    """A value that is not this one."""
    if isinstance(value, bool) or value is None:
        return 1
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dict):
        return {**value, "one more": 1}
    return [*value, "one more"] if isinstance(value, list) else f"{value}1"


def test_a_period_stated_beside_the_rows_of_another_is_found_without_a_signature(data):
    found = without_signature(data)
    found["period"]["last"] = "2021-05-31"
    verdict = verify(written(found))
    assert (verdict.is_consistent, verdict.problems) == (False, ("The period stated is not the period of the rows.",))


def test_rows_changed_along_with_their_figures_carry_no_signature_that_fits(data):
    honest, forged = json.loads(data), without_signature(files(fewer_members())["", "json"])
    verdict = verify(written({**forged, "signature": honest["signature"]}))
    assert (verdict.is_consistent, verdict.authenticity, verdict.holds) == (True, Authenticity.FORGED, False)


def fewer_members() -> Snapshot:
    return rows.quiet_snapshot(members=rows.quiet_snapshot().members[:3])


def test_a_stripped_signature_is_said_and_proves_no_change(built, data):
    without = written(without_signature(data))
    verdicts = [verify(without), verify(with_manifest(built["en", "pdf"], pdf_manifest_without_signature(built)))]
    assert [(verdict.holds, verdict.authenticity) for verdict in verdicts] == [(True, Authenticity.NO_SIGNATURE)] * 2


def pdf_manifest_without_signature(built) -> bytes:
    return written(without_signature(attached_manifest(built["en", "pdf"])))


def test_a_report_signed_by_a_stranger_is_said_to_be_so_as_data_and_as_pdf(stranger_s):
    for content in stranger_s.values():
        verdict = verify(content)
        assert (verdict.holds, verdict.authenticity) == (True, Authenticity.UNKNOWN_KEY)


def test_a_stranger_s_key_beside_our_signature_is_forged(data, stranger_s):
    ours, theirs = json.loads(data), json.loads(stranger_s["", "json"])
    assert ours["signature"]["key"] != theirs["signature"]["key"]
    ours["signature"]["key"] = theirs["signature"]["key"]
    assert verify(written(ours)).authenticity == Authenticity.FORGED


def test_a_value_stated_twice_in_one_object_is_no_manifest(data):
    """One reader would take the first, another the last."""
    twice = data.replace(b'"value":4', b'"value":5,"value":4', 1)
    assert twice != data
    with pytest.raises(ValueError, match="twice"):
        verify(twice)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"value":4', b'"value":4.0'),
        (b'"value":4', b'"value":4e0'),
        (b'"value":4', b'"value":NaN'),
        (b'"value":4', b'"value":' + b"[" * 100_000 + b"]" * 100_000),
        (b'"Ed25519"', b'"none"'),
        (b'"metronome-manifest/1"', b'"metronome-manifest/2"'),
        (b"{", b"\xff{"),
    ],
)
def test_what_no_manifest_is_written_with_is_refused(data, old, new):
    changed = data.replace(old, new, 1)
    assert changed != data
    with pytest.raises(ValueError):  # noqa: PT011 - the reason differs with the fault
        verify(changed)


@settings(max_examples=often(150, 20), deadline=None)
@given(data=st.data())
def test_data_bent_out_of_shape_is_found_and_breaks_nothing(built, data):
    """A part anywhere in the tree is taken away or becomes something of another kind."""
    manifest = json.loads(built["", "json"])
    places = list(inner(manifest))
    holder, name = data.draw(st.sampled_from(places))
    nonsense = data.draw(st.sampled_from([None, True, 0, -1, 10**30, "", "x", [], {}, [[]], {"": None}]))
    if nonsense == holder[name] and type(nonsense) is type(holder[name]):
        return
    holder[name] = nonsense
    verdict = answered(written(manifest))
    # Without a signature the rest may well be in order; then it says so.
    is_stripped = holder is manifest and name == "signature" and nonsense is None
    assert verdict is None or verdict.holds == is_stripped


def inner(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a tree of objects and lists, as its holder and its name there."""
    names: Any = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from inner(value[name])


# As PDF


def saved(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def opened(pdf: bytes) -> PdfWriter:
    return PdfWriter(clone_from=io.BytesIO(pdf))


class Drawn(NamedTuple):
    """A digit drawn on a page: where its two-byte code stands in the stream, and the codes of other digits."""

    start: int
    end: int
    others: list[bytes]

    def another(self, number: int) -> bytes:
        """One of the other digits as it is written in a stream."""
        return b"".join(b"\\%03o" % byte for byte in self.others[number % len(self.others)])


def digits_drawn(page: PageObject) -> Iterator[Drawn]:
    fonts: Any = page["/Resources"]["/Font"].get_object()  # type: ignore[index]
    digits: dict[bytes, bytes] = {}
    stream, at = drawing(page), 0
    while token := re.compile(rb"/(\w+) [\d.]+ Tf|(/\w+\s*)?\(").search(stream, at):
        at = token.end()
        if token[1]:
            codes = _codes(fonts["/" + token[1].decode()].get_object()["/ToUnicode"].get_object().get_data())
            digits = {code: letter.encode() for code, letter in codes.items() if letter in "0123456789"}
            continue
        letters = list(letters_of(stream, at))
        at = letters[-1].end
        if token[2]:
            continue  # what a stretch is called, not what it draws
        for high, low in zip(letters[::2], letters[1::2], strict=True):
            if high.byte + low.byte in digits:
                yield Drawn(high.start, low.end, [code for code in digits if code != high.byte + low.byte])


class Letter(NamedTuple):
    start: int
    end: int
    byte: bytes


def letters_of(stream: bytes, start: int) -> Iterator[Letter]:
    """The bytes of a literal string, each with where it is written, up to its closing bracket."""
    depth = 1
    named = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    for found in re.compile(rb"\\([0-7]{1,3})|\\(.)|(.)", re.DOTALL).finditer(stream, start):
        octal, escaped, plain = found.groups()
        depth += {b"(": 1, b")": -1}.get(plain, 0)
        if not depth:
            return
        byte = bytes([int(octal, 8)]) if octal else plain or named.get(escaped, escaped)
        yield Letter(found.start(), found.end(), byte)


def drawing(page: PageObject) -> bytes:
    contents = page.get_contents()
    assert contents is not None
    return contents.get_data()


def with_drawing(pdf: bytes, page: int, changed: bytes) -> bytes:
    writer = opened(pdf)
    stream = StreamObject()
    stream.set_data(changed)
    writer.pages[page][NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    return saved(writer)


def test_a_page_written_anew_with_the_same_drawing_is_the_same_page(pdf):
    assert verify(with_drawing(pdf, 2, drawing(PdfReader(io.BytesIO(pdf)).pages[2]))).holds


@pytest.mark.slow
def test_a_digit_changed_on_any_page_is_found_and_the_page_named(pdf):
    signed = page_digests(pdf)
    for number, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        drawn = list(digits_drawn(page))
        assert drawn, f"no digit on page {number + 1}"
        one = drawn[len(drawn) // 2]
        stream = drawing(page)
        changed = with_drawing(pdf, number, stream[: one.start] + one.another(number) + stream[one.end :])
        found = [was == now for was, now in zip(signed, page_digests(changed), strict=True)]
        assert [other for other, is_same in enumerate(found) if not is_same] == [number]
        if number % 6:
            continue  # the whole verdict takes longer and rests on the digests
        verdict = verify(changed)
        assert (verdict.is_consistent, verdict.is_rendered, verdict.holds) == (True, False, False)
        assert verdict.authenticity == Authenticity.KNOWN_KEY
        assert f"Page {number + 1} is not the page that was signed." in verdict.problems


def test_digits_changed_at_figure_links_are_told_with_what_the_rows_say(pdf):
    """Even where somebody takes the digests of the changed pages into the manifest."""
    page = next(number for number, page in enumerate(opened(pdf).pages) if len(figure_links([page])) > 1)
    drawn = list(digits_drawn(opened(pdf).pages[page]))
    stream = drawing(opened(pdf).pages[page])
    for one in reversed(drawn):
        stream = stream[: one.start] + one.another(0) + stream[one.end :]
    changed = with_drawing(pdf, page, stream)
    manifest = without_signature(attached_manifest(changed))
    manifest["rendered"]["pages"] = page_digests(changed)
    verdict = verify(with_manifest(changed, written(manifest)))
    assert (verdict.is_consistent, verdict.is_rendered) == (True, False)
    assert "the rows say" in verdict.problems[0]


def figure_links(pages: Iterable[PageObject]) -> list[Any]:
    links = [link.get_object() for page in pages for link in page.get("/Annots", ())]
    return [link for link in links if "/figures/" in link.get("/A", {}).get("/URI", "")]


def test_two_link_targets_swapped_are_found(pdf):
    writer = opened(pdf)
    first, *others = figure_links(writer.pages)
    second = next(link for link in others if link["/A"]["/URI"] != first["/A"]["/URI"])
    targets = str(first["/A"]["/URI"]), str(second["/A"]["/URI"])
    for link, target in zip((first, second), reversed(targets), strict=True):
        link[NameObject("/A")] = DictionaryObject({**link["/A"], NameObject("/URI"): TextStringObject(target)})
    verdict = verify(saved(writer))
    assert (verdict.is_consistent, verdict.is_rendered, verdict.holds) == (True, False, False)


def with_manifest(pdf: bytes, manifest: bytes) -> bytes:
    """The document with another manifest attached in place of its own."""
    writer = opened(pdf)
    (attached,) = writer.attachment_list
    attached.content = manifest
    return saved(writer)


def test_the_manifest_of_another_period_is_genuine_but_not_of_these_pages(pdf):
    summer = attached_manifest(files(rows.quiet_snapshot(period=SUMMER))["en", "pdf"])
    verdict = verify(with_manifest(pdf, summer))
    assert (verdict.is_consistent, verdict.is_rendered) == (True, False)
    assert (verdict.authenticity, verdict.holds) == (Authenticity.KNOWN_KEY, False)


def test_the_data_of_the_same_report_does_not_stand_for_its_pages(pdf, data):
    """report.json says nothing of pages, so a PDF with it attached is not verified."""
    verdict = verify(with_manifest(pdf, data))
    assert (verdict.is_consistent, verdict.is_rendered, verdict.authenticity) == (True, False, Authenticity.KNOWN_KEY)


def test_a_page_taken_out_or_put_in_is_found(pdf):
    fewer, more = opened(pdf), opened(pdf)
    fewer.remove_page(len(fewer.pages) - 1)
    more.add_blank_page(400, 600)
    assert [verify(saved(writer)).is_rendered for writer in (fewer, more)] == [False, False]


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_damaged_pdf_is_found_or_refused_and_breaks_nothing(built, data):
    """One byte anywhere is another: what nothing shows may change, but never a figure or a page unseen."""
    content = bytearray(built["en", "pdf"])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    if holds(bytes(content)):
        assert page_digests(bytes(content)) == page_digests(built["en", "pdf"])
        assert printed_numbers(bytes(content)) == printed_numbers(built["en", "pdf"])


@pytest.mark.parametrize("part", [0.0005, 0.1, 0.5, 0.9, 0.999])
def test_a_pdf_that_is_cut_off_never_holds(pdf, part):
    assert not holds(pdf[: int(len(pdf) * part)])
