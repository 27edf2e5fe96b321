"""The colours of both themes keep WCAG 2.2 AA, and the states stay apart for eyes that do not tell red from green."""

import itertools
import re
from pathlib import Path

import pytest

Rgb = tuple[float, float, float]

CSS = Path(__file__).parents[2] / "static" / "css"
TEXT, SHAPE = 4.5, 3.0
STATUSES = ("idea", "planned", "in_progress", "submitted", "approved", "published", "postponed", "cancelled")
# Full dichromacy in linear RGB: Viénot, Brettel, Mollon 1999 (protan, deutan), Machado et al. 2009 (tritan).
BLINDNESS: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
GROUNDS = ("paper", "surface", "sunken", "hover")
TINTS = tuple(f"status-{status}-tint" for status in STATUSES)


def colours(*names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        found |= dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (CSS / name).read_text(encoding="utf-8")))
    return found


THEMES = {"light": colours("tokens.css"), "dark": colours("tokens.css", "dark.css")}


def linear(colour: str) -> Rgb:
    """Linear light of "#rrggbb", each part 0–1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return expand(red), expand(green), expand(blue)


def expand(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1–21."""
    dark, light = sorted(
        sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True)) for c in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def as_seen(colour: str, blindness: str) -> Rgb:
    red, green, blue = (
        min(1.0, max(0.0, sum(w * p for w, p in zip(row, linear(colour), strict=True)))) for row in BLINDNESS[blindness]
    )
    return red, green, blue


def oklab(rgb: Rgb) -> Rgb:
    """Björn Ottosson's OKLab, in which equal distances look equal."""
    r, g, b = rgb
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    )


def pairs() -> list[tuple[str, str, float]]:
    """Every ink and the ground it is used on, with the ratio it owes."""
    text = [(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "accent", "bad") for ground in GROUNDS]
    text += [(ink, tint) for ink in ("ink", "ink-soft", "warn") for tint in TINTS]
    text += [(kind, f"{kind}-tint") for kind in ("good", "warn", "bad", "accent")]
    text += [("ink", f"{kind}-tint") for kind in ("good", "warn", "bad", "accent")]
    text += [(f"tone-{tone}", f"tone-{tone}-tint") for tone in range(6)]
    text += [("on-accent", "accent"), ("on-accent", "accent-strong"), ("accent-strong", "accent-tint")]
    text += [("on-heat-light", f"heat-{step}") for step in (1, 2, 3)]
    text += [("on-heat-dark", f"heat-{step}") for step in (4, 5)]
    shapes = [(f"status-{status}", ground) for status in STATUSES for ground in ("surface", f"status-{status}-tint")]
    shapes += [(edge, ground) for edge in ("line-strong", "focus") for ground in GROUNDS]
    return [(*pair, TEXT) for pair in text] + [(*pair, SHAPE) for pair in shapes]


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_is_readable_on_its_ground(theme: str) -> None:
    palette = THEMES[theme]

    weak = {
        f"{ink} on {ground}": round(contrast(palette[ink], palette[ground]), 2)
        for ink, ground, owed in pairs()
        if contrast(palette[ink], palette[ground]) < owed
    }

    assert weak == {}


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("theme", THEMES)
def test_states_stay_apart_for_colour_blind_eyes(theme: str, blindness: str) -> None:
    seen = {status: oklab(as_seen(THEMES[theme][f"status-{status}"], blindness)) for status in STATUSES}

    close = {
        f"{one} and {other}": round(distance, 3)
        for one, other in itertools.combinations(STATUSES, 2)
        if (distance := sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5) < 0.06
    }

    assert close == {}


def test_the_dark_theme_gives_every_colour_anew() -> None:
    light, dark = colours("tokens.css"), colours("dark.css")

    assert light.keys() == dark.keys()
