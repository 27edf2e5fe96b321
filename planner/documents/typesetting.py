"""The door to the typesetter: pages and pictures from our own layouts and plain values.

Values go in as data, never as source, so no title can become an instruction. Faces are read by file path; where they
were not installed the typesetter's own serif stands in, which has every Vietnamese letter too.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import lru_cache
from importlib.resources import files
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryFile
from typing import Any

import typst

from planner.assets import asset_root
from planner.errors import Unavailable
from planner.vocabulary import N_

FACES = "vendor/fonts/tinos"
LOOK_EVERY_SECONDS = 1
PICTURE = """#set page(width: auto, height: auto, margin: 1pt)
#set text(font: ("Tinos", "Libertinus Serif"))
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1mm)
"""


def typeset(layout: str, values: Mapping[str, Any], on: date) -> bytes:
    """A tagged PDF from a layout of this package (``report.typ``) with fonts embedded; dated ``on``.

    It keeps to PDF/UA-1 unless a word has a sign no face draws (an emoji): that standard refuses such a file whole.
    """
    source = files("planner.documents").joinpath(layout).read_bytes()
    text = json.dumps(values, ensure_ascii=False)
    try:
        return _pdf(source, text, on, ["ua-1"])
    except typst.TypstError as problem:
        if "could not be displayed" not in str(problem):
            raise
        return _pdf(source, text, on, [])


def typeset_apart(layout: str, values: Mapping[str, Any], on: date, look: Callable[[], None]) -> bytes:
    """The same in a process of its own. ``look`` is called every second and may raise to stop it.

    Raises Unavailable when the process fails.
    """
    task = json.dumps({"layout": layout, "values": values, "on": on.isoformat()}, ensure_ascii=False).encode()
    with TemporaryFile() as given, TemporaryFile() as made:
        given.write(task)
        given.seek(0)
        process = Popen([sys.executable, "-m", __name__], stdin=given, stdout=made, stderr=DEVNULL)
        try:
            while process.poll() is None:
                look()
                with suppress(TimeoutExpired):
                    process.wait(LOOK_EVERY_SECONDS)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
        if process.returncode:
            raise Unavailable(N_("Chương trình dàn trang PDF dừng giữa chừng. Lập lại tệp, hoặc dùng tệp Word."))
        made.seek(0)
        return made.read()


def picture(drawing: str, width_mm: int, *, dots_per_inch: int = 200) -> bytes:
    """An SVG drawing as PNG."""
    png = typst.compile(
        PICTURE.encode(),
        format="png",
        ppi=dots_per_inch,
        font_paths=_fonts(),
        sys_inputs={"drawing": drawing, "width": str(width_mm)},
    )
    return _one(png)


def _pdf(source: bytes, values: str, on: date, standards: list[Any]) -> bytes:
    pdf = typst.compile(
        source,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"values": values},
        timestamp=datetime.combine(on, time(), UTC),
        pdf_standards=standards,
    )
    return _one(pdf)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = asset_root() / "static" / FACES
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder.is_dir() else [])


def _one(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no single file")
    return made


if __name__ == "__main__":
    task = json.load(sys.stdin)
    sys.stdout.buffer.write(typeset(task["layout"], task["values"], date.fromisoformat(task["on"])))
