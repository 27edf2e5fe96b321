"""Where to go next: only to paths of this site."""

import re

LOCAL_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9_\-./~%?=&+,:@!$'()*;]*")


def local_path(target: str | None, default: str) -> str:
    """``target`` when it is a path of this site, else ``default`` (no open redirect)."""
    return target if target and LOCAL_PATH.fullmatch(target) else default
