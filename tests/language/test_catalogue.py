"""The English catalogue: read from its .po file, complete over the whole tree, and nothing on screen outside it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.language.catalogue import catalogue, key, languages, translate
from tooling.steps import ROOT
from tooling.translations import MARKS, renewed, stored, used

PLACE = re.compile(r"%\((\w+)\)[sd]")
VIETNAMESE = re.compile("[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
NO_SCREEN = {
    "accents.py": "letters, not words",
    "caldav.py": "said to calendar programs, not on a screen",
    "agenda_notes.py": "calendar files are Vietnamese",
    "activity_sentences.py": "the report is Vietnamese",
    "calendar_answers.py": "calendar files are Vietnamese",
    "campaign_feed.py": "feeds for other systems are Vietnamese",
    "demo_reports.py": "the report is Vietnamese",
    "drafting.py": "the report is Vietnamese",
    "log_cells.py": "what newsrooms write in their lists",
    "paper_list.py": "measures the length of words, shows none",
    "periods.py": "the report is Vietnamese",
    "report.py": "the report is Vietnamese",
    "report_setup.py": "two ways to accent Vietnamese, named by examples",
    "source_lists.py": "the title of a file for other programs",
    "urging_gaps.py": "what a note is drafted with is Vietnamese",
    "urging_note.py": "a note between offices is Vietnamese",
    "vetoes.py": "rules over Vietnamese titles",
    "wording.py": "rules over Vietnamese titles",
}
ITS_OWN_NAME = "Tiếng Việt"


def test_a_vietnamese_string_is_its_own_translation() -> None:
    assert translate("thứ Hai", "vi") == "thứ Hai"


def test_english_is_looked_up_and_an_unknown_string_stays_itself() -> None:
    assert translate("thứ Hai", "en") == "Monday"
    assert translate("chưa có trong danh mục", "en") == "chưa có trong danh mục"


def test_the_name_of_a_list_has_a_translation_of_its_own() -> None:
    assert translate("Nguồn tin", "en") == "Source"
    assert translate("Nguồn tin", "en", "many") == "Sources"
    assert translate("Nguồn tin", "vi", "many") == "Nguồn tin"


def test_a_language_without_a_file_shows_the_source() -> None:
    assert catalogue("../en") == {}
    assert translate("thứ Hai", "fr") == "thứ Hai"


def test_the_languages_start_with_the_source() -> None:
    assert languages()[:2] == ("vi", "en")


def test_english_has_every_source_string_and_no_other() -> None:
    """``python -m tooling.translations`` brings missing strings into the file and takes unused ones out."""
    sources, english = used().keys(), catalogue("en").keys()
    assert len(sources) > 900
    assert sources - english == set(), "these have no translation"
    assert english - sources == set(), "these are used nowhere"


def test_a_translation_fills_the_same_places_as_its_source() -> None:
    assert [text for text, english in catalogue("en").items() if _places(text) != _places(english)] == []


def test_no_translation_is_still_vietnamese() -> None:
    assert [english for english in catalogue("en").values() if VIETNAMESE.search(english)] == []


def test_the_source_strings_keep_the_wording_rules() -> None:
    """One placement of tone marks (hòa, hủy, khóa), and no familiar form of address."""
    other_placement = re.compile(r"(?<!q)u[ỳýỷỹỵ](?!\w)|o[àáảãạèéẻẽẹ](?!\w)", re.IGNORECASE)
    familiar = re.compile(r"\bbạn\b", re.IGNORECASE)
    assert [text for text in used() if other_placement.search(text) or familiar.search(text)] == []


def test_renewing_the_catalogue_keeps_translations_and_leaves_new_strings_empty() -> None:
    renewal = renewed(stored(), {"thứ Hai": ["a.py"], "một chuỗi mới": ["b.py"], key("Nguồn tin", "many"): ["c.py"]})
    words = {(message.context, message.id): message.string for message in renewal if message.id}
    assert words == {(None, "thứ Hai"): "Monday", (None, "một chuỗi mới"): "", ("many", "Nguồn tin"): "Sources"}


def test_every_vietnamese_text_of_the_screen_is_marked_in_the_code() -> None:
    folders = ("web", "forms", "newsdesk", "queries", "models", "domain")
    files = [path for folder in folders for path in sorted((ROOT / "planner" / folder).rglob("*.py"))]
    assert len(files) > 80
    found = [(path.name, text) for path in files if path.name not in NO_SCREEN for text in _unmarked(path)]
    assert [one for one in found if one[1] != ITS_OWN_NAME and not one[1].startswith("<!doctype")] == []


def test_every_vietnamese_text_of_the_templates_is_marked() -> None:
    marked = re.compile(r"""\{#.*?#\}|\b_(?:p\("many", |\()\s*(?:"[^"]*"|'[^']*')""", re.DOTALL)
    texts = {path: path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.html")}
    lines = [(path.name, line) for path, text in texts.items() for line in marked.sub("_(", text).splitlines()]
    assert [one for one in lines if VIETNAMESE.search(one[1])] == []


@pytest.mark.parametrize("path", sorted((ROOT / "static" / "js").glob("*.js")), ids=lambda path: str(path.name))
def test_a_script_says_only_what_the_page_hands_it(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|^\s*//.*$", "", path.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert VIETNAMESE.findall(code) == []


def _places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def _unmarked(path: Path) -> Iterator[str]:
    """Vietnamese texts of a file that are neither marked nor documentation."""
    tree = ast.parse(path.read_text("utf-8"))
    spoken = {id(word) for node in ast.walk(tree) for word in _marked_or_said_to_readers(node)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in spoken)
    yield from (node.value for node in texts if isinstance(node.value, str) and VIETNAMESE.search(node.value))


def _marked_or_said_to_readers(node: ast.AST) -> Iterator[ast.AST]:
    """The arguments of a marking call, or a docstring."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
        yield from node.args
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
        yield from (line.value for line in node.body if isinstance(line, ast.Expr))
