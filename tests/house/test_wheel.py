"""The release check: what is built, installed in an empty environment, starts and shows a page with its font."""

import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import tracked
from tooling import front_end, python
from tooling.steps import ROOT

START_LIMIT = 60.0
FONT = "vendor/fonts/be-vietnam-pro/be-vietnam-pro-vietnamese-400-normal.woff2"


def run(*words: str | Path, cwd: Path) -> str:
    """Run a program; what it says is in the failure when it fails."""
    done = subprocess.run(words, cwd=cwd, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that git would hand out, and the front end that ./run installs beside them."""
    folder = tmp_path_factory.mktemp("clone")
    for path in (*tracked(), *(path for path in front_end.VENDOR.rglob("*") if path.is_file())):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist, as a package index would have it made."""
    built = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", built, clone, cwd=clone)
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what the run lock names, and nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    uv = python.program("uv")
    run(uv, "venv", "--quiet", "--python", sys.executable, folder, cwd=ROOT)
    pip = (uv, "pip", "install", "--quiet", "--python", python.program("python", folder))
    run(*pip, "--require-hashes", "--requirement", ROOT / "requirements" / "run.txt", cwd=ROOT)
    run(*pip, "--offline", "--no-index", wheel, cwd=ROOT)  # fails when the metadata asks for more than the lock brings
    return folder


@pytest.fixture(scope="module")
def address(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the installed program, started in a folder of its own with nothing of the checkout in reach."""
    folder = tmp_path_factory.mktemp("newsroom")
    planner = python.program("planner", environment)
    port = _free_port()
    env = {"PATH": os.environ["PATH"], "PLANNER_DATA_DIR": str(folder / "data"), "PORT": str(port), "LANG": "C.UTF-8"}
    upgraded = subprocess.run([planner, "upgrade"], cwd=folder, env=env, check=False, capture_output=True)
    assert upgraded.returncode == 0, upgraded.stderr.decode()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([planner, "serve"], cwd=folder, env=env, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{port}/", server, folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def test_the_wheel_holds_templates_static_files_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert f"planner/static/{FONT}" in names
    assert "planner/static/vendor/sortablejs/Sortable.min.js" in names
    assert "planner/static/vendor/fonts/be-vietnam-pro/LICENSE" in names
    assert "planner/static/vendor/fonts/tinos/Tinos_400Regular.ttf" in names
    assert "planner/static/vendor/fonts/tinos/LICENSE_FONT" in names
    assert "planner/templates/base.html" in names
    assert any(name.startswith("planner/presets/") for name in names)
    assert any(name.startswith("planner/migrations/versions/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "tooling/"))]


def test_an_installed_wheel_shows_a_page_and_its_font(address: str) -> None:
    with urllib.request.urlopen(f"{address}/", timeout=20) as answer:
        page = answer.read().decode()
    assert answer.status == 200
    assert "<h1" in page
    versioned = re.search(r'"(/static/[^"]*)css/app\.css', page)
    assert versioned, page
    with urllib.request.urlopen(f"{address}{versioned[1]}{FONT}", timeout=20) as answer:
        assert answer.read(4) == b"wOF2"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def _free_port() -> int:
    import socket

    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        port: int = chosen.getsockname()[1]
        return port


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers anything at all, or is gone."""
    limit = time.monotonic() + START_LIMIT
    while True:
        try:
            urllib.request.urlopen(url, timeout=20).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > limit:
                pytest.fail(log.read_text("utf-8", "replace"))
            time.sleep(0.1)
        else:
            return
