"""What does this input say about an order? Turns a raw object into checked values, and tells everything that is wrong with it at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any

import orjson

from wesupply_ui.domain.locations.address import read_address
from wesupply_ui.domain.orders.custom.kinds import Value
from wesupply_ui.domain.orders.custom.read import NONE, OwnFields, read_custom, require
from wesupply_ui.domain.orders.offsets import first_without_offset
from wesupply_ui.domain.orders.people import read_customer
from wesupply_ui.domain.orders.read_lines import ReadLine, read_lines
from wesupply_ui.domain.orders.read_payments import read_payments
from wesupply_ui.domain.orders.read_shipments import ReadShipment, read_shipments
from wesupply_ui.kernel import fields, intake
from wesupply_ui.kernel.fields import text
from wesupply_ui.kernel.intake import REQUIRED, Field, Findings, take
from wesupply_ui.kernel.language import _

# Raised whenever reading learns something new, so that inputs seen before are read again.
READER = b"3"
CLOCK_SKEW = timedelta(minutes=15)
_APART = frozenset({"external_id", "customer", "shipping_address", "lines", "shipments", "custom", "payments"})
_read_id = text(255, numbers=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What reading an order depends on beside the input.

    `currency`: that of the order we have already, None for a new one; `fallback`: the merchant's. `home`: the merchant's country.
    `zone`: for times without offset (None refuses them); `assumes_zone`: nobody said that it is theirs, so each order tells it.
    `places`: external ids of the locations that there are; None: not looked up. `own`: the merchant's own fields; `asks_own`: a new
    order must have those that are required (it is one of a file).
    """

    currency: str | None
    fallback: str
    home: str
    zone: tzinfo | None = None
    assumes_zone: bool = False
    places: frozenset[str] | None = None
    own: OwnFields = NONE
    asks_own: bool = False


@dataclass(slots=True)
class ReadOrder:
    """An order's input, read. Only what was given is there: `values` (columns), `address` (parts), `lines`, `shipments`.

    `customer` None: left out; `clears_customer`: given as null. `findings.problems` not empty: it may not be taken.
    """

    external_id: str
    digest: str
    findings: Findings
    values: dict[str, Any] = field(default_factory=dict)
    customer: dict[str, Any] | None = None
    clears_customer: bool = False
    address: dict[str, Any] | None = None
    clears_address: bool = False
    lines: list[ReadLine] = field(default_factory=list)
    shipments: list[ReadShipment] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, Value | None] = field(default_factory=dict)
    given: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def _order_fields(currency: str, zone: tzinfo | None) -> dict[str, Field]:
    amount = fields.amount(currency)
    return {
        "number": Field("number", text(100, numbers=True), REQUIRED),
        "placed_at": Field("placed_at", fields.instant(zone), REQUIRED),
        "currency": Field("currency", fields.currency, REQUIRED),
        "status": Field("status", lambda value: text(50)(value).lower(), "processing"),
        "channel": Field("channel", fields.choice("online", "store", "marketplace"), "online"),
        "locale": Field("locale", fields.locale, "en"),
        "shipping_amount": Field("shipping_minor", amount, 0),
        "discount_amount": Field("discount_minor", amount, 0),
        "tax_amount": Field("tax_minor", amount, 0),
        "total_amount": Field("total_minor", amount, 0),
        "tags": Field("tags", fields.tags, list),
    }


def identity(raw: Any) -> str | None:
    """The external id by which we know the order; None when it has none that can be used."""
    try:
        return _read_id(raw["external_id"])
    except (KeyError, TypeError, ValueError):
        return None


