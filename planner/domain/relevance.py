"""Whether a published item nobody planned belongs to a campaign: an editable list of words, and which of them it has.

An item is worth a look when one theme reaches two points: a strong word gives two, a normal one or a context word one,
a negative word takes two. Words are compared with their accents ("khóa học" is not "khoa học").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.language.canon import canon

RULE = "tu-khoa-1"
STRONG, NORMAL, CONTEXT, LOCAL, NEGATIVE = 2.0, 1.0, 1.0, 0.5, 2.0
IN_TITLE = 1.5  # a word of the title says more than one of the lead
ENOUGH = 2.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A word of the list as it is written and as it is compared (between blanks)."""

    written: str
    key: str


@dataclass(frozen=True, slots=True)
class ThemeWords:
    key: str
    strong: tuple[Phrase, ...]
    normal: tuple[Phrase, ...]
    needs_context: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one campaign, ready to compare."""

    themes: tuple[ThemeWords, ...]
    context: tuple[Phrase, ...]
    local: tuple[Phrase, ...]
    negative: tuple[Phrase, ...]
    abbreviations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """``theme``: key of the theme that fits best; ``words``: those found, as the list writes them. ``is_core``: a
    strong word is among them.
    """

    theme: str
    words: tuple[str, ...]
    points: float
    is_core: bool

    @property
    def score(self) -> float:
        """From 0 to 1; half when just enough was found."""
        return self.points / (self.points + ENOUGH)


def phrases(words: Iterable[str], abbreviations: Mapping[str, str]) -> tuple[Phrase, ...]:
    """Words ready to compare; what has no letter or figure is left out."""
    keys = ((word, canon(word, abbreviations)) for word in words)
    return tuple(Phrase(word, f" {key} ") for word, key in keys if key)


def theme_words(
    key: str, strong: Iterable[str], normal: Iterable[str], needs_context: bool, abbreviations: Mapping[str, str]
) -> ThemeWords:
    return ThemeWords(key, phrases(strong, abbreviations), phrases(normal, abbreviations), needs_context)


def lexicon(
    themes: Iterable[ThemeWords], words: Mapping[str, Iterable[str]], abbreviations: Mapping[str, str]
) -> Lexicon:
    """``words`` may hold "context", "local" and "negative"."""
    context, local, negative = (
        phrases(words.get(kind, ()), abbreviations) for kind in ("context", "local", "negative")
    )
    return Lexicon(tuple(themes), context, local, negative, abbreviations)


def judge(title: str, summary: str, words: Lexicon) -> Judgement | None:
    """The theme that fits best, or None when no theme reaches enough points."""
    text = _Text(f" {canon(title, words.abbreviations)} ", f" {canon(summary, words.abbreviations)} ")
    context, local, negative = (text.find(kind) for kind in (words.context, words.local, words.negative))
    best: Judgement | None = None
    for theme in words.themes:
        strong = text.find(theme.strong)
        # "mô hình" inside a strong word already counted says nothing new.
        normal = [phrase for phrase in text.find(theme.normal) if not _within(phrase, strong)]
        if not (strong or normal) or (theme.needs_context and not context):
            continue
        around = [phrase for phrase in context if not _within(phrase, (*strong, *normal))]
        points = STRONG * text.worth(strong) + NORMAL * text.worth(normal) - NEGATIVE * len(negative)
        points += CONTEXT * bool(around)
        if points >= ENOUGH and (best is None or points > best.points):
            found = tuple(phrase.written for phrase in (*strong, *normal, *around, *local))
            best = Judgement(theme.key, found, points + LOCAL * bool(local), bool(strong))
    return best


@dataclass(frozen=True, slots=True)
class _Text:
    title: str
    summary: str

    def find(self, words: Iterable[Phrase]) -> list[Phrase]:
        return [phrase for phrase in words if phrase.key in self.title or phrase.key in self.summary]

    def worth(self, words: Iterable[Phrase]) -> float:
        return sum(IN_TITLE if phrase.key in self.title else 1.0 for phrase in words)


def _within(phrase: Phrase, others: Iterable[Phrase]) -> bool:
    return any(phrase.key in other.key for other in others)
