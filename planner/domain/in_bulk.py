"""Which waiting pairs may be confirmed together, and why the others wait for a look of their own."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.vocabulary import N_, Labelled

ENOUGH = 0.7  # what the queue calls "much like the plan"


class Apart(Labelled):
    """Why a pair is not confirmed together with others."""

    HELD_BACK = "held_back", N_("có dấu hiệu là bài khác, cần xem kỹ")
    UNLIKE = "unlike", N_("chưa đủ giống kế hoạch")
    SAME_PLAN = "same_plan", N_("kế hoạch có nhiều tin, bài cùng giống, cần chọn")
    SAME_ITEM = "same_item", N_("tin, bài giống nhiều kế hoạch, cần chọn")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pair that waits: its number, its plan, its published item, its score, and whether something speaks against."""

    number: int
    plan: int
    item: int
    score: float
    held_back: bool


def sort_out(pairs: Iterable[Waiting]) -> dict[int, Apart | None]:
    """Number of each pair → why it is left for itself, or None when it may be confirmed with the others."""
    rows = list(pairs)
    sound = [row for row in rows if row.score >= ENOUGH and not row.held_back]
    plans, items = Counter(row.plan for row in sound), Counter(row.item for row in sound)
    return {row.number: _why(row, plans, items) for row in rows}


def _why(row: Waiting, plans: Counter[int], items: Counter[int]) -> Apart | None:
    if row.held_back:
        return Apart.HELD_BACK
    if row.score < ENOUGH:
        return Apart.UNLIKE
    if plans[row.plan] > 1:
        return Apart.SAME_PLAN
    return Apart.SAME_ITEM if items[row.item] > 1 else None
