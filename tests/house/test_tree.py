"""What may not be in the tree, whoever writes it."""

import re

import pytest
import yaml

from tests.house.tree import texts, tracked
from tooling.steps import ROOT

# Written in two halves, so that this file does not name them either.
HOSTS = [f"{name}.{ending}" for name, ending in (
    ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
    ("debian", "org"), ("unpkg", "com"), ("jsdelivr", "net"), ("cdnjs.cloudflare", "com"), ("googleapis", "com"),
)]  # fmt: skip
OWN_WORDS = re.compile(r"@license|@preserve|copyright \(c\)|copyright ©|©\s*\d{4}|sourcemappingurl", re.IGNORECASE)
CODE = (".py", ".html", ".js", ".css", ".mako")
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "a way round autoescape": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    "another host": re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    "the familiar form of address": re.compile(r"\bbạn\b(?! đọc| nghe| xem)", re.IGNORECASE),
}


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_package_host(host: str) -> None:
    assert [path for path, text in texts().items() if host in text] == []


def test_no_third_party_code_is_tracked() -> None:
    folders = {"node_modules", "vendor", "third_party", "site-packages"}
    assert [path for path in tracked() if folders & set(path.relative_to(ROOT).parts)] == []
    assert [path for path, text in texts(".js", ".css", ".py", ".html").items()
            if path != "tests/house/test_tree.py" and OWN_WORDS.search(text)] == []  # fmt: skip


def test_scripts_and_styles_are_written_by_hand() -> None:
    longest = {path: max(map(len, text.splitlines()), default=0) for path, text in texts(".js", ".css").items()}
    assert [path for path, length in longest.items() if length > 300 or ".min." in path] == []


def test_code_names_no_body_place_or_paper() -> None:
    """Tests may speak of the shipped campaign; the program may not, or it would serve that campaign only."""
    names = sorted(_preset_names())
    assert len(names) > 3
    code = {path: text for path, text in texts(*CODE).items() if not path.startswith("tests/")}
    assert [(path, name) for path, text in code.items() for name in names if name in text] == []


@pytest.mark.parametrize("fault", INLINE)
def test_templates_carry_nothing_that_the_policy_refuses(fault: str) -> None:
    pages = {path: text for path, text in texts(".html").items() if path.startswith("templates/")}
    assert pages
    found = [(path, hit.group()) for path, text in pages.items() for hit in INLINE[fault].finditer(text)]
    assert found == []


def _preset_names() -> set[str]:
    """Names of the bodies that the shipped campaigns speak of, and of the places that these are named after."""
    found: set[str] = set()
    for path in (ROOT / "planner" / "presets").glob("*.yaml"):
        for unit in yaml.safe_load(path.read_text("utf-8")).get("units", ()):
            found |= {entry["name"] for entry in unit["names"]}
    endings = (name.split()[-2:] for name in found)
    return found | {" ".join(words) for words in endings if all(word[:1].isupper() for word in words)}
