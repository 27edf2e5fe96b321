"""Where templates and static files are: inside the installed package, or beside it in a checkout."""

import hashlib
from pathlib import Path

PACKAGE = Path(__file__).parent


def asset_root() -> Path:
    """The folder that holds ``templates`` and ``static``."""
    return PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


def static_version() -> str:
    """A hash over all static files. It is part of their address, so that style sheets and modules which name each
    other by relative paths all change address together after an upgrade and may be kept for ever.
    """
    root = asset_root() / "static"
    whole = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]
