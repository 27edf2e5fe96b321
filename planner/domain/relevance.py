"""Whether a published item nobody planned belongs to a campaign: an editable list of words, and which of them it has.

An item is worth a look when one theme reaches two points: a strong word gives two, a normal one or a context word one,
a negative word takes two. Words are compared with their accents ("khóa học" is not "khoa học").

Where judged items have taught more (``domain.learnt_words``), their chance decides, except for strong words that a
person added since: those always suffice.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from planner.domain.highlight import quote
from planner.domain.learnt_words import LearntWords
from planner.language.canon import canon

RULE = "tu-khoa-1"
STRONG, NORMAL, CONTEXT, LOCAL, NEGATIVE = 2.0, 1.0, 1.0, 0.5, 2.0
IN_TITLE = 1.5  # a word of the title says more than one of the lead
ENOUGH = 2.0
MOST_POINTS = 6.0


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
    """The words of one campaign, ready to compare. ``known``: keys of the strong words ``learnt`` was learnt with."""

    themes: tuple[ThemeWords, ...]
    context: tuple[Phrase, ...]
    local: tuple[Phrase, ...]
    negative: tuple[Phrase, ...]
    abbreviations: Mapping[str, str]
    learnt: LearntWords | None = None
    known: AbstractSet[str] = frozenset[str]()

    @property
    def rule(self) -> str:
        """What is remembered with a judgement."""
        return self.learnt.rule if self.learnt else RULE


@dataclass(frozen=True, slots=True)
class Judgement:
    """``theme``: key of the theme that fits best, or empty; ``words``: those found, as the list or the text has them.
    ``score``: from 0 to 1, half when the list found just enough. ``is_core``: at the heart of the campaign.
    """

    theme: str
    words: tuple[str, ...]
    score: float
    is_core: bool


@dataclass(frozen=True, slots=True)
class _Hits:
    """What the list finds in a text for one theme. ``points`` decide, ``ranked`` counts a local word too."""

    theme: str
    strong: tuple[Phrase, ...]
    words: tuple[str, ...]
    worth: float
    points: float
    ranked: float


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


def with_learnt(words: Lexicon, learnt: LearntWords | None) -> Lexicon:
    """The lexicon with what was learnt for its campaign."""
    known = phrases(learnt.known, words.abbreviations) if learnt else ()
    return replace(words, learnt=learnt, known={phrase.key for phrase in known})


def judge(title: str, summary: str, words: Lexicon) -> Judgement | None:
    """What the item has to do with the campaign, or None when it has nothing."""
    text = _text(title, summary, words)
    hits = sorted(_hits(text, words), key=lambda one: -one.points)
    best = hits[0] if hits else None
    enough = best is not None and best.points >= ENOUGH
    if words.learnt is None or (best and enough and any(phrase.key not in words.known for phrase in best.strong)):
        return _by_points(best) if best and enough else None
    chances = words.learnt.chances(title, summary, _features(text, hits, words))
    if chances.related < words.learnt.related:
        return None
    found = best.words if best else ()
    telling = (quote(title, word) or quote(summary, word) for word in chances.words)
    return Judgement(
        best.theme if best else "",
        _once((*found, *filter(None, telling))),
        chances.related,
        chances.core >= words.learnt.core,
    )


def features(title: str, summary: str, words: Lexicon) -> dict[str, float]:
    """What the list finds, as features for learning."""
    text = _text(title, summary, words)
    return _features(text, tuple(_hits(text, words)), words)


def _text(title: str, summary: str, words: Lexicon) -> "_Text":
    return _Text(f" {canon(title, words.abbreviations)} ", f" {canon(summary, words.abbreviations)} ")


def _features(text: "_Text", hits: Sequence[_Hits], words: Lexicon) -> dict[str, float]:
    return {
        "#points": min(max((one.worth for one in hits), default=0.0), MOST_POINTS) / 3,
        "#strong": float(any(one.strong for one in hits)),
        "#context": float(bool(text.find(words.context))),
        "#negative": float(min(len(text.find(words.negative)), 2)),
    }


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Words that differ in capitals or spelling only are told once."""
    return tuple({canon(word): word for word in reversed(tuple(words))}.values())[::-1]


def _by_points(best: _Hits) -> Judgement:
    return Judgement(best.theme, best.words, best.ranked / (best.ranked + ENOUGH), bool(best.strong))


def _hits(text: "_Text", words: Lexicon) -> Iterable[_Hits]:
    context, local, negative = (text.find(kind) for kind in (words.context, words.local, words.negative))
    for theme in words.themes:
        strong = text.find(theme.strong)
        # "mô hình" inside a strong word already counted says nothing new.
        normal = [phrase for phrase in text.find(theme.normal) if not _within(phrase, strong)]
        if not (strong or normal) or (theme.needs_context and not context):
            continue
        around = [phrase for phrase in context if not _within(phrase, (*strong, *normal))]
        worth = STRONG * text.worth(strong) + NORMAL * text.worth(normal)
        points = worth - NEGATIVE * len(negative) + CONTEXT * bool(around)
        found = tuple(phrase.written for phrase in (*strong, *normal, *around, *local))
        yield _Hits(theme.key, tuple(strong), found, worth, points, points + LOCAL * bool(local))


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
