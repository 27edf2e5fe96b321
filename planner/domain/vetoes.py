"""What makes two texts look alike although they are about two things: each veto is a reason the editor reads.

A veto never hides a pair; it keeps it from being taken for granted.
"""

import re
from collections.abc import Iterable, Iterator

from planner.domain.corpus import Reading
from planner.domain.reasons import Reason, ReasonCode
from planner.domain.wording import Wording

SAME_TEMPLATE = 0.5
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
    mine, others = plan.numbers - title.numbers, title.numbers - plan.numbers
    if mine and others and _likeness(plan, title, plan.numbers | title.numbers) >= SAME_TEMPLATE:
        yield Reason(ReasonCode.OTHER_NUMBERS, params={"plan": _listed(mine), "item": _listed(others)})


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
