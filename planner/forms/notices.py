"""How one wants to hear of what: a choice for each kind of notice."""

from collections.abc import Mapping

from wtforms import SelectField

from planner.domain.notices import MEANING
from planner.forms.base import Form, labelled
from planner.vocabulary import NoticeChannel, NoticeKind


class ChannelsForm(Form):
    """One select for each kind, named by ``field_name``; they are added below from the vocabulary."""

    def chosen(self) -> dict[NoticeKind, NoticeChannel]:
        return {kind: NoticeChannel(self[field_name(kind)].data) for kind in NoticeKind}


def field_name(kind: NoticeKind) -> str:
    return f"bao_{kind.value}"


def channel_values(channels: Mapping[NoticeKind, NoticeChannel]) -> dict[str, str]:
    """What the form starts with."""
    return {field_name(kind): channel.value for kind, channel in channels.items()}


for _kind in NoticeKind:
    setattr(
        ChannelsForm,
        field_name(_kind),
        SelectField(_kind.label, choices=labelled(NoticeChannel), description=MEANING[_kind]),
    )
