"""Draws the showcase, part by part, in the frame that a portal has."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.site.showcase.state import ShowcaseState as S

PLACES = (
    kit.Place("/kit", "layout_dashboard", "Overview"),
    kit.Place("/kit#orders", "shopping_bag", "Orders", number="12"),
    kit.Place("/kit#shipments", "truck", "Shipments"),
    kit.Place("/kit#returns", "undo_2", "Returns"),
    kit.Place("/kit#settings", "settings", "Settings", heading="This shop"),
)
TABS = (kit.Tab("parts", "Parts"), kit.Tab("forms", "Forms", number="5"), kit.Tab("story", "A parcel's story"))


def showcase() -> rx.Component:
    """The whole page."""
    head = kit.page_header(
        "The kit",
        kit.button("Ask something", sign="message_circle_question", on_click=S.ask(True)),
        kit.button("Primary", look="primary", on_click=S.look_beside(True)),
        about="Every part that screens are made of. Change the theme in the menu below the navigation.",
        back=("Start", "/"),
        beside=kit.badge("Sample", "quiet"),
    )
    tabs = kit.tabs(TABS, chosen=S.tab, on_choose=S.choose_tab, label="Groups of parts")
    panels = [
        kit.tab_panel("parts", *_parts(), chosen=S.tab),
        kit.tab_panel("forms", _forms(), chosen=S.tab),
        kit.tab_panel("story", _story(), chosen=S.tab),
    ]
    return kit.shell(
        head,
        tabs,
        *panels,
        _dialog(),
        _drawer(),
        places=PLACES,
        current="/kit",
        name="Acme Outfitters",
        account=kit.account_menu("Ada Lindqvist", "Owner"),
    )


def _parts() -> list[rx.Component]:
    figures = kit.stat_row(
        kit.stat_card("Orders today", "1,204", against="yesterday 1,160"),
        kit.stat_card("Delivered on time", "96.4 %", against="yesterday 95.9 %"),
        kit.stat_card("Exceptions", "12", against="opened 14, closed 9", tone="attention"),
        kit.stat_card("Returns to receive", "38", against="yesterday 41"),
    )
    tones = rx.el.div(*(kit.badge(tone.capitalize(), tone) for tone in kit.TONES), class_name="flex flex-wrap gap-2")
    buttons = kit.card(tones, _buttons(), title="Tones and buttons", class_name="flex flex-col gap-3")
    return [rx.el.div(figures, buttons, _notices(), class_name="flex flex-col gap-4 mb-6"), *_list(), _boxes()]


def _buttons() -> rx.Component:
    return rx.el.div(
        kit.button("Default"),
        kit.button("Small", size="small", sign="plus"),
        kit.button("Plain", look="plain"),
        kit.button("Danger", look="danger", sign="trash_2"),
        kit.button("Busy", look="primary", busy=True),
        kit.icon_button("ellipsis", "More"),
        kit.link_button("Goes elsewhere", "/", sign="arrow_right"),
        kit.copy_button("1Z999AA10123456784", label="Copy 1Z999AA10123456784", said="Number copied"),
        class_name="actions",
    )


def _boxes() -> rx.Component:
    nothing = kit.empty_state(
        "No returns yet", "A return appears here when a shopper asks for one.", kit.button("Set up returns"), sign="package_open"
    )
    return rx.el.div(
        kit.bar_chart(S.bars, title="On time by day", about="Share of parcels on time, exceptions below the line.", unit="That day"),
        kit.facts_card(
            "Customer", ("Name", "Ada Lindqvist"), ("Mail", "ada@example.com"), ("Orders", "7"), ("Address", "Austin, TX 787••")
        ),
        kit.card(kit.skeleton(4), title="While it loads"),
        kit.card(nothing),
        class_name="grid gap-4 mt-6 lg:grid-cols-2",
    )


def _notices() -> rx.Component:
    return rx.el.div(
        kit.notice(rx.el.strong("12 parcels silent for longer than usual. "), kit.link("Review", "/kit#orders"), tone="attention"),
        kit.notice("The carrier refused our account since 08:40; parcels of UPS are not being asked.", tone="problem"),
        class_name="flex flex-col gap-2",
    )


def _list() -> list[rx.Component]:
    bar = kit.toolbar(
        kit.search_field(label="Search orders", value=S.search, on_search=S.search_for, placeholder="Number, name, tracking number"),
        kit.filter_chips([(tone, tone.capitalize()) for tone in kit.TONES], chosen=S.tone, on_choose=S.choose_tone, label="State"),
    )
    columns = (
        kit.Column("Order", sort="number"),
        kit.Column("Customer", sort="person"),
        kit.Column("State"),
        kit.Column("Promised", phone=False),
        kit.Column("Total", align="end", phone=False),
    )
    ticks = kit.Ticks(
        label=lambda row: f"Choose {row.number}", ticked=lambda row: row.ticked, on_tick=lambda row, value: S.tick(row.number, value)
    )
    table = kit.table(
        columns,
        S.orders,
        lambda row: (row.number, row.person, kit.badge(row.status, row.tone), row.promise, row.money),
        label="Sample orders",
        href=lambda row: f"/kit#order-{row.number}",
        row_props=lambda row: {"data_testid": f"order-row-{row.number}"},
        ticks=ticks,
        sorted_by=S.sort,
        on_sort=S.sort_by,
    )
    shown = rx.cond(
        S.orders,
        table,
        kit.card(kit.empty_state("Nothing matches", "Take a filter away or search for something else.", sign="search_x")),
    )
    return [
        bar,
        rx.cond(S.loaded, shown, kit.table_skeleton(5, 5)),
        kit.pager(told="1-5 of 5", on_before=S.load, on_after=S.load, has_before=False, has_after=False),
    ]


def _forms() -> rx.Component:
    form: Any = rx.el.form(
        kit.text_field(
            "Mail address",
            "email",
            kind="email",
            hint="Where order mails come from.",
            error=S.errors["email"],
            required=True,
            no_validate=None,
        ),
        kit.text_area("Signature", "signature", hint="Stands below every mail."),
        kit.select_field("Time zone", "zone", [("America/Chicago", "Chicago"), ("Europe/Berlin", "Berlin")], required=True),
        kit.checkbox("Send a mail when a parcel is late", name="late", default_checked=True),
        kit.choices(
            "Who pays for the return?", "pays", [("us", "We do"), ("shopper", "The shopper")], chosen=S.tone, on_choose=S.choose_tone
        ),
        kit.button("Save", look="primary", type="submit"),
        on_submit=S.send,
        no_validate=True,
        class_name="flex flex-col gap-4 max-w-[520px]",
    )
    return kit.card(form, title="Mail")


def _story() -> rx.Component:
    sentence = rx.el.p("Arriving Tuesday, 24 November", class_name="text-headline font-semibold")
    bar = kit.milestone_bar(S.stops, tone="moving")
    happened = kit.timeline(
        S.scans,
        lambda scan: kit.happening(scan.words, when=scan.when, where=scan.where, tone=scan.tone, day=scan.day, data_testid="scan"),
        label="What happened, newest first",
    )
    article = rx.el.div(
        kit.thumbnail("", about="Boots"),
        rx.el.div(rx.el.strong("Boots"), rx.el.p("Size 42 · 2 pieces", class_name="text-soft")),
        class_name="flex gap-3",
    )
    return rx.el.div(
        kit.card(sentence, bar, happened, class_name="flex flex-col gap-6"),
        kit.card(article, kit.button("Choose a new day", look="primary"), title="In a merchant's colour", class_name="flex flex-col gap-3"),
        class_name="grid gap-4 lg:grid-cols-[2fr_1fr] branded",
        style=S.brand,
    )


def _dialog() -> rx.Component:
    foot = (kit.closing(kit.button("Not now")), kit.button("Approve", look="primary", on_click=S.agree))
    return kit.dialog(
        rx.el.p("Two items, $46.05 back to the card."),
        title="Approve this return?",
        about="The shopper hears at once.",
        open=S.asking,
        on_open_change=S.ask,
        foot=foot,
    )


def _drawer() -> rx.Component:
    return kit.drawer(
        kit.facts(("Carrier", "UPS"), ("Weight", "1.8 kg")), title="Parcel 1Z999AA10123456784", open=S.beside, on_open_change=S.look_beside
    )
