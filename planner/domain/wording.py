"""What a title or a lead is made of, for comparing: its words in order, its names, its numbers, its instalment."""

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, cached_property

from planner.language.canon import canon
from planner.language.fold import fold
from planner.language.frequency import no_names, shares, short_forms

MOST_CHARACTERS = 4_000

_TOKEN = re.compile(r"[^\W_]+(?:[-./&'’][^\W_]+)*")
_NO_LONG_FORMS: Mapping[str, tuple[str, ...]] = {}
_OPENING = frozenset(".:;?!…\"“”'‘’«»([–-|")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?", re.IGNORECASE
)
_INSTALMENT = re.compile(
    r"(?<!\S)(kì|phần|tập|bài|chặng|vòng|lượt|đợt|buổi|phiên|số báo|quý|tuần"
    r"|ki|phan|tap|bai|chang|vong|luot|dot|buoi|phien|quy|tuan)"
    r" (\d{1,4}|cuối|cuoi|đầu|dau|một|hai|ba|bốn|năm|[ivx]{1,4})(?!\S)"
)
# A figure written together with what it counts: "6.300ha" says what "6.300 ha" does.
_GLUED = re.compile(r"(?<=\d)(?=(?:ha|km|m2|m|kg|tấn|tỷ|tỉ|triệu|nghìn|kw|mw|gw|gb)(?!\w))", re.IGNORECASE)
_CALENDAR_WORDS = "ngày tháng năm quí tuần mùng mồng rằm khóa lần thứ số ngay thang nam qui tuan khoa lan thu so"
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
# What stands in capitals before a name and is not part of it, and directions ("phía Nam"), which alone name nothing.
_TITLES = frozenset(("ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "gs", "pgs", "ts", "ths", "ong", "ba", "co"))
_DIRECTIONS = frozenset(("đông", "tây", "nam", "bắc", "trung", "dong", "tay", "bac"))
# Words of grammar: alone they say nothing about what a piece is about, however few pieces there are to count them in.
_GRAMMAR = (
    "ai bằng bị các cái cho chỉ chưa có còn của cùng cũng cả do dịp đang để đã đến đi được đó gì giữa hay hơn hết khi "
    "không là làm lại lên mà mới mỗi một nay này nên ngay người nhiều như nhưng những nào nếu phải qua quanh ra rất "
    "riêng rồi sau sẽ số sự tại theo thì thêm thế trên trong trước từ tới và vào vẫn về vì việc vừa với xuống ở"
)
_EVERYDAY = frozenset(_GRAMMAR.split())
# Of these, syllables that also make up ordinary words (chỉ dẫn, chuyển đổi số, đổi mới): never cut off a stretch.
_ALSO_PARTS = frozenset(("chỉ", "làm", "mới", "người", "số", "sự", "việc"))
_SPELLED = {"một": "1", "đầu": "1", "dau": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "cuoi": "cuối"} | {
    roman: str(value) for value, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)
}


@dataclass(frozen=True)
class Wording:
    """``words``: canonical syllables in order, short forms kept apart from syllables (AI is not ai).
    ``written``: the text itself, empty where its capitals say nothing; ``key``: how it is compared.
    """

    words: tuple[str, ...]
    written: str = ""
    key: Callable[[str], str] = canon

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Runs of capitalised words, in comparing form → as they are written."""
        return _names(self.written, self.key)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Single syllables and pairs of neighbours (most words have two), without those made of grammar words only."""
        pairs = zip(self.words, self.words[1:], strict=False)
        return frozenset(word for word in self.words if not _says_little(word)) | {
            f"{one} {two}" for one, two in pairs if not (_says_little(one) and _says_little(two))
        }

    def runs(self, terms: AbstractSet[str]) -> Iterator[str]:
        """The longest stretches made of these terms (see ``terms``), without words that say little at their ends."""
        run: list[str] = []
        for place, word in enumerate((*self.words, "")):
            if run and f"{self.words[place - 1]} {word}" not in terms:
                yield from _trimmed(run)
                run = []
            if word in terms or (run and word) or self._begins_word(place, terms):
                run.append(word)

    def _begins_word(self, place: int, terms: AbstractSet[str]) -> bool:
        first = self.words[place] if place < len(self.words) else ""
        makes_words = first in _ALSO_PARTS or not _says_little(first)
        return makes_words and " ".join(self.words[place : place + 2]) in terms

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word[0].isdecimal())

    @cached_property
    def counted(self) -> Mapping[str, frozenset[str]]:
        """Each number → what it counts: the calendar word before it, else the word after it; "#" beside another number.

        Twelve (tháng 12) and 2025 (năm 2025) do not contradict each other, nor do 1 tỉ and 10 lần.
        """
        found: dict[str, set[str]] = {}
        around = ("", *self.words, "")
        for place, word in enumerate(self.words):
            if word[0].isdecimal():
                before, after = around[place], around[place + 2]
                beside = any(other[:1].isdecimal() for other in (before, after))
                kind = "#" if beside else f"{before} #" if before in _CALENDAR else after
                found.setdefault(word, set()).add(kind)
        return {word: frozenset(kinds) for word, kinds in found.items()}

    @cached_property
    def instalments(self) -> dict[str, str]:
        """Kind of part → which one ("kì" → "1", "phần" → "cuối")."""
        text = " ".join(self.words).lower()
        return {kind: _SPELLED.get(part, part) for kind, part in _INSTALMENT.findall(text)}

    def has_name(self, name: str) -> bool:
        """Whether every syllable of another text's name occurs here, but for grammar words that its capital caught."""
        return all(part in self._syllables or part in _EVERYDAY for part in name.split())

    @cached_property
    def _syllables(self) -> frozenset[str]:
        return frozenset(word.lower() for word in self.words)


