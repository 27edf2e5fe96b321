"""Why a pair was suggested or held back: a code, the words it rests on, and a sentence an editor understands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.vocabulary import N_, Labelled


class ReasonCode(Labelled):
    """The label is the sentence, with places that a reason's ``params`` fill."""

    PASTED = "pasted", N_("Đường dẫn do người dùng gắn vào kế hoạch")
    AFTER_FACT = "after_fact", N_("Kế hoạch lập bổ sung sau khi đã đăng, phát")
    SHARED = "shared", N_("Chung những từ: %(words)s")
    LOOSE = "loose", N_("Chỉ chung tiếng rời: %(words)s")
    NAMES = "names", N_("Có tên riêng nêu trong kế hoạch: %(words)s")
    NAMES_MISSING = "names_missing", N_("Không thấy tên riêng nêu trong kế hoạch: %(words)s")
    SAME_DAY = "same_day", N_("Đăng, phát đúng ngày dự kiến")
    DAYS_AFTER = "days_after", N_("Đăng, phát sau ngày dự kiến %(days)s ngày")
    DAYS_BEFORE = "days_before", N_("Đăng, phát trước ngày dự kiến %(days)s ngày")
    NO_DAY = "no_day", N_("Kế hoạch chưa có ngày dự kiến")
    LEAD = "lead", N_("Giống kế hoạch hơn hẳn các tin, bài khác")
    NO_LEAD = "no_lead", N_("Có tin, bài khác giống kế hoạch không kém")
    ACCENTLESS = "accentless", N_("Kế hoạch gõ không dấu, so sánh không kể dấu")
    OTHER_INSTALMENT = "other_instalment", N_("Khác kỳ, khác phần: kế hoạch ghi “%(plan)s”, tin, bài ghi “%(item)s”")
    OTHER_NUMBERS = "other_numbers", N_("Tiêu đề cùng khuôn nhưng khác số: kế hoạch %(plan)s, tin, bài %(item)s")
    OTHER_NAME = "other_name", N_("Tiêu đề gần giống nhưng khác tên: kế hoạch %(plan)s, tin, bài %(item)s")
    SOMEBODY_ELSE = "somebody_else", N_("Có thể nói về đối tượng khác: %(item)s")
    DIGEST = "digest", N_("Là bản tin tổng hợp nhiều việc")


# Reasons that keep a pair from ever being accepted without a person, whatever its score.
VETOES = frozenset(
    {
        ReasonCode.OTHER_INSTALMENT,
        ReasonCode.OTHER_NUMBERS,
        ReasonCode.OTHER_NAME,
        ReasonCode.SOMEBODY_ELSE,
        ReasonCode.DIGEST,
    }
)
# Reasons that speak against a pair without forbidding it.
DOUBTS = frozenset({ReasonCode.LOOSE, ReasonCode.NAMES_MISSING, ReasonCode.NO_LEAD})


class Closeness(Labelled):
    """A score in words."""

    HELD_BACK = "held_back", N_("Cần xem kỹ")
    HIGH = "high", N_("Rất giống kế hoạch")
    MIDDLE = "middle", N_("Khá giống kế hoạch")
    LOW = "low", N_("Có điểm chung")


def closeness(score: float, codes: Iterable[str]) -> Closeness:
    """``score`` in words; ``codes`` are those of the pair's reasons."""
    if not VETOES.isdisjoint(codes):
        return Closeness.HELD_BACK
    if score >= 0.7:
        return Closeness.HIGH
    return Closeness.MIDDLE if score >= 0.3 else Closeness.LOW


@dataclass(frozen=True, slots=True)
class Reason:
    """``words``: canonical words to highlight in both texts; ``params`` fill the sentence's places."""

    code: ReasonCode
    words: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def vetoes(self) -> bool:
        return self.code in VETOES

    @property
    def text(self) -> str:
        """The Vietnamese sentence."""
        return self.code.label % dict(self.params) if self.params else self.code.label

    def as_data(self) -> dict[str, Any]:
        """What is stored with a match."""
        return {"code": self.code.value, "words": list(self.words), "text": self.text, "params": dict(self.params)}
