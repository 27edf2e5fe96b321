"""Reading a campaign preset: the text of a YAML file in, one checked record out. The file describes its layout."""

from planner.domain.data_file import read_data_file
from planner.domain.preset_checks import check_preset
from planner.domain.preset_entries import read_preset
from planner.domain.preset_parts import Preset
from planner.vocabulary import N_

__all__ = ["LAYOUT", "Preset", "parse_preset"]

LAYOUT = 1


def parse_preset(text: str) -> Preset:
    """The preset in ``text``.

    Raises ``Invalid`` with a sentence naming the place: a missing or unknown field, a wrong date or code, an id that
    does not exist or stands twice, a period that ends before it starts.
    """
    top = read_data_file(text)
    if top.number("layout") != LAYOUT:
        raise top.wrong("layout", N_("Tệp dữ liệu, mục %(place)s: cần là %(layout)s."), layout=LAYOUT)
    preset = top.read(read_preset)
    check_preset(preset)
    return preset
