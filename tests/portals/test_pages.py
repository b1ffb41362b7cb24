"""Every page can be drawn, and no page pulls in what the house does without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import reflex as rx

from wesupply_ui.portals.page import Page
from wesupply_ui.portals.pages import PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_a_page_is_drawn_without_radix_themes_or_rechart_by_accident(page: Page) -> None:
    drawn = page.draw()
    libraries = {str(part.library) for part in _parts(drawn) if part.library}
    assert not any("@radix-ui/themes" in each for each in libraries), libraries


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_a_page_has_a_title_of_its_own(page: Page) -> None:
    assert page.title
    assert [each.title for each in PAGES].count(page.title) == 1


def _parts(component: rx.Component) -> Iterator[rx.Component]:
    yield component
    for child in component.children:
        if isinstance(child, rx.Component):
            yield from _parts(child)
