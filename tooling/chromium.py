"""The browser of the tests: the system's, else Debian's package, else the one packed for npm."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tooling import front_end
from tooling.steps import ROOT, StepFailed, command, step

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
OWN = ROOT / ".chromium"
PACKAGE = front_end.MODULES / "@sparticuz" / "chromium"
NONE = "Không tìm thấy và không cài được Chromium. Hãy cài gói chromium của hệ điều hành rồi chạy lại ./test."
UNPACK = """
import { inflate } from "@sparticuz/chromium";
for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
  await inflate(process.argv[1] + "/bin/" + name);
}
"""


@dataclass(frozen=True, slots=True)
class Chromium:
    """Path of the binary and what its environment needs besides the usual."""

    executable: Path
    env: dict[str, str] = field(default_factory=dict)
    node: Path | None = None


def find() -> Chromium | None:
    """The browser that is there, or None."""
    for name in NAMES:
        path = shutil.which(name)
        if path and _answers(Path(path), {}):
            return Chromium(Path(path))
    if not (OWN / "complete").is_file():
        return None
    env = {"LD_LIBRARY_PATH": str(OWN / "al2023" / "lib"), "FONTCONFIG_PATH": str(OWN / "fonts")}
    return Chromium(OWN / "chromium", env, front_end.node())


def install() -> Chromium:
    """Find the browser or get one; raises StepFailed with a sentence when there is none to be had."""
    found = find()
    if found:
        return found
    for way in (_from_debian, _from_npm):
        try:
            way()
        except StepFailed as error:
            print(error)
        found = find()
        if found:
            return found
    raise StepFailed(NONE)


def _answers(executable: Path, env: dict[str, str]) -> bool:
    """Ubuntu's ``chromium`` is a stub that only speaks of snap: a browser is what prints its version."""
    try:
        return bool(command(executable, "--version", env=env).strip())
    except StepFailed:
        return False


def _from_debian() -> None:
    if not shutil.which("apt-get"):
        return
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    if root and not shutil.which("sudo"):
        return
    with step("Cài Chromium bằng apt"):
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        command(*root, "apt-get", "update", "--quiet", env=quiet)
        packages = ("--yes", "--no-install-recommends", "chromium-headless-shell")
        command(*root, "apt-get", "install", "--quiet", *packages, env=quiet)


def _from_npm() -> None:
    node = front_end.node()
    if not PACKAGE.is_dir():
        front_end.install()
    with step("Bung Chromium vào thư mục .chromium"):
        shutil.rmtree(OWN, ignore_errors=True)
        OWN.mkdir()
        words = ("--input-type=module", "--eval", UNPACK, str(PACKAGE))
        command(node, *words, env={"TMPDIR": str(OWN)})
        (OWN / "complete").touch()
