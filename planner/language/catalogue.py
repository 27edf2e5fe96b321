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
    """Vietnamese source string → its translation, keyed as ``key`` does. Empty for Vietnamese and unknown languages."""
    if language not in languages()[1:]:
        return {}
    with (_TRANSLATIONS / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language, abort_invalid=True)
    return {
        key(message.id, message.context or ""): message.string
        for message in messages
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
    }


def key(text: str, context: str = "") -> str:
    """The entry of a source string, in gettext's own notation where a context sets it apart."""
    return f"{context}\x04{text}" if context else text


def NP_(_context: str, text: str) -> str:  # noqa: N802  (as ``N_``, for a string with a context)
    """Mark a source string that one language words differently in some place.

    The one context so far is "many": Vietnamese nouns have no plural, so the name of a list needs its own entry.
    """
    return text


def translate(text: str, language: str, context: str = "") -> str:
    """``text`` in ``language``; without an entry for its context as elsewhere, without any the source string itself."""
    if language == SOURCE_LANGUAGE:
        return text
    words = catalogue(language)
    return words.get(key(text, context)) or words.get(text, text)