def read(text: str, key: Callable[[str], str] = canon, *, spelt_out: bool = False) -> Wording:
    """Take a text apart. ``key`` is ``canon``, or ``fold`` to compare with something typed without accents.

    ``spelt_out``: the newsroom's short forms are read as the words they stand for.
    """
    text = _GLUED.sub(" ", text[:MOST_CHARACTERS])
    mixed = any(character.islower() for character in text)
    capitals = _short_forms(text, key) if mixed else frozenset[str]()
    long = long_forms(key) if spelt_out else _NO_LONG_FORMS
    words = tuple(
        spelt
        for word in key(text).split()
        for spelt in (long.get(word, (word.upper(),)) if word in capitals else (word,))
    )
    return Wording(words, text if mixed else "", key)


@cache
def long_forms(key: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    """Short form in comparing form → the words it stands for, as ``key`` spells them."""
    return {key(short): tuple(key(words).split()) for short, words in short_forms().items()}


def _says_little(word: str) -> bool:
    """Grammar words and one or two figures: too frequent to tell one piece from another."""
    return word in _EVERYDAY or (word.isdecimal() and len(word) < 3)


def _trimmed(run: list[str]) -> Iterator[str]:
    while run and _says_little(run[-1]) and not (len(run) > 1 and run[-1] in _ALSO_PARTS):
        run = run[:-1]
    if run and not all(map(_says_little, run)):
        yield " ".join(run)


def is_accentless(text: str) -> bool:
    """Whether a text of some length was typed without any Vietnamese accent."""
    plain = canon(text)
    return len(plain.split()) >= 3 and plain == fold(text)


def _short_forms(text: str, key: Callable[[str], str]) -> frozenset[str]:
    """AI, GDP, 5G: words of a mixed-case text written in capitals."""
    found = (token for token in re.findall(r"[^\W_]{2,6}", text) if token.isupper() and not token.isdecimal())
    return frozenset(key(token) for token in found)


def _names(text: str, key: Callable[[str], str]) -> dict[str, str]:
    names: dict[str, str] = {}
    run: list[str] = []
    opened, end = False, 0
    for token in _TOKEN.finditer(text):
        between = text[end : token.start()]
        opens = not end or any(sign in _OPENING for sign in between)
        if run and (opens or between.strip() or not token[0][0].isupper()):
            goes_on = not (opens or between.strip())
            if goes_on and _makes_common_word(run[-1], token[0]):
                run = run[:-1]
            _keep(names, run, opened or goes_on, key)
            run = []
        if token[0][0].isupper():
            opened = opens if not run else opened
            run.append(token[0])
        end = token.end()
    _keep(names, run, opened, key)
    return names


def _keep(names: dict[str, str], run: list[str], doubtful: bool, key: Callable[[str], str]) -> None:
    """One capitalised word that opens a sentence or a phrase in small letters ("Quốc hội") may be a common one."""
    run = [word for word in run if word.lower() not in no_names()]
    while run and run[0].lower() in _TITLES:
        run = run[1:]
    alone = run[0] if len(run) == 1 else ""
    if run and alone.lower() not in _DIRECTIONS and not (doubtful and alone and _may_be_common(alone)):
        written = " ".join(run)
        names.setdefault(key(written), written)


def _makes_common_word(last: str, following: str) -> bool:
    """Whether a capital only begins an everyday word ("Tổng Bí thư", "Luật Đất đai"), which is then no name's end."""
    return f"{canon(last)} {canon(following)}" in shares()


def _may_be_common(word: str) -> bool:
    return len(word) == 1 or (word[1:].islower() and _SYLLABLE.fullmatch(fold(word)) is not None)
