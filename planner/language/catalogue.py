"""Translations of the Vietnamese source strings, read straight from the .po file: nothing to compile, nothing stale."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "vi"
_TRANSLATIONS = Path(__file__).with_name("translations")


def languages() -> tuple[str, ...]:
    """Codes of the languages the interface speaks, Vietnamese first."""
    return SOURCE_LANGUAGE, *sorted(path.stem for path in _TRANSLATIONS.glob("*.po"))


@lru_cache(maxsize=8)
def catalogue(language: str) -> Mapping[str, str]:
    """Vietnamese source string → its translation. Empty for Vietnamese itself and for a language without a file."""
    if language not in languages()[1:]:
        return {}
    with (_TRANSLATIONS / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language, abort_invalid=True)
    return {
        message.id: message.string
        for message in messages
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
    }


def translate(text: str, language: str) -> str:
    """``text`` in ``language``; the source string itself when that is Vietnamese or not translated yet."""
    return text if language == SOURCE_LANGUAGE else catalogue(language).get(text, text)
