"""Draws the photos that the shopper added: small on the page, large in a dialog through which the arrow keys lead."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.kit import t
from wesupply_ui.portals.merchant.one_return.photo_state import ReturnPhotoState as P
from wesupply_ui.portals.merchant.one_return.state import ReturnState as S


def photo_card() -> rx.Component:
    """Nothing where there are none."""
    photos = rx.el.ul(rx.foreach(S.page.photos, _small), class_name="return-photos")
    card = kit.card(photos, _large(), title=t("Photos"), data_testid="return-photos")
    return rx.cond(S.page.photos.length() > 0, card, rx.fragment())


def _small(row: Any) -> rx.Component:
    picture = rx.el.img(src=row.small, alt=row.words, width="160", height="160", loading="lazy")
    return rx.el.li(rx.el.button(picture, type="button", on_click=P.show(row.id), aria_haspopup="dialog"), key=row.id)


def _large() -> rx.Component:
    turning = rx.el.div(
        kit.icon_button("chevron_left", t("Previous photo"), on_click=P.turn("ArrowLeft"), data_turn="ArrowLeft"),
        kit.icon_button("chevron_right", t("Next photo"), on_click=P.turn("ArrowRight"), data_turn="ArrowRight"),
        class_name="actions",
    )
    return kit.dialog(
        rx.el.div(
            rx.el.img(src=S.photo.large, alt=S.photo.words, key=S.photo.id),
            rx.el.div(
                rx.cond(S.page.photos.length() > 1, turning, rx.fragment()),
                kit.outside_link(t("Open it in a tab"), S.photo.large),
                class_name="return-photo-foot",
            ),
            class_name="return-photo",
        ),
        title=S.photo.words,
        open=S.photo.id != "",
        on_open_change=P.set_open,
    )
