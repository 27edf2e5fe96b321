"""Where templates and static files are: inside the installed package, or beside it in a checkout."""

import hashlib
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def asset_root() -> Path:
    """The folder that holds ``templates`` and ``static``."""
    return PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


@lru_cache(maxsize=512)
def fingerprint(path: Path, _changed: int) -> str:
    """A short hash of a static file, so that browsers fetch a new one after an upgrade."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def static_version(name: str) -> str:
    """Hash of ``static/<name>``; empty when the file is not there (pages must work without it)."""
    path = asset_root() / "static" / name
    try:
        return fingerprint(path, path.stat().st_mtime_ns)
    except OSError:
        return ""
