"""The kit's parts that compute something: colours that read, bars that fit, words that can't break out of a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paths import PROJECT
from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import brand
from wesupply_ui.portals.kit.charts import HEIGHT, WIDTH
from wesupply_ui.portals.kit.toast import _literal

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_any_merchants_colour_becomes_one_that_reads_by_day_and_by_night(colour: str) -> None:
    found = kit.brand_of(colour)
    assert brand.contrast(found.ink_light, brand.LIGHT_PAGE) >= brand.AA
    assert brand.contrast(found.ink_dark, brand.DARK_PAGE) >= brand.AA
    assert brand.contrast(found.on_light, found.fill_light) >= brand.AA
    assert brand.contrast(found.on_dark, found.fill_dark) >= brand.AA
    assert brand.contrast(found.ink_light, found.tint_light) >= 4.0
    assert brand.contrast(found.ink_dark, found.tint_dark) >= 3.0


@pytest.mark.parametrize("nonsense", [None, "", "red", "#12345", "#12345g", "#123456;background:url(x)"])
def test_what_is_no_colour_becomes_the_house_colour(nonsense: str | None) -> None:
    assert kit.brand_of(nonsense) == kit.brand_of(brand.DEFAULT)


@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=40))
def test_bars_stay_inside_their_frame(values: list[float]) -> None:
    for bar in kit.bars([kit.Point(str(at), value, "") for at, value in enumerate(values)]):
        assert float(bar.x) >= -0.1
        assert float(bar.x) + float(bar.width) <= WIDTH + 0.2
        assert float(bar.y) >= -1.1
        assert float(bar.y) + float(bar.height) <= HEIGHT + 1.1


def test_no_figures_make_no_bars() -> None:
    assert kit.bars([]) == []


def test_words_of_a_toast_can_not_break_out_of_their_script() -> None:
    assert _literal('</script><script>alert("x")') == '"\\u003c/script>\\u003cscript>alert(\\"x\\")"'
    assert "\u2028" not in _literal("a\u2028b")


@pytest.mark.parametrize(("name", "initials"), [("Ada Lindqvist", "AL"), ("Ada", "A"), ("", "?"), ("Mary van den Berg", "MB")])
def test_a_face_is_one_or_two_letters(name: str, initials: str) -> None:
    assert kit.initials_of(name) == initials


def _tokens() -> dict[str, tuple[str, str]]:
    text = Path(PROJECT / "assets" / "tokens.css").read_text(encoding="utf-8")
    return {name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)}


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
def test_every_text_colour_reads_on_every_ground(scheme: int) -> None:
    tokens = {name: values[scheme] for name, values in _tokens().items()}
    for ground in ("page", "surface", "raised", "hover"):
        assert brand.contrast(tokens["ink"], tokens[ground]) >= brand.AAA
        assert brand.contrast(tokens["soft"], tokens[ground]) >= brand.AAA
        for text in ("faint", "accent-ink", *kit.TONES):
            assert brand.contrast(tokens[text], tokens[ground]) >= brand.AA, (text, ground)
    for tone in kit.TONES:
        assert brand.contrast(tokens[tone], tokens[f"{tone}-tint"]) >= brand.AA, tone
    assert brand.contrast("#ffffff", tokens["accent"]) >= brand.AA
    assert brand.contrast(tokens["line-strong"], tokens["surface"]) >= 3.0
