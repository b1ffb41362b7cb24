"""Lists at 100,000 orders: from a click in the merchant portal to its answer, over the real socket of the production server."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import func
from sqlmodel import select

import wesupply_ui.wesupply_ui
from bench import shop
from bench.asking import Action, console, held, measure, show
from bench.tab import Tab, signed_in, values_of
from tests.portals.staff import signed_in_as
from tests.served import Served, serving
from wesupply_ui.domain.accounts.models import Membership, Merchant
from wesupply_ui.domain.orders.models import Order, OrderLine
from wesupply_ui.domain.orders.work_models import SavedView
from wesupply_ui.domain.tracking.models import Case, Parcel
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.db import Database
from wesupply_ui.portals.merchant.exceptions.state import ExceptionsState
from wesupply_ui.portals.merchant.orders.state import OrdersState
from wesupply_ui.portals.merchant.searching.state import SearchState
from wesupply_ui.portals.merchant.settings.audit.state import AuditState
from wesupply_ui.portals.merchant.shipments.state import ShipmentsState
from wesupply_ui.serving.build import ensure_built

assert wesupply_ui.wesupply_ui  # registers every State
ORDERS, SHIPMENTS, EXCEPTIONS, AUDIT = "/app/orders", "/app/shipments", "/app/exceptions", "/app/settings/audit"
WORDS = ("ada", "grace", "lovel", "hop", "marg", "tur", "per", "kathe", "wirth", "jo")
PAIRS = ("ada lovelace", "grace hopper", "jean lee", "john allen", "mary knuth", "tim perl", "ken t", "a l", "brian bar", "hedy lam")
Ask = Callable[[Tab, int], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class There:
    """What the shop holds, to ask for."""

    sizes: dict[str, int]
    token: str
    people: Sequence[str]
    views: Sequence[str]
    orders: Sequence[Any]
    parcels: Sequence[Any]
    cases: Sequence[str]


def main() -> dict[str, Any]:
    """Print the table and return its figures. Fails when an action's p95 is above the limit."""
    ensure_built(console.print)
    with tempfile.TemporaryDirectory(prefix="wesupply-lists-") as folder:
        shutil.copy(shop.file(), Path(folder) / "wesupply.sqlite3")
        with serving(Path(folder)) as served:
            sizes, found = asyncio.run(_asked(served))
    show(", ".join(f"{count:,} {name}" for name, count in sizes.items()), found)
    return held({"sizes": sizes, "ms": found, "load": os.getloadavg()[0]})


async def _asked(served: Served) -> tuple[dict[str, int], dict[str, dict[str, float]]]:
    there = await look_around(served.database_url)
    async with signed_in(served.url, there.token) as tab:
        return there.sizes, await measure(tab, actions(there))


async def look_around(database_url: str) -> There:
    """Open a session for somebody new, and pick things at random."""
    database = Database(database_url)
    async with database.reading() as db:
        merchant = (await db.execute(select(Merchant))).scalar_one()
    token = await signed_in_as(database, merchant)
    async with database.reading() as db:
        tables = {"orders": Order, "lines": OrderLine, "parcels": Parcel, "cases": Case}
        sizes = {name: (await db.execute(select(func.count()).select_from(table))).scalar_one() for name, table in tables.items()}
        views = (await db.execute(select(SavedView))).scalars()
        orders = (await db.execute(select(Order.number, Order.email))).all()
        parcels = list((await db.execute(select(Parcel.number))).scalars())
        cases = list((await db.execute(select(Case.id).where(Case.state == "open").limit(500))).scalars())
        people = list((await db.execute(select(Membership.person_id))).scalars())
    await database.close()
    chance, some = random.Random(1), 500
    asked = [f"{ORDERS}?{urlencode(view.query | {'cols': view.columns, 'view': view.id})}" for view in views]
    return There(sizes, token, people, asked, chance.sample(orders, some), chance.sample(parcels, some), cases)


def actions(there: There) -> list[Action]:
    """Everything that is measured."""
    return [*_orders(there), *_shipments(there), *_exceptions(there), *_others(there)]


def _orders(there: There) -> list[Action]:
    today = clock.now().date()
    days = [(today - timedelta(days=back)).isoformat() for back in (3, 14, 40, 100, 300)]
    filters: dict[str, Sequence[str]] = {
        "milestone": ("none", "in_transit", "delivered", "out_for_delivery", "returned"),
        "attention": ("any", "late", "exception", "attempt_failed"),
        "condition": ("delayed", "held", "lost", "ok", "damaged"),
        "status": ("shipped", "processing", "cancelled"),
        "channel": ("online", "store", "marketplace"),
        "carrier": ("ups", "fedex", "usps", "dhl"),
        "country": ("DE", "US", "FR", "MX", "AU"),
        "assigned": ("me", "none", "any", *there.people[:4]),
        "tag": ("fragile", "vip", "gift", "wedding", "wholesale"),
        "note": ("1", ""),
        "late": ("1", "3", "10"),
        **dict.fromkeys(("placed_from", "placed_to", "due_from", "due_to", "delivered_from", "delivered_to"), days),
    }
    sorts = {name: (f"-{name}", name) for name in ("placed", "due", "total", "updated")}
    numbers, mails = [row.number for row in there.orders], [row.email for row in there.orders]
    mixed = [f"{ORDERS}?status=shipped&carrier={carrier}&country={country}" for carrier in ("ups", "dhl") for country in ("DE", "US", "CA")]
    deep = f"{ORDERS}?status=shipped&sort=-total"
    typed = {"one word": WORDS, "two common words": PAIRS, "an order's number": numbers, "a mail address": mails, "a parcel": there.parcels}
    return [
        Action("orders: open the list", visits([ORDERS, f"{ORDERS}?sort=placed"])),
        *(Action(f"orders: filter {name}", _choices(OrdersState, name, values), ORDERS) for name, values in filters.items()),
        Action("orders: three filters", visits(mixed)),
        *(Action(f"orders: search {name}", _searches(OrdersState, texts), ORDERS) for name, texts in typed.items()),
        Action("orders: search a word among shipped", _searches(OrdersState, WORDS), f"{ORDERS}?status=shipped"),
        *(Action(f"orders: sort by {name}", _followed(OrdersState.sort_by, "key", keys), ORDERS) for name, keys in sorts.items()),
        Action("orders: next page, on and on", _followed(OrdersState.turn_on), ORDERS),
        Action("orders: next page, filtered and by total", _followed(OrdersState.turn_on), deep),
        Action("orders: next page of a search", _followed(OrdersState.turn_on), f"{ORDERS}?q=a"),
        Action("orders: a saved view", visits(there.views)),
        Action("orders: open an order", visits([f"{ORDERS}/{number.removeprefix('#')}" for number in numbers])),
    ]


