"""The checks of form, as tests: ``./test`` is the one command, and CI runs nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from tooling.steps import ROOT

PROGRAMS = Path(sys.executable).parent


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["ruff", "check", "--no-cache", "."], id="ruff finds nothing"),
        pytest.param(["ruff", "format", "--no-cache", "--check", "."], id="code is formatted"),
        pytest.param(["pyrefly", "check", "--output-format=min-text"], id="types are strict and right"),
        pytest.param(["lint-imports", "--no-cache"], id="imports keep the laws of the house"),
        pytest.param(["djlint", "--lint", "--quiet", "templates"], id="templates are tidy"),
    ],
)
def test_the_tree_passes(line: list[str]) -> None:
    done = subprocess.run(
        [PROGRAMS / line[0], *line[1:]], cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
