"""The English catalogue: read from its .po file, and complete for the floors that stand on the language."""

import ast
import re
from pathlib import Path

import planner
from planner.language.catalogue import catalogue, languages, translate

_HOUSE = Path(planner.__file__).parent
_PLACE = re.compile(r"%\((\w+)\)s")


def _marked(path: Path) -> set[str]:
    """The strings marked with ``N_`` in a file."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    first = [call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "N_" and call.args]
    return {node.value for node in first if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_a_vietnamese_string_is_its_own_translation() -> None:
    assert translate("thứ Hai", "vi") == "thứ Hai"


def test_english_is_looked_up_and_an_unknown_string_stays_itself() -> None:
    assert translate("thứ Hai", "en") == "Monday"
    assert translate("chưa có trong danh mục", "en") == "chưa có trong danh mục"


def test_a_language_without_a_file_shows_the_source() -> None:
    assert catalogue("../en") == {}
    assert translate("thứ Hai", "fr") == "thứ Hai"


def test_the_languages_start_with_the_source() -> None:
    assert languages()[:2] == ("vi", "en")


def test_every_marked_word_of_the_ground_floors_has_an_english_one() -> None:
    readers = [_HOUSE / "domain" / "data_file.py", _HOUSE / "domain" / "genres.py"]
    files = [
        *(_HOUSE / "language").glob("*.py"),
        _HOUSE / "vocabulary.py",
        *(_HOUSE / "domain").glob("preset*.py"),
        *readers,
    ]
    marked = set().union(*map(_marked, files))
    assert marked
    assert marked - catalogue("en").keys() == set()


def test_a_translation_fills_the_same_places_as_its_source() -> None:
    differing = {
        text for text, english in catalogue("en").items() if set(_PLACE.findall(text)) != set(_PLACE.findall(english))
    }
    assert differing == set()
