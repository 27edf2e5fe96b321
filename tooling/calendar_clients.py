"""vdirsyncer and khal for the tests: those of the system, else of a package in .calendars. They subscribe for real."""

import shutil
from dataclasses import dataclass

from tooling import python
from tooling.steps import ROOT, StepFailed

OWN = ROOT / ".calendars"


@dataclass(frozen=True)
class Clients:
    """Where the two programs are."""

    vdirsyncer: str
    khal: str


def find() -> Clients | None:
    """Both programs from one place; None when neither place has both."""
    system = shutil.which("vdirsyncer"), shutil.which("khal")
    own = tuple(str(file) if (file := python.program(name, OWN)).exists() else None for name in ("vdirsyncer", "khal"))
    for vdirsyncer, khal in (system, own):
        if vdirsyncer and khal:
            return Clients(vdirsyncer, khal)
    return None


def install() -> Clients:
    """Find the programs or get them; raises StepFailed when no package registry answers."""
    found = find()
    if found:
        return found
    python.create(OWN)
    python.install("calendars", "Cài vdirsyncer và khal cho kiểm thử vào thư mục .calendars", OWN)
    found = find()
    if not found:
        raise StepFailed("Không có vdirsyncer và khal. Hãy cài hai gói này của hệ điều hành rồi chạy lại ./test.")
    return found
