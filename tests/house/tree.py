"""The tracked files of the checkout, read once."""

import subprocess
from functools import cache
from pathlib import Path

from tooling.steps import ROOT


@cache
def tracked() -> tuple[Path, ...]:
    """All files that git would hand to somebody who clones, new ones included."""
    words = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    return tuple(path for path in (ROOT / name for name in listed.split("\0") if name) if path.is_file())


def texts(*endings: str) -> dict[str, str]:
    """Text by path relative to the checkout, of files with one of the endings (all text files without any)."""
    found: dict[str, str] = {}
    for path in tracked():
        if endings and path.suffix not in endings:
            continue
        try:
            found[str(path.relative_to(ROOT))] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return found