def digest_of(raw: Any, own: OwnFields = NONE) -> str:
    """Equal inputs, whatever the order of their fields, have equal digests, unless they hold own fields that have changed since."""
    try:
        canonical = orjson.dumps(raw, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    except TypeError:  # half a surrogate pair, a number beyond 64 bits: odd input, but it has a digest too
        canonical = repr(raw).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(
        canonical, digest_size=16, key=READER + (own.signature if isinstance(raw, dict) and "custom" in raw else b"")
    ).hexdigest()


def read_order(raw: Any, known: Known, *, now: datetime, digest: str = "") -> ReadOrder:
    """Read one order. Never raises for what the input holds; everything wrong is in `findings`."""
    findings = Findings()
    order = ReadOrder(identity(raw) or "", digest, findings)
    if not isinstance(raw, dict):
        findings.problem("", _("is {what} where an order belongs", what=intake.kind_of(raw)))
        return order
    order.given = frozenset(raw)
    if not order.external_id:
        _say_what_is_wrong_with_the_id(raw, findings)
    currency = _currency(raw, known, findings)
    order.values, order.extra = take(raw, _order_fields(currency, known.zone), "", findings, _APART)
    order.values["currency"] = currency
    placed_at = order.values.get("placed_at")
    if placed_at and placed_at > now + CLOCK_SKEW:
        findings.problem(
            "placed_at",
            _("is in the future ({placed_at}); check the day, the month and the offset", placed_at=f"{placed_at:%Y-%m-%dT%H:%M:%SZ}"),
        )
    if known.currency is None and "placed_at" not in raw:
        findings.problem("placed_at", _("is missing; a new order needs the time it was placed"))
    if "payments" in raw:
        total = order.values.get("total_minor")
        order.extra["payments"] = read_payments(raw["payments"], currency, total, findings) if raw["payments"] is not None else []
    _read_people(raw, known, order)
    _read_custom(raw, known, order)
    if raw.get("lines") is not None:
        order.lines = read_lines(raw["lines"], currency, known.zone, findings, known.places)
    if raw.get("shipments") is not None:
        order.shipments = read_shipments(raw["shipments"], known.zone, findings)
        for shipment in order.shipments:
            order.extra.update({shipment.path + name: value for name, value in shipment.extra.items()})
    if known.assumes_zone and known.zone and (naive := first_without_offset(raw)):
        findings.remark(naive, _("has no offset from UTC; taken as a time of {zone}, the merchant's own zone", zone=known.zone))
    return order


def _say_what_is_wrong_with_the_id(raw: dict[str, Any], findings: Findings) -> None:
    if raw.get("external_id") in (None, ""):
        findings.problem("external_id", _("is missing; it is how we know the order again"))
        return
    try:
        _read_id(raw["external_id"])
    except ValueError as error:
        findings.problem("external_id", str(error))


def _currency(raw: dict[str, Any], known: Known, findings: Findings) -> str:
    """The currency that amounts are read in. That of an order doesn't change: its amounts left out would be of another."""
    try:
        given = fields.currency(raw["currency"]) if raw.get("currency") else None
    except ValueError:
        return known.currency or known.fallback  # told when the field itself is read
    if known.currency is None:
        if given is None:
            findings.remark("currency", _("is missing; taken as {fallback}, the merchant's own", fallback=known.fallback))
        return given or known.fallback
    if given and given != known.currency:
        findings.problem(
            "currency",
            _("is {given}, but the order is in {currency}; an order's currency cannot change", given=given, currency=known.currency),
        )
    return known.currency


def _read_custom(raw: dict[str, Any], known: Known, order: ReadOrder) -> None:
    if "custom" in raw:
        order.custom, unknown = read_custom(raw["custom"], known.own, order.findings)
        order.extra.update(unknown)
    if known.asks_own and known.currency is None:
        require(known.own, order.custom, order.findings)


def _read_people(raw: dict[str, Any], known: Known, order: ReadOrder) -> None:
    home = known.home
    for name, read in (("shipping_address", read_address), ("customer", read_customer)):
        if name not in raw:
            continue
        if name == "customer":
            order.clears_customer = raw[name] is None
        else:
            order.clears_address = raw[name] is None
        if raw[name] is None:
            continue
        try:
            values, unknown = read(intake.as_object(raw[name]), f"{name}.", home, order.findings)
        except ValueError as error:
            order.findings.problem(name, str(error))
            continue
        if name == "customer":
            order.customer = values
        else:
            order.address, home = values, values.get("country") or home
        order.extra.update({f"{name}.{field_name}": value for field_name, value in unknown.items()})
