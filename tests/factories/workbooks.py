"""Workbooks that no writer makes: of other formats, or spoilt."""

from __future__ import annotations

import io
import struct
import zipfile

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return file.getvalue()


def opened(content: str, kind: str = "spreadsheet") -> bytes:
    """An OpenDocument file around the rows of a sheet."""
    words = ("office", "table", "text")
    names = " ".join(f'xmlns:{word}="urn:oasis:names:tc:opendocument:xmlns:{word}:1.0"' for word in words)
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"/>',
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{content}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def old_file(name: str, stream: bytes) -> bytes:
    """The file system of old workbooks with one stream in it."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    sectors = [stream[at : at + 512].ljust(512, b"\0") for at in range(0, len(stream), 512)]
    chain = [0xFFFFFFFD, end, *range(3, len(sectors) + 2), end]
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    head = OLD + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)

    def entry(words: str, kind: int, child: int, start: int, length: int) -> bytes:
        letters = words.encode("utf-16-le")
        begin = letters.ljust(64, b"\0") + struct.pack("<HBB3I", len(letters) + 2, kind, 1, free, free, child)
        return begin + bytes(36) + struct.pack("<IQ", start, length)

    entries = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream)) + bytes(256)
    return head + table + entries + b"".join(sectors)


def record(kind: int, form: str = "", *values: int | float | bytes) -> bytes:
    """A record of an old workbook: its type, its length, and values packed in a form."""
    data = struct.pack(f"<{form}", *values)
    return struct.pack("<HH", kind, len(data)) + data


def old_book(*sheet: bytes, name: str = "data") -> bytes:
    """An old workbook with the records of one sheet."""
    begin, end = record(0x0809, "HHHHII", 0x0600, 5, 0, 0, 0, 0), record(0x000A)
    bound = record(0x0085, f"IHBB{len(name)}s", len(begin) + 12 + len(name) + len(end), 0, len(name), 0, name.encode())
    stream = begin + bound + end + record(0x0809, "HHHHII", 0x0600, 16, 0, 0, 0, 0) + b"".join(sheet) + end
    return old_file("Workbook", stream.ljust(5000, b"\0"))


def label(row: int, column: int, text: str) -> bytes:
    """A cell with ASCII text in an old workbook."""
    return record(0x0204, f"HHHHB{len(text)}s", row, column, 0, len(text), 0, text.encode())