def _shipments(there: There) -> list[Action]:
    filters = {
        "milestone": ("in_transit", "delivered", "label_created", "out_for_delivery", "returned"),
        "condition": ("held", "lost", "delayed", "ok"),
        "carrier": ("ups", "fedex", "usps", "dhl"),
        "unmapped": ("1", ""),
    }
    typed = {"a parcel": there.parcels, "one word": WORDS, "two common words": PAIRS}
    mixed = [f"{SHIPMENTS}?milestone=in_transit&condition={c}&carrier={carrier}" for c in ("held", "ok") for carrier in ("ups", "dhl")]
    return [
        Action("shipments: open the list", visits([SHIPMENTS, f"{SHIPMENTS}?carrier=ups"])),
        *(Action(f"shipments: filter {name}", _choices(ShipmentsState, name, values), SHIPMENTS) for name, values in filters.items()),
        Action("shipments: three filters", visits(mixed)),
        *(Action(f"shipments: search {name}", _searches(ShipmentsState, texts), SHIPMENTS) for name, texts in typed.items()),
        Action("shipments: next page, on and on", _followed(ShipmentsState.turn_on), SHIPMENTS),
    ]


def _exceptions(there: There) -> list[Action]:
    filters = {
        "kind": ("late", "attempt_failed", "exception", "silent"),
        "reason": ("customs_documents", "weather"),
        "party": ("carrier", "merchant", "unknown"),
        "carrier": ("ups", "fedex", "usps", "dhl"),
        "age": ("1", "3", "7"),
        "who": ("me", "nobody", *there.people[:4]),
    }
    return [
        Action("exceptions: open the inbox", visits([EXCEPTIONS, f"{EXCEPTIONS}?who=nobody"])),
        *(Action(f"exceptions: filter {name}", _choices(ExceptionsState, name, values), EXCEPTIONS) for name, values in filters.items()),
        Action("exceptions: snoozed, resolved, open", visits([f"{EXCEPTIONS}?state={each}" for each in ("snoozed", "resolved", "")])),
        Action("exceptions: open a case", visits([f"{EXCEPTIONS}?case={case}" for case in there.cases])),
    ]


def _others(there: There) -> list[Action]:
    texts = [*WORDS, *PAIRS, *(row.number for row in there.orders[:10]), *there.parcels[:10], *(row.email for row in there.orders[:10])]
    shown = [f"{AUDIT}?what={what}" for what in ("order", "order.tagged", "staff", "case.resolved")]
    entries = [*(row.number.removeprefix("#") for row in there.orders), "100", "staff 12"]
    return [
        Action("search everywhere", _everywhere(texts), ORDERS),
        Action("audit log: open", visits([AUDIT, f"{AUDIT}?q=1000"])),
        Action("audit log: filter deed", visits(shown)),
        Action("audit log: filter person", visits([f"{AUDIT}?who=person:{person}" for person in there.people])),
        Action("audit log: search", _searches(AuditState, entries), AUDIT),
    ]


def visits(paths: Sequence[str]) -> Ask:
    """Addresses in turn, as a link or a bookmark leads there."""
    return lambda tab, at: tab.load(paths[at % len(paths)])


def _choices(state: Any, name: str, values: Sequence[str]) -> Ask:
    """A filter's values in turn, chosen on the screen."""
    return lambda tab, at: tab.follow(state.choose, name=name, value=values[at % len(values)])


def _followed(handler: Any, name: str = "", values: Sequence[str] = ("",)) -> Ask:
    """A press that leads to another address."""
    return lambda tab, at: tab.follow(handler, **({name: values[at % len(values)]} if name else {}))


def _searches(state: Any, texts: Sequence[str]) -> Ask:
    """Texts typed into a list's own search."""
    return lambda tab, at: tab.ask(state.search_for, text=texts[at % len(texts)])


def _everywhere(texts: Sequence[str]) -> Ask:
    async def ask(tab: Tab, at: int) -> float:
        typed = texts[at % len(texts)]
        return await tab.ask(SearchState.look_for, lambda update: values_of(update, SearchState).get("answered") == typed, typed=typed)

    return ask
