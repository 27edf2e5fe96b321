"""How one wants to hear of what: a choice for each kind of notice."""

from collections.abc import Mapping

from wtforms import SelectField

from planner.domain.mail_hours import USUAL, MailHours
from planner.domain.notices import MEANING
from planner.forms.base import Form, Hour, labelled
from planner.vocabulary import N_, NoticeChannel, NoticeKind


class ChannelsForm(Form):
    """When mail comes, and one select for each kind, named by ``field_name``, added below from the vocabulary."""

    digest_at = Hour(N_("Giờ nhận thư gộp"), description=N_("Mỗi ngày một thư, chỉ gồm thông báo chưa đọc."))
    quiet_from = Hour(N_("Yên lặng từ"), description=N_("Trong khoảng này không gửi thư nào; để trống nếu không cần."))
    quiet_until = Hour(N_("Yên lặng đến"), description=N_("Có thể qua nửa đêm, ví dụ 21:00 đến 06:00."))

    def hours(self) -> MailHours:
        """Call only after the form has been validated."""
        return MailHours(self.digest_at.data or USUAL, self.quiet_from.data, self.quiet_until.data)

    def chosen(self) -> dict[NoticeKind, NoticeChannel]:
        return {kind: NoticeChannel(self[field_name(kind)].data) for kind in NoticeKind}


def field_name(kind: NoticeKind) -> str:
    return f"bao_{kind.value}"


def channel_values(channels: Mapping[NoticeKind, NoticeChannel], hours: MailHours) -> dict[str, object]:
    """What the form starts with."""
    values: dict[str, object] = {field_name(kind): channel.value for kind, channel in channels.items()}
    return values | {"digest_at": hours.digest_at, "quiet_from": hours.quiet_from, "quiet_until": hours.quiet_until}


for _kind in NoticeKind:
    setattr(
        ChannelsForm,
        field_name(_kind),
        SelectField(_kind.label, choices=labelled(NoticeChannel), description=MEANING[_kind]),
    )
