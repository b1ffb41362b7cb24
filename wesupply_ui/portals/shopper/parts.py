"""Pieces that the shopper's live pages share; the twins of `parts.html`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals.shopper.rows import BrandRow, FootRow, LostRow, SaidRow


def icon(name: rx.Var[str] | str) -> rx.Component:
    """A picture beside words, one of those in `assets/shopper.css`."""
    return rx.el.span(class_name="s-icon", custom_attrs={"data-icon": name, "aria-hidden": "true"})


def brand(row: BrandRow) -> rx.Component:
    """Whose page it is; leads to the merchant's own site where there is one."""
    logo = rx.cond(
        row.logo_url,
        rx.el.img(src=row.logo_url, alt="", width="40", height="40", class_name="s-logo"),
        rx.el.span(row.initial, class_name="s-logo", custom_attrs={"aria-hidden": "true"}),
    )
    wide = rx.el.img(src=row.wide_logo_url, alt=row.name, width=row.wide_width, height="40", class_name="s-wide")
    whole = rx.cond(row.wide_logo_url, wide, rx.fragment(logo, rx.el.span(row.name)))
    return rx.el.a(whole, href=row.site_url, class_name="s-brand", dir="auto")


def said(row: SaidRow, class_name: str) -> rx.Component:
    """Words of the merchant's own, in the language they are in."""
    return rx.el.p(row.words, class_name=class_name, dir="auto", lang=rx.cond(row.language, row.language, rx.Var("undefined")))


def foot(row: FootRow) -> rx.Component:
    """The end of the page."""
    links = rx.el.ul(rx.foreach(row.links, lambda link: rx.el.li(outside(link.label, href=link.url, dir="auto"))))
    end = rx.el.footer(
        rx.cond(row.words.words, said(row.words, "s-lines-of"), ""),
        rx.cond(row.links, links, ""),
        rx.cond(row.legal, rx.el.p(row.legal, class_name="s-legal", dir="auto"), ""),
        class_name="s-end",
    )
    return rx.cond(row.shown, end, "")


def unseen(*words: str | rx.Var) -> rx.Component:
    """Words for readers that listen."""
    return rx.el.span(*words, class_name="s-unseen")


def outside(*children: rx.Component | rx.Var | str, href: rx.Var[str] | str, **props: Any) -> rx.Component:
    """A link away from us that tells the other side nothing of where one came from."""
    return rx.el.a(*children, href=href, rel="noopener noreferrer", **props)


def plain(*children: rx.Component | rx.Var | str, href: rx.Var[str] | str, **props: Any) -> rx.Component:
    """A link to a page of ours that is no live one: the browser goes there, not the router."""
    return rx.el.a(*children, href=href, reload_document=True, **props)


def lost(row: LostRow) -> rx.Component:
    """Nothing to show; the server says the same in `lost.html`."""
    return rx.el.div(
        rx.el.main(rx.el.h1(row.headline, class_name="s-headline"), rx.el.p(row.words), class_name="s-single"),
        class_name="shopper",
        custom_attrs={"data-live": rx.State.is_hydrated, "data-title": row.headline},
    )
