"""A step of the launchers: said aloud with its seconds, skipped while the stamp beside its result still fits."""

import hashlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LAST_LINES = 25


class StepFailed(Exception):
    """A step that cannot be done; the message is a Vietnamese sentence that says what to do."""


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what is being done and, when it ends, how long it took."""
    print(f"→ {sentence} …", flush=True)
    begun = time.monotonic()
    yield
    print(f"  xong sau {time.monotonic() - begun:.1f} giây".replace(".", ","), flush=True)


def command(*words: str | Path, env: Mapping[str, str] | None = None, hint: str = "") -> str:
    """Run a program in the checkout and return what it printed; raises StepFailed with its last lines."""
    line = [str(word) for word in words]
    try:
        done = subprocess.run(
            line,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise StepFailed(f"Không chạy được {line[0]}: {error.strerror}. {hint}".strip()) from error
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
        raise StepFailed(f"{tail}\nLệnh “{' '.join(line[:4])} …” không thành công. {hint}".strip())
    return done.stdout


def become(line: list[str]) -> NoReturn:
    """Turn into another program: its signals and its exit code are ours."""
    if os.name == "nt":  # there exec gives the prompt back before the program has ended
        sys.exit(subprocess.call(line))
    os.execv(line[0], line)


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """SHA-256 over the files a result was made from, the Python version, the platform and further facts."""
    digest = hashlib.sha256()
    for fact in (platform.python_version(), sys.platform, platform.machine(), *facts):
        digest.update(fact.encode() + b"\0")
    for file in files:
        digest.update(file.read_bytes() + b"\0")
    return digest.hexdigest()


def fits(stamp: Path, expected: str) -> bool:
    """Whether the result the stamp lies beside was made from just these things."""
    return stamp.is_file() and stamp.read_text("ascii") == expected


def seal(stamp: Path, value: str) -> None:
    """Vouch for a result. Written last, in one move: a step that was interrupted never looks finished."""
    draft = stamp.with_name(stamp.name + ".new")
    draft.write_text(value, "ascii")
    draft.replace(stamp)
