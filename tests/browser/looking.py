"""``python -m tests.browser.looking FOLDER``: every page of the demonstration, in every role, size and theme.

Starts the program on data of its own, walks it as each role, and writes a picture of each kind of page; says where axe
finds something, where a page is wider than the screen and what the console complains of. Exit code 1 if anything is.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from planner.vocabulary import Role
from tests.browser.walking import kind, walk
from tests.fixtures.browser import AXE, LAUNCH
from tooling import chromium
from tooling.steps import ROOT

PORT = 8290
SIZES = ((1440, 1000), (768, 1000), (375, 800))
PLANNER = (sys.executable, "-m", "planner")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The program with the demonstration in ``folder``, answering at the address handed out."""
    env = {**os.environ, "PLANNER_DATA_DIR": str(folder), "PLANNER_DEMO": "1", "PORT": str(PORT)}
    for word in ("upgrade", "demo"):
        subprocess.run([*PLANNER, word], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([*PLANNER, "serve"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{PORT}"
    try:
        _await(address)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _await(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
        except urllib.error.URLError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the program did not start")


def accounts(folder: Path) -> dict[Role, tuple[str, str]]:
    """The first account of each role with its password, from the table the demonstration keeps."""
    found: dict[Role, tuple[str, str]] = {}
    for line in (folder / "demo-accounts.txt").read_text("utf-8").splitlines():
        words = [word.strip() for word in line.split("  ") if word.strip()]
        for role in Role:
            if len(words) > 2 and words[0] == role.label:
                found.setdefault(role, (words[1], words[2]))
    return found


def look(browser: Browser, address: str, role: Role, account: tuple[str, str], folder: Path) -> list[str]:
    """Walk as one person; returns the faults, a line each."""
    faults: list[str] = []
    context = browser.new_context(base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(f"{role} {kind(tab.url)}: {error}"))
    tab.goto("/dang-nhap")
    tab.fill("[name=email]", account[0])
    tab.fill("[name=password]", account[1])
    tab.press("[name=password]", "Enter")
    tab.wait_for_load_state()
    for stop in walk(tab.request, tab.url):
        tab.goto(stop.address)
        name = stop.kind.strip("/").replace("/", "-").replace("*", "n") or "start"
        faults += [f"{role} {stop.kind}: {fault}" for fault in _looked_at(tab, folder / f"{role}-{name}")]
    context.close()
    return faults


def _looked_at(tab: Page, name: Path) -> Iterator[str]:
    for scheme in ("light", "dark"):
        for width, height in SIZES:
            tab.emulate_media(color_scheme=scheme)
            tab.set_viewport_size({"width": width, "height": height})
            tab.screenshot(path=f"{name}-{width}-{scheme}.png", full_page=True)
            too_wide = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            if too_wide > 0:
                yield f"{width} px: wider than the screen by {too_wide} px"
            if width != SIZES[1][0]:
                yield from (f"{width} px, {scheme}: {fault}" for fault in _axe(tab))
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": 1440, "height": 1000})


def _axe(tab: Page) -> list[str]:
    tab.evaluate(AXE.read_text("utf-8"))
    result = tab.evaluate("axe.run({preload: false})")
    return [f"{rule['id']} {[node['target'][0] for node in rule['nodes']][:3]}" for rule in result["violations"]]


def main(folder: Path) -> int:
    """Walk in every role; prints the faults."""
    folder.mkdir(parents=True, exist_ok=True)
    found = chromium.find()
    assert found is not None, "Chromium is missing: ./test installs it"
    data = Path(tempfile.mkdtemp())
    with running(data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.executable, args=LAUNCH)
        faults: list[str] = []
        for role, account in accounts(data).items():
            faults += look(browser, address, role, account, folder)
    sys.stdout.write("\n".join([*dict.fromkeys(faults)]) + "\n" if faults else "Nothing to mend.\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
