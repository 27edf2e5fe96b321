"""What a state is called where the work is printed and where it is aired, and which own steps of a unit fit an item."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from planner.vocabulary import N_, Medium, Status, StepMedia

BROADCAST = frozenset({Medium.RADIO, Medium.TELEVISION})

_PRESS_WORDS: Mapping[Status, str] = {
    Status.IDEA: N_("Đăng ký đề tài"),
    Status.PLANNED: N_("Đã duyệt đề tài"),
    Status.IN_PROGRESS: N_("Đang thực hiện"),
    Status.SUBMITTED: N_("Đã nộp bài"),
    Status.APPROVED: N_("Đã duyệt"),
    Status.PUBLISHED: N_("Đã đăng"),
}
_BROADCAST_WORDS: Mapping[Status, str] = {
    Status.IDEA: N_("Đăng ký đề tài"),
    Status.PLANNED: N_("Đã duyệt đề tài, kịch bản"),
    Status.IN_PROGRESS: N_("Đang sản xuất"),
    Status.SUBMITTED: N_("Đã nộp hậu kỳ"),
    Status.APPROVED: N_("Đã duyệt phát sóng"),
    Status.PUBLISHED: N_("Đã phát sóng"),
}


class OwnStep(Protocol):
    """What the rules need of a unit's step."""

    @property
    def status(self) -> Status: ...
    @property
    def media(self) -> StepMedia: ...


Step = TypeVar("Step", bound=OwnStep)


def status_words(status: Status, medium: Medium) -> str:
    """The state in the words of the medium's newsroom; postponed and cancelled are called the same everywhere."""
    words = _BROADCAST_WORDS if medium in BROADCAST else _PRESS_WORDS
    return words.get(status, status.label)


def takes(media: StepMedia, medium: Medium) -> bool:
    """Whether a step meant for ``media`` is used for works of ``medium``."""
    return media is StepMedia.ALL or (media is StepMedia.BROADCAST) == (medium in BROADCAST)


def steps_within_reach(
    steps: Iterable[Step], status: Status, medium: Medium, reachable: Iterable[Status]
) -> list[Step]:
    """The steps of the present state and of the states one may move to."""
    states = {status, *reachable}
    return [step for step in steps if step.status in states and takes(step.media, medium)]
