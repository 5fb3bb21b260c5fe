"""The child process that typesets. It runs alone, so that its memory and its errors end with it.

Reads JSON on standard input: {"template", "data", "manifest", "timestamp"} for a PDF, {"pictures": {name: svg},
"ppi"} for PNG files. Writes the PDF, or JSON of the pictures as base64. Asked to `talk` it reads an order a line and
answers each with a line, a PDF as base64: of many small documents one after the other. On failure a sentence on
standard error and exit code 3. It imports nothing of this project.
"""

from __future__ import annotations

import base64
import json
import resource
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
#: This script knows nothing of the project but where its own files lie.
FONTS = HERE.parent.parent / "design" / "printing"
SECONDS, BYTES = 120, 4 << 30
STANDARDS, MANIFEST = ["ua-1", "a-3a"], "manifest.json"


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    try:
        if sys.argv[1:] == ["talk"]:
            _talk(typst, fonts)
            return 0
        order = json.loads(sys.stdin.buffer.read())
        made = _pictures(typst, fonts, order) if "pictures" in order else _document(typst, fonts, order)
    except typst.TypstError as error:
        trace = " / ".join(error.trace)
        sys.stderr.write(" ".join([error.message, *error.hints, f"({trace})" if trace else ""]))
        return 3
    sys.stdout.buffer.write(made)
    return 0


def _talk(typst: Any, fonts: Any) -> None:
    """Answer each order, until there is none. The manifest lies in a file beside the template: what the compiler has
    laid out of a document it finds again when only the manifest is another one."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(HERE / "typst", root, dirs_exist_ok=True)
        compilers: dict[str, Any] = {}
        for line in sys.stdin.buffer:
            order = json.loads(line)
            (root / MANIFEST).write_text(order["manifest"], encoding="utf-8")
            name = order["template"]
            if name not in compilers:
                compilers[name] = typst.Compiler(input=root / name, root=root, font_paths=fonts)
            data = json.dumps(order["data"], ensure_ascii=False)
            made = compilers[name].compile(
                format="pdf", pdf_standards=STANDARDS, timestamp=order["timestamp"], sys_inputs={"data": data}
            )
            sys.stdout.buffer.write(base64.b64encode(made) + b"\n")
            sys.stdout.buffer.flush()


def _document(typst: Any, fonts: Any, order: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        input=HERE / "typst" / order["template"],
        root=HERE / "typst",
        font_paths=fonts,
        sys_inputs={"data": json.dumps(order["data"], ensure_ascii=False), "manifest": order["manifest"]},
    )
    made: bytes = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=order["timestamp"])
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
