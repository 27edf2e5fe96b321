"""At which hours a person wants mail: when the gathered letter comes, and when nothing does."""

from dataclasses import dataclass
from datetime import datetime, time

from planner.errors import Invalid
from planner.vocabulary import N_

USUAL = time(7)
LATEST = time(20)  # a letter that could not be gathered by then waits for the next day


@dataclass(frozen=True, slots=True)
class MailHours:
    """By the newsroom's clock. ``quiet_from`` to ``quiet_until``: no mail; both or neither, and over midnight too."""

    digest_at: time = USUAL
    quiet_from: time | None = None
    quiet_until: time | None = None

    def are_quiet(self, clock: time) -> bool:
        """Whether no mail may be written at this hour."""
        begins, ends = self.quiet_from, self.quiet_until
        if begins is None or ends is None:
            return False
        return begins <= clock < ends if begins < ends else clock >= begins or clock < ends

    def digest_is_due(self, clock: time) -> bool:
        """From the chosen hour on; a letter wanted late in the day is due until midnight."""
        in_time = clock < LATEST or self.digest_at >= LATEST
        return self.digest_at <= clock and in_time and not self.are_quiet(clock)

    def digest_on(self, now: datetime) -> datetime:
        """The moment of the letter on the day of ``now`` (in the newsroom's zone)."""
        return datetime.combine(now.date(), self.digest_at, now.tzinfo)


def checked(hours: MailHours) -> MailHours:
    """Raises Invalid for hours that would keep every letter back."""
    if (hours.quiet_from is None) != (hours.quiet_until is None):
        raise Invalid(N_("Nhập cả hai giờ của khoảng yên lặng hoặc để trống cả hai."), field="quiet_until")
    if hours.quiet_from is not None and hours.quiet_from == hours.quiet_until:
        raise Invalid(N_("Khoảng yên lặng phải kết thúc vào giờ khác lúc bắt đầu."), field="quiet_until")
    if hours.are_quiet(hours.digest_at):
        raise Invalid(N_("Giờ nhận thư gộp nằm trong khoảng yên lặng. Chọn giờ khác."), field="digest_at")
    return hours
