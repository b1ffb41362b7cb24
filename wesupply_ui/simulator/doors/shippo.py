"""Shippo's door: shipments with rates, transactions that buy one, refunds. Signed in by `Authorization: ShippoToken <key>`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson

from wesupply_ui.simulator.doors import label_counter as counter
from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.labels import Sale
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import shippo as wire

_ONE = re.compile(r"/(transactions|rates)/([^/]+)")
_FILE = re.compile(r"/files/([^/]+)")
_CALLS = {"shipments": "rates", "transactions": "buy", "refunds": "void"}
_HELD = "sold"


def _detail(words: str) -> bytes:
    return orjson.dumps({"detail": words})


_BODIES = Bodies(
    _detail("Request was throttled. Expected available in 1 second."),
    _detail("An internal error occurred."),
    _detail("Token does not exist"),
)
_NOWHERE = Reply(404, _detail("Not found"))


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to Shippo; `path` without the prefix, with or without a slash at its end."""
    path = path.rstrip("/")
    if file := _FILE.fullmatch(path):
        return through(simulation, "shippo", (), _BODIES, lambda: counter.hand_out(simulation, file.group(1)) or _NOWHERE, "file")
    if not simulation.sign_ins.is_api_key(_key(request)):
        simulation.calls["shippo"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    if request.method == "POST" and (do := _DEEDS.get(path[1:])):
        return through(simulation, "shippo", (), _BODIES, lambda: do(simulation, request), _CALLS[path[1:]])
    if request.method != "GET":
        return _NOWHERE
    if path == "/carrier_accounts":
        accounts = {"next": None, "previous": None, "results": [{"object_id": "a" * 32, "carrier": "usps", "active": True}]}
        return through(simulation, "shippo", (), _BODIES, lambda: Reply(200, orjson.dumps(accounts)), "find")
    if path == "/transactions":
        return through(simulation, "shippo", (), _BODIES, lambda: _list(simulation, request), "find")
    one = _ONE.fullmatch(path)
    if one is None:
        return _NOWHERE
    return through(simulation, "shippo", (), _BODIES, lambda: _show(simulation, request, *one.groups()), "find")


def _create(simulation: Simulation, request: Request) -> Reply:
    told = _body(request)
    wrong: dict[str, Any] = {}
    addresses = {name: counter.address(told.get(name)) for name in ("address_from", "address_to")}
    for name, address in addresses.items():
        if lacking := counter.missing(address):
            wrong[name] = [{each: ["This field is required."] for each in lacking}]
    parcels = told.get("parcels")
    parcel = parcels[0] if isinstance(parcels, list) and parcels and isinstance(parcels[0], dict) else {}
    if parcel.get("mass_unit") != "g" or not str(parcel.get("weight", "")).isdigit() or parcel["weight"] == "0":
        wrong["parcels"] = [{"weight": ["A valid number is required."]}]
    extra = told.get("extra") if isinstance(told.get("extra"), dict) else {}
    is_return = extra.get("is_return") is True  # type: ignore[union-attr]
    out, back = addresses["address_from"], addresses["address_to"]
    if not wrong and out["country"] != back["country"]:
        if is_return:
            wrong["extra"] = ["Scan-based returns are available for domestic shipments only."]
        elif not (told.get("customs_declaration") or {}).get("items"):
            wrong["customs_declaration"] = ["This field is required."]
    if wrong:
        return Reply(400, orjson.dumps(wrong))
    draft = simulation.labels.draft(
        "shippo", prefix="", rate_prefix="", now=simulation.now(),
        # Of a return the addresses are told as of the parcel that went out.
        shopper=back if is_return else out, shop=out if is_return else back,
        grams=int(parcel["weight"]), reference=str(told.get("metadata") or ""),
        wants_qr=extra.get("qr_code_requested") is True, is_return=is_return,  # type: ignore[union-attr]
    )  # fmt: skip
    return Reply(201, orjson.dumps(wire.shipment(draft)))


def _buy(simulation: Simulation, request: Request) -> Reply:
    """Whoever asks twice buys twice, as at Shippo."""
    told = _body(request)
    found = simulation.labels.offer(str(told.get("rate") or ""))
    if found is None:
        return Reply(400, orjson.dumps({"rate": [f"Rate with supplied object_id {told.get('rate')} not found."]}))
    sale = counter.sell(simulation, *found, prefix="", reference=str(told.get("metadata") or ""))
    sale.kind = "zpl" if told.get("label_file_type") == "ZPLII" else "pdf"
    return Reply(201, orjson.dumps(_told(request, sale)))


def _list(simulation: Simulation, request: Request) -> Reply:
    sales = simulation.labels.sold_for(request.query.get("rate", ""))
    for sale in sales:
        _go_on(sale)
    return Reply(200, orjson.dumps({"next": None, "previous": None, "results": [_told(request, each) for each in sales]}))


def _show(simulation: Simulation, request: Request, noun: str, name: str) -> Reply:
    if noun == "rates":
        found = simulation.labels.offer(name)
        return Reply(200, orjson.dumps(wire.rate(*found))) if found else _NOWHERE
    sale = simulation.labels.sales.get(name)
    if sale is None:
        return _NOWHERE
    _go_on(sale)
    return Reply(200, orjson.dumps(_told(request, sale)))


def _refund(simulation: Simulation, request: Request) -> Reply:
    sale = simulation.labels.sales.get(str(_body(request).get("transaction") or ""))
    if sale is None or sale.status != _HELD:
        return Reply(400, orjson.dumps({"transaction": ["Transaction not found or not successful."]}))
    refused = counter.deed_fault(simulation, "shippo", "void") is not None or counter.was_scanned(simulation, sale)
    if not refused:
        sale.refund = "REFUNDPENDING"
    return Reply(201, orjson.dumps(wire.refund(sale, simulation.now(), "ERROR" if refused else "PENDING")))


_DEEDS: dict[str, Callable[[Simulation, Request], Reply]] = {"shipments": _create, "transactions": _buy, "refunds": _refund}


def _go_on(sale: Sale) -> None:
    """What was still being bought is bought when it is looked at."""
    if sale.status == "pending":
        sale.status = _HELD


def _told(request: Request, sale: Sale) -> dict[str, Any]:
    link = counter.file_link(request, "shippo", sale, sale.kind)
    wants = sale.draft.wants_qr and sale.offer.carrier == "usps"
    return wire.transaction(sale, link, counter.file_link(request, "shippo", sale, "png") if wants else None)


def _key(request: Request) -> str:
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    return told.strip() if scheme == "ShippoToken" else ""


def _body(request: Request) -> dict[str, Any]:
    try:
        told = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}
