"""The child process that typesets. It runs alone, so that its memory and its errors end with it.

Reads JSON on standard input: {"template", "data", "manifest", "timestamp"} for a PDF, {"documents": [...]} for several
of them, {"pictures": {name: svg}, "ppi"} for PNG files. Writes the PDF, or JSON of the documents or pictures as
base64; on failure a sentence on standard error and exit code 3. It imports nothing of this project.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECONDS, BYTES = 120, 4 << 30


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    import typst

    order = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[HERE / "fonts"])
    try:
        made = _made(typst, fonts, order)
    except typst.TypstError as error:
        trace = " / ".join(error.trace)
        sys.stderr.write(" ".join([error.message, *error.hints, f"({trace})" if trace else ""]))
        return 3
    sys.stdout.buffer.write(made)
    return 0


def _made(typst: Any, fonts: Any, order: dict[str, Any]) -> bytes:
    if "pictures" in order:
        return _pictures(typst, fonts, order)
    if "documents" in order:
        made = [base64.b64encode(_document(typst, fonts, one)).decode() for one in order["documents"]]
        return json.dumps(made).encode()
    return _document(typst, fonts, order)


def _document(typst: Any, fonts: Any, order: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        input=HERE / "typst" / order["template"],
        root=HERE / "typst",
        font_paths=fonts,
        sys_inputs={"data": json.dumps(order["data"], ensure_ascii=False), "manifest": order["manifest"]},
    )
    made: bytes = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-3a"], timestamp=order["timestamp"])
    return made


def _pictures(typst: Any, fonts: Any, order: dict[str, Any]) -> bytes:
    source = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = {}
    for name, svg in order["pictures"].items():
        compiler = typst.Compiler(input=source.encode(), font_paths=fonts, sys_inputs={"svg": svg})
        made[name] = base64.b64encode(compiler.compile(format="png", ppi=order["ppi"])).decode()
    return json.dumps(made).encode()


if __name__ == "__main__":
    sys.exit(main())
