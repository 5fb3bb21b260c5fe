"""The child process that makes an image of a picture. Reads JSON on standard input: {"svg", "density", "fonts"}, and
writes PNG. On failure a sentence on standard error and exit code 3. It imports nothing of this project."""

from __future__ import annotations

import json
import resource
import sys

SECONDS, BYTES = 60, 4 << 30
#: White ground and a margin, so that the image can be put anywhere.
SOURCE = """#set page(width: auto, height: auto, margin: 12pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")"""


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    import typst

    order = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[order["fonts"]])
    try:
        compiler = typst.Compiler(input=SOURCE.encode(), font_paths=fonts, sys_inputs={"svg": order["svg"]})
        made = compiler.compile(format="png", ppi=order["density"])
    except typst.TypstError as error:
        sys.stderr.write(error.message)
        return 3
    sys.stdout.buffer.write(made if isinstance(made, bytes) else b"")
    return 0


if __name__ == "__main__":
    sys.exit(main())
