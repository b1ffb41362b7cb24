"""Returns: quotes a second with 200 rules, whether past orders slow them down, and a draft tried over 10,000 orders."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bench.made_orders import START, orders
from wesupply_ui.domain.accounts.models import Merchant
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.returns.compiled import Compiled, compile_policy
from wesupply_ui.domain.returns.judge import judge
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.domain.returns.quote import quote
from wesupply_ui.domain.returns.read_policy import read_policy
from wesupply_ui.domain.returns.snapshot import AskedLine, Line, Purchase, Request, Units
from wesupply_ui.domain.returns.try_out import try_out
from wesupply_ui.domain.tracking.take_in import take_in
from wesupply_ui.kernel import schema
from wesupply_ui.kernel.db import Database

RULES, QUOTES, ORDERS = 200, 20_000, 10_000
WANTED, LIMIT_S = 2_000, 5.0
NOW = START + timedelta(minutes=5 * ORDERS, days=6)
ZONE = ZoneInfo("America/Chicago")


def main() -> dict[str, Any]:
    """Print and return the figures."""
    figures = _quotes()
    print(f"{figures['quotes_per_s']:8,.0f} quotes/s with {RULES} rules; one costs {figures['json_parses']:.2f} JSON parses of its policy")
    figures |= asyncio.run(_stored())
    for count, ms in figures["stored_quote_ms"].items():
        print(f"{ms:8.2f} ms for a quote of a stored order, {count:,} orders in the shop")
    print(f"{figures['trial_s']:8.2f} s to try a draft over {ORDERS:,} orders{'' if figures['trial_s'] < LIMIT_S else '  slow'}")
    return figures


def _policy(count: int = RULES) -> dict[str, Any]:
    """Rules of the kinds that merchants have, none like another."""
    rules = []
    for index in range(count):
        when, then = _rule(index)
        rules.append({"name": f"Rule {index}", "priority": index, "when": when, "then": then})
    offers = [{"kind": "exchange"}, {"kind": "store_credit", "bonus_percent": "10"}, {"kind": "refund"}]
    default = {"window": {"days": 30}, "resolutions": offers, "return_cost": {"kind": "fixed", "amount": "5.00"}}
    return {"name": "Bench", "reasons": [{"code": "size", "label": "Size"}], "default": default, "rules": rules}


def _rule(index: int) -> tuple[dict[str, Any], dict[str, Any]]:
    match index % 4:
        case 0:
            return _is("line.sku", "matches", f"SKU-{index:02d}*"), {"returnable": index % 8 == 0}
        case 1:
            return {"all": [_is("line.unit_price", "gt", index), _is("order.country", "ne", "US")]}, {"approval": "review"}
        case 2:
            either = [_is("line.tags", "contains", f"tag-{index}"), _is("line.options.size", "eq", index)]
            return {"any": either}, {"window": {"days": index % 60}}
    both = [_is("return.reason", "eq", "size"), {"not": _is("line.weight_grams", "lt", 5 * index)}]
    return {"all": both}, {"return_cost": {"kind": "fixed", "amount": f"{index % 9}.50"}}


def _is(field: str, op: str, value: Any) -> dict[str, Any]:
    return {"field": field, "op": op, "value": value}


def _quotes() -> dict[str, Any]:
    """Two items a request, no two orders alike; processor time, so that what else the machine does is no matter."""
    policy = compile_policy(read_policy(_policy(), zone=ZONE, currency="USD", locations=())[0], ZONE)
    chance = random.Random(3)
    bought = [_bought(index, chance) for index in range(500)]
    _judged(policy, bought)  # the values of fields are told apart once
    begun = time.process_time()
    for round_ in range(QUOTES // len(bought)):
        _judged(policy, bought, round_)
    took = (time.process_time() - begun) / QUOTES
    text = json.dumps(_policy())
    begun = time.process_time()
    for _ in range(200):
        json.loads(text)
    parse = (time.process_time() - begun) / 200
    return {"rules": RULES, "quotes_per_s": round(1 / took), "json_parses": took / parse, "wanted": WANTED}


def _judged(policy: Compiled, bought: list[Purchase], round_: int = 0) -> None:
    for order in bought:
        request = Request(NOW, tuple(AskedLine(line.external_id, 1, "size") for line in order.lines), resolution="refund")
        judge(policy, order, request if round_ % 2 else Request(NOW, request.lines, "US", "store_credit"))


def _bought(index: int, chance: random.Random) -> Purchase:
    arrived = NOW - timedelta(days=chance.randint(1, 40))
    units = (Units(2, arrived - timedelta(days=2), arrived),)
    lines = tuple(
        Line(
            name,
            2,
            chance.randint(500, 20_000),
            f"SKU-{chance.randint(0, 4_999):04d}",
            discount=chance.randint(0, 400),
            tax=chance.randint(0, 900),
            weight_grams=chance.randint(50, 1_200),
            options={"size": str(chance.randint(34, 48))},
            units=units,
        )
        for name in ("l0", "l1")
    )
    return Purchase(str(index), "USD", arrived - timedelta(days=4), lines, paid=200_000, country=chance.choice(("US", "US", "CA")))


async def _stored() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'returns.sqlite3'}")
        await schema.migrate(database)
        merchant = Merchant(slug="bench", name="Bench", time_zone="America/Chicago", currency="USD", country="US")
        async with database.transaction() as db:
            db.add(merchant)
        scope = scope_of_system(merchant.id, "bench")
        async with database.transaction() as db:
            await publish(db, scope, _policy() | {"effective_at": START.isoformat()}, now=START)
        times, raws, taken = {}, list(orders(ORDERS)), 0
        for upto in (500, ORDERS):
            while taken < upto:
                await _take(database, scope, raws[taken : taken + 500])
                taken += 500
            times[upto] = await _stored_quote(database, scope)
        draft = _policy(RULES // 2) | {"name": "Draft"}
        async with database.reading() as db:
            begun = time.perf_counter()
            trial, _ = await try_out(db, scope, {"policy": draft, "orders": ORDERS, "asked_after_days": 3}, now=NOW)
            took = time.perf_counter() - begun
        await database.close()
        assert trial.orders == ORDERS and trial.flips, "the draft differs from what is in force"
    return {"stored_quote_ms": times, "trial_orders": ORDERS, "trial_items": trial.items, "trial_s": round(took, 2)}


async def _take(database: Database, scope: Scope, raws: list[dict[str, Any]]) -> None:
    for raw in raws:
        placed = datetime.fromisoformat(raw["placed_at"]).astimezone(UTC)
        for shipment in raw["shipments"]:
            shipment |= {"shipped_at": (placed + timedelta(days=1)).isoformat(), "delivered_at": (placed + timedelta(days=3)).isoformat()}
    async with database.transaction() as db:
        await take_in(db, scope, raws, now=NOW)


async def _stored_quote(database: Database, scope: Scope, rounds: int = 100) -> float:
    """Milliseconds of one quote with everything it reads, the median of some."""
    times = []
    for index in range(rounds):
        raw = {
            "order_external_id": f"x{100000 + index * 4}",
            "resolution": "refund",
            "lines": [{"line_external_id": "l0", "reason": "size"}],
        }
        async with database.reading() as db:
            begun = time.perf_counter()
            await quote(db, scope, raw, now=NOW)
            times.append((time.perf_counter() - begun) * 1000)
    return round(sorted(times)[rounds // 2], 2)
