"""Words kept in Vietnamese (history, notices) told in a reader's language."""

from planner.language.catalogue import translate
from planner.language.dates import WEEKDAYS


def stored_words(value: str, language: str) -> str:
    """A label, or a day with its weekday; words that are somebody's own stay as they are."""
    weekday, comma, rest = value.partition(", ")
    if weekday in WEEKDAYS:
        return translate(weekday, language) + comma + rest
    return translate(value, language)
