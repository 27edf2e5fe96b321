"""The Python environment in .venv: made once, filled from hashed locks, the project itself linked into it."""

import os
import shutil
import sys
import venv
from pathlib import Path

from tooling.steps import ROOT, StepFailed, command, fingerprint, fits, seal, step

LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
NO_NETWORK = "Nếu máy không vào được kho gói Python, hãy kiểm tra mạng hoặc máy chủ trung gian (proxy) rồi chạy lại."
NO_VENV = "Máy thiếu mô-đun venv. Trên Debian, Ubuntu: apt install python3-venv, rồi chạy lại."


def program(name: str, environment: Path = VENV) -> Path:
    """A program inside an environment."""
    return environment / PROGRAMS / (f"{name}.exe" if os.name == "nt" else name)


def create(environment: Path = VENV) -> None:
    """Make the environment unless it is there and belongs to this Python version."""
    if program("python", environment).exists() and _version(environment) == sys.version_info[:2]:
        return
    with step(f"Tạo môi trường Python {environment.name}"):
        uv = _uv()
        if uv:
            command(uv, "venv", "--quiet", "--clear", "--python", sys.executable, environment)
            return
        try:
            venv.create(environment, clear=True, with_pip=True, symlinks=os.name != "nt")
        except Exception as error:
            shutil.rmtree(environment, ignore_errors=True)
            raise StepFailed(f"{NO_VENV} ({error})") from error


def install(lock: str, sentence: str, environment: Path = VENV) -> None:
    """Install ``requirements/<lock>.txt``; every file is checked against its hash."""
    file = LOCKS / f"{lock}.txt"
    stamp = environment / f"planner-{lock}.stamp"
    value = fingerprint([file])
    if fits(stamp, value):
        return
    with step(sentence):
        _install(environment, "--require-hashes", "--requirement", str(file))
        seal(stamp, value)


def link_project() -> None:
    """Make ``planner`` a command of .venv, working on the files of this checkout."""
    stamp = VENV / "planner-project.stamp"
    value = fingerprint([ROOT / "pyproject.toml", LOCKS / "run.in"], str(ROOT))
    if fits(stamp, value):
        return
    with step("Đưa lệnh planner vào môi trường"):
        _install(VENV, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        seal(stamp, value)


def _install(environment: Path, *arguments: str) -> None:
    """uv is several times faster; pip stays the way out where only pip knows the site's package index."""
    python = str(program("python", environment))
    uv = _uv()
    has_pip = next(environment.glob("[Ll]ib*/**/site-packages/pip/__main__.py"), None) is not None
    if uv:
        try:
            command(uv, "pip", "install", "--quiet", "--python", python, *arguments, hint=NO_NETWORK)
        except StepFailed:
            if not has_pip:
                raise
        else:
            return
    command(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments, hint=NO_NETWORK)


def _uv() -> str | None:
    own = program("uv")
    return str(own) if own.exists() else shutil.which("uv")


def _version(environment: Path) -> tuple[int, ...]:
    try:
        lines = (environment / "pyvenv.cfg").read_text("utf-8").splitlines()
    except OSError:
        return ()
    settings = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
    numbers = (settings.get("version") or settings.get("version_info") or "").split(".")
    return tuple(int(number) for number in numbers[:2] if number.isdecimal())
