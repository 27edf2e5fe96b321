"""The two commands, where they must answer without installing anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from tooling import steps
from tooling.steps import ROOT, StepFailed


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_launcher_explains_itself(name: str) -> None:
    done = subprocess.run([sys.executable, ROOT / name, "--help"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert f"./{name}" in done.stdout
    assert done.stderr == ""


def test_run_refuses_an_unknown_word() -> None:
    done = subprocess.run([sys.executable, ROOT / "run", "--instal"], capture_output=True, check=False)
    assert done.returncode == 2


@pytest.mark.parametrize("name", ["run", "test", ".ci/run"])
def test_a_launcher_may_be_executed(name: str) -> None:
    assert (ROOT / name).stat().st_mode & 0o111


def test_a_stamp_fits_only_what_it_was_made_from(tmp_path: Path) -> None:
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("một")
    assert not steps.fits(stamp, steps.fingerprint([lock]))
    steps.seal(stamp, steps.fingerprint([lock]))
    assert steps.fits(stamp, steps.fingerprint([lock]))
    lock.write_text("hai")
    assert not steps.fits(stamp, steps.fingerprint([lock]))


def test_a_failed_command_shows_its_last_words() -> None:
    with pytest.raises(StepFailed, match="hỏng rồi"):
        steps.command(sys.executable, "-c", "print('hỏng rồi'); raise SystemExit(3)")


def test_a_missing_command_is_a_sentence() -> None:
    with pytest.raises(StepFailed, match="Không chạy được"):
        steps.command("khong-co-lenh-nay")
