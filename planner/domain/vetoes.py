"""What makes two texts look alike although they are about two things: each veto is a reason the editor reads.

A veto never hides a pair; it keeps it from being taken for granted.
"""

import re
from collections.abc import Iterable, Iterator

from planner.domain.corpus import Reading
from planner.domain.reasons import Reason, ReasonCode
from planner.domain.wording import Wording

SAME_TEMPLATE = 0.5
ABOUT_THE_SAME = 1.25  # two amounts within a quarter of each other may be one, told on two days
_AMOUNT_WORDS = "tỉ triệu nghìn ngàn tấn ha km người ca hộ đồng usd ti trieu nghin tan nguoi ho dong"
_AMOUNTS = frozenset(_AMOUNT_WORDS.split())
_USUAL_SPELLING = {"kì": "kỳ", "quí": "quý"}

_DIGEST = re.compile(
    r"^(?:điểm (?:tin|báo)|bản tin|chùm tin|toàn cảnh|tổng hợp|nhìn lại|tin (?:sáng|trưa|chiều|tối|nhanh|vắn|nóng|tức)"
    r"|thời sự (?:sáng|trưa|chiều|tối))(?!\S)|(?<!\S)(?:điểm tin|tin tức 24h|tin 24h|những tin (?:chính|nổi bật)"
    r"|các (?:tin|hoạt động) (?:chính|nổi bật))(?!\S)"
)


def vetoes(plan: Wording, reading: Reading) -> Iterator[Reason]:
    """All vetoes of a pair. ``plan``: the wording of the plan's title; a plan without one cannot share a template."""
    title = reading.title
    if is_digest(title) and not is_digest(plan):
        yield Reason(ReasonCode.DIGEST)
    yield from _other_instalment(plan, title)
    yield from _other_numbers(plan, title)
    yield from _other_name(plan, reading)


def is_digest(title: Wording) -> bool:
    """Whether a title announces a round-up of many things."""
    return bool(_DIGEST.search(" ".join(title.words).lower()))


def _other_instalment(plan: Wording, title: Wording) -> Iterator[Reason]:
    for kind, part in plan.instalments.items():
        other = title.instalments.get(kind, part)
        if other != part:
            shown = _USUAL_SPELLING.get(kind, kind)
            yield Reason(ReasonCode.OTHER_INSTALMENT, params={"plan": f"{shown} {part}", "item": f"{shown} {other}"})
            return


def _other_numbers(plan: Wording, title: Wording) -> Iterator[Reason]:
    mine, others = _contradicting(plan, title)
    if mine and _likeness(plan, title, plan.numbers | title.numbers) >= SAME_TEMPLATE:
        yield Reason(ReasonCode.OTHER_NUMBERS, params={"plan": _listed(mine), "item": _listed(others)})


def _contradicting(plan: Wording, title: Wording) -> tuple[frozenset[str], frozenset[str]]:
    """Numbers of each side that the other side has otherwise: of the same thing, and too far apart to be one amount."""
    pairs = [
        (one, other)
        for one in plan.numbers - title.numbers
        for other in title.numbers - plan.numbers
        if any(_contradict(one, other, kind) for kind in plan.counted[one] & title.counted[other])
    ]
    return frozenset(one for one, _other in pairs), frozenset(other for _one, other in pairs)


def _contradict(one: str, other: str, kind: str) -> bool:
    """A running story's amount grows from piece to piece; a day, a part or a score does not."""
    if kind not in _AMOUNTS:
        return True
    values = [_value(one), _value(other)]
    return min(values) <= 0 or max(values) / min(values) > ABOUT_THE_SAME


def _value(number: str) -> float:
    digits = number.replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return 0.0


def _other_name(plan: Wording, reading: Reading) -> Iterator[Reason]:
    """Names of one side missing from the other, on both sides: another name in one template, or another subject."""
    title = reading.title
    missing = {name: written for name, written in plan.names.items() if not reading.has_name(name)}
    extra = {name: written for name, written in title.names.items() if not plan.has_name(name)}
    if not missing or not extra:
        return
    parts = frozenset(part for name in (*missing, *extra) for part in name.split())
    if _likeness(plan, title, parts) >= SAME_TEMPLATE:
        yield Reason(ReasonCode.OTHER_NAME, params={"plan": _listed(missing.values()), "item": _listed(extra.values())})
    elif len(missing) == len(plan.names):
        yield Reason(ReasonCode.SOMEBODY_ELSE, params={"item": _listed(extra.values())})


def _likeness(plan: Wording, title: Wording, without: Iterable[str]) -> float:
    """Share of the shorter title's words found in the other, leaving out the words that differ anyway."""
    left_out = set(without)
    mine, others = (
        {word.lower() for word in wording.words if word.lower() not in left_out} for wording in (plan, title)
    )
    return len(mine & others) / max(min(len(mine), len(others)), 4)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in sorted(words)[:3])
