"""Pages as the rows say them, for tests of the drawing alone."""

from __future__ import annotations

from dataclasses import replace

from wesupply_ui.portals.kit.brand import brand_of
from wesupply_ui.portals.shopper.tracking.rows import (
    BrandRow,
    DayRow,
    HelpRow,
    LineRow,
    NoticeRow,
    ParcelRow,
    ScanRow,
    StopRow,
    ThingRow,
    TrackingRows,
)

STOPS = ("Label created", "Shipped", "On its way", "Out for delivery", "Delivered")


def stops(at: int) -> list[StopRow]:
    return [StopRow(label, "past" if index < at else "now" if index == at else "ahead") for index, label in enumerate(STOPS)]


def scan(key: str, time: str, words: str, place: str, tone: str = "quiet") -> ScanRow:
    return ScanRow(key, f"2026-11-20T{time}:00-06:00", time, place, words, tone)


def parcel(key: str = "p1", **changes) -> ParcelRow:
    base = ParcelRow(
        key=key,
        milestone="in_transit",
        label="On its way",
        tone="moving",
        icon="truck",
        part="2 items",
        stops=stops(2),
        progress="Stop 3 of 5: On its way",
        things=[ThingRow("t1", "Boots", "2", initial="B"), ThingRow("t2", "Gloves", initial="G")],
        contents="Inside: 2 × Boots, Gloves",
        recent=[
            DayRow(
                "d1",
                "Friday, November 20",
                [scan("s1", "14:02", "Departed from facility", "Dallas, TX"), scan("s2", "09:40", "Arrived at facility", "Dallas, TX")],
            ),
            DayRow("d2", "Thursday, November 19", [scan("s3", "22:15", "Origin scan", "Memphis, TN")]),
        ],
        earlier=[
            DayRow(
                "d3", "Wednesday, November 18", [scan("s4", "16:00", "Shipper created a label, UPS has not received the package yet", "US")]
            )
        ],
        earlier_label="Show 1 earlier update",
        carrier="UPS",
        number="1Z12345E0205271688",
        carrier_url="https://www.ups.com/track?tracknum=1Z12345E0205271688",
    )
    return replace(base, **changes)


def page(**changes) -> TrackingRows:
    base = TrackingRows(
        brand=BrandRow("Acme Outfitters", "acme", "A", "", "https://acme.example", brand_of("#0f766e").style()),
        order_number="#5001",
        headline="Arriving Tuesday, November 24",
        tone="moving",
        icon="truck",
        source="UPS",
        news_iso="2026-11-20T14:02:00-06:00",
        news_text="8 minutes ago",
        former="Monday, November 23",
        parcels=[parcel()],
        lines=[
            LineRow("l1", "Boots", "Size 42", "2 items", where="In this parcel", initial="B"),
            LineRow("l2", "Gloves", "", "1 item", where="In this parcel", initial="G"),
            LineRow("l3", "Gift card", "", "1 item", where="Sent by mail", initial="G"),
        ],
        address="Ada L., Austin TX 787••",
        placed="Friday, November 20",
        help=[HelpRow("mail", "help@acme.example", "mailto:help@acme.example"), HelpRow("phone", "+1 512 555 0100", "tel:+15125550100")],
        preview="Acme Outfitters: your order is on its way.",
    )
    return replace(base, **changes)


def in_trouble() -> TrackingRows:
    failed = parcel(milestone="out_for_delivery", label="Delivery attempted", tone="attention", icon="triangle-alert", stops=stops(3))
    action = NoticeRow(
        "Nobody was there to take the parcel",
        "UPS tries again on the next working day. You can choose a day that suits you better.",
        "attention",
        "Choose a new day",
        "https://www.ups.com/track",
        "By Wednesday, November 25",
    )
    return page(
        headline="UPS tried to deliver, nobody was home",
        tone="attention",
        icon="triangle-alert",
        former="",
        actions=[action],
        parcels=[failed],
    )


def several() -> TrackingRows:
    boxes = [
        parcel("p1", part="Parcel 1 of 3 · 2 items", promise="Arriving Tuesday, November 24", former="Monday, November 23"),
        parcel(
            "p2",
            part="Parcel 2 of 3 · 1 item",
            milestone="delivered",
            label="Delivered",
            tone="done",
            icon="circle-check",
            stops=stops(4),
            promise="Delivered Thursday, November 19",
            number="1Z2",
            signed_by="Signed by A. L.",
        ),
        parcel(
            "p3",
            part="Parcel 3 of 3 · 1 item",
            milestone="label_created",
            label="Label created",
            tone="quiet",
            icon="package",
            stops=stops(0),
            number="1Z3",
            recent=[],
            earlier=[],
            silence="UPS has not scanned this parcel yet.",
        ),
    ]
    return page(headline="1 of 3 parcels delivered, the rest by Tuesday, November 24", parcels=boxes)
