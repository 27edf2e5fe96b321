"""Which channel an item goes out on where nobody has said so."""

from dataclasses import dataclass

from planner.domain.airing import only_channels
from planner.vocabulary import Medium


@dataclass(frozen=True)
class Channel:
    id: int
    medium: Medium
    unit_id: int = 1


def test_a_units_only_channel_of_a_medium_is_taken_for_granted() -> None:
    assert only_channels([Channel(7, Medium.RADIO)]) == {(1, Medium.RADIO): 7}


def test_of_two_channels_nobody_knows_which() -> None:
    channels = [Channel(7, Medium.TELEVISION), Channel(8, Medium.TELEVISION), Channel(9, Medium.TELEVISION, unit_id=2)]
    assert only_channels(channels) == {(2, Medium.TELEVISION): 9}
