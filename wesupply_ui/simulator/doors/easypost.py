"""EasyPost's door: shipments with rates under /v2, bought, refunded, turned into files. Signed in by Basic authorization with the key."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import orjson

from wesupply_ui.simulator.doors import label_counter as counter
from wesupply_ui.simulator.doors.troubles import Bodies, through
from wesupply_ui.simulator.labels import Draft
from wesupply_ui.simulator.listener import Reply, Request
from wesupply_ui.simulator.simulation import Simulation
from wesupply_ui.simulator.wire import easypost as wire

_SHIPMENT = re.compile(r"/v2/shipments/([^/]+)(/buy|/refund|/label|/forms)?")
_FILE = re.compile(r"/files/([^/]+)")
_CALLS = {"/buy": "buy", "/refund": "void", "/label": "file", "/forms": "file", None: "find"}


def _error(code: str, message: str, *errors: dict[str, Any]) -> bytes:
    return orjson.dumps({"error": {"code": code, "message": message, "errors": list(errors)}})


_BODIES = Bodies(
    _error("RATE_LIMITED", "You have exceeded the rate limit for this endpoint."),
    _error("INTERNAL_SERVER_ERROR", "An unexpected error occurred."),
    _error("APIKEY.INACTIVE", "This api key is no longer active. Please use a different api key."),
)
_NOWHERE = Reply(404, _error("NOT_FOUND", "The requested resource could not be found."))
_EXISTS = Reply(422, _error("SHIPMENT.POSTAGE.EXISTS", "Postage already exists for this shipment."))
_NO_REFUND = _error("SHIPMENT.REFUND.UNAVAILABLE", "Refund is not available. Parcel has been scanned, or was refunded before.")


def handle(simulation: Simulation, request: Request, path: str) -> Reply:
    """A call to EasyPost; `path` without the prefix."""
    if file := _FILE.fullmatch(path):
        return through(simulation, "easypost", (), _BODIES, lambda: counter.hand_out(simulation, file.group(1)) or _NOWHERE, "file")
    if not simulation.sign_ins.is_api_key(_key(request)):
        simulation.calls["easypost"].refused += 1
        return Reply(401, _BODIES.unauthorised)
    if path == "/v2/shipments":
        answer: Callable[[], Reply] = (lambda: _create(simulation, request)) if request.method == "POST" else (lambda: _list(simulation))
        return through(simulation, "easypost", (), _BODIES, answer, "rates" if request.method == "POST" else "find")
    match = _SHIPMENT.fullmatch(path)
    draft = _named(simulation, match.group(1)) if match else None
    if match is None or draft is None:
        return _NOWHERE
    do = _DEEDS.get((request.method, match.group(2)))
    if do is None:
        return _NOWHERE
    return through(simulation, "easypost", (), _BODIES, lambda: do(simulation, request, draft), _CALLS[match.group(2)])


def _named(simulation: Simulation, name: str) -> Draft | None:
    """By id, or by the reference that was given to it."""
    known = simulation.labels.drafts
    return known.get(name) or next((each for each in known.values() if each.provider == "easypost" and each.reference == name), None)


def _create(simulation: Simulation, request: Request) -> Reply:
    told = _body(request).get("shipment")
    if not isinstance(told, dict):
        return Reply(422, _error("PARAMETER.REQUIRED", "Missing required parameter.", {"field": "shipment", "message": "cannot be blank"}))
    there, back = counter.address(told.get("to_address")), counter.address(told.get("from_address"))
    for name, address in (("to_address", there), ("from_address", back)):
        if lacking := counter.missing(address):
            errors = [{"field": f"{name}.{each}", "message": "cannot be blank"} for each in lacking]
            return Reply(422, _error("SHIPMENT.INVALID_PARAMS", "Unable to create shipment, one or more parameters were invalid.", *errors))
    weight = (told.get("parcel") or {}).get("weight")
    if not isinstance(weight, int | float) or weight <= 0:
        return Reply(422, _error("PARCEL.INVALID", "The parcel's weight is invalid.", {"field": "weight", "message": "is invalid"}))
    abroad = there["country"] != back["country"]
    if abroad and not (told.get("customs_info") or {}).get("customs_items"):
        return Reply(201, orjson.dumps(_nothing(simulation, told, there, back)))
    is_return = told.get("is_return") is True
    draft = simulation.labels.draft(
        "easypost", prefix="shp_", rate_prefix="rate_", now=simulation.now(),
        # Of a return the addresses are told as of the parcel that went out.
        shopper=there if is_return else back, shop=back if is_return else there,
        grams=round(weight * 28.3495), reference=str(told.get("reference") or ""), wants_qr=False, is_return=is_return,
    )  # fmt: skip
    return Reply(201, orjson.dumps(wire.shipment(draft)))


def _nothing(simulation: Simulation, told: dict[str, Any], there: dict[str, str], back: dict[str, str]) -> dict[str, Any]:
    """Across a border without customs papers nobody offers anything."""
    draft = simulation.labels.draft(
        "easypost", prefix="shp_", rate_prefix="rate_", now=simulation.now(), shopper=there, shop=back, grams=100,
        reference=str(told.get("reference") or ""), wants_qr=False, is_return=True,
    )  # fmt: skip
    draft.offers = ()
    remark = {"carrier": "USPS", "carrier_account_id": "ca_1", "type": "rate_error", "message": "customs_info: field required"}
    return wire.shipment(draft) | {"messages": [remark]}


def _list(simulation: Simulation) -> Reply:
    mine = [each for each in simulation.labels.drafts.values() if each.provider == "easypost"]
    return Reply(200, orjson.dumps({"shipments": [wire.shipment(each) for each in mine[-1:]], "has_more": len(mine) > 1}))


def _show(_simulation: Simulation, _request: Request, draft: Draft) -> Reply:
    if draft.sale is not None and draft.sale.status == "pending":
        draft.sale.status = "sold"
    return Reply(200, orjson.dumps(wire.shipment(draft)))


def _buy(simulation: Simulation, request: Request, draft: Draft) -> Reply:
    rate_id = (_body(request).get("rate") or {}).get("id")
    offer = next((each for each in draft.offers if each.id == rate_id), None)
    if draft.sale is not None:
        return _EXISTS
    if offer is None:
        return Reply(
            422,
            _error("SHIPMENT.POSTAGE.INVALID_RATE", "The rate is not one of this shipment.", {"field": "rate", "message": "is invalid"}),
        )
    sale = counter.sell(simulation, draft, offer, prefix="pl_", reference=draft.reference)
    if sale.status == "pending":
        return Reply(422, _error("SHIPMENT.POSTAGE.TIMED_OUT", "The carrier did not respond in time."))
    if sale.status == "refused" and sale.words == counter.NO_SUCH_ADDRESS:
        error = {"code": "E.ADDRESS.NOT_FOUND", "field": "address", "message": "Address not found", "suggestion": None}
        return Reply(422, _error("ADDRESS.VERIFY.FAILURE", "Unable to verify address.", error))
    if sale.status == "refused":
        return Reply(402, _error("PAYMENT_REQUIRED", sale.words))
    return Reply(200, orjson.dumps(wire.shipment(draft)))


def _label(_simulation: Simulation, request: Request, draft: Draft) -> Reply:
    form = request.query.get("file_format", "").lower()
    if draft.sale is None or form not in ("pdf", "zpl"):
        return Reply(422, _error("SHIPMENT.LABEL.UNAVAILABLE", "The label is not available in this format."))
    draft.sale.forms.add(form)
    told = wire.shipment(draft)
    for each in draft.sale.forms & {"pdf", "zpl"}:
        told["postage_label"][f"label_{each}_url"] = counter.file_link(request, "easypost", draft.sale, each)
    return Reply(200, orjson.dumps(told))


def _form(simulation: Simulation, request: Request, draft: Draft) -> Reply:
    kind = (_body(request).get("form") or {}).get("type")
    if draft.sale is None or kind != "label_qr_code" or draft.sale.offer.carrier != "usps":
        return Reply(422, _error("SHIPMENT.FORM.INVALID", "Unable to generate the requested form."))
    draft.sale.forms.add("qr")
    told = wire.shipment(draft)
    link = counter.file_link(request, "easypost", draft.sale, "png")
    return Reply(200, orjson.dumps(told | {"forms": [wire.form(draft.sale, kind, link)]}))


def _refund(simulation: Simulation, _request: Request, draft: Draft) -> Reply:
    sale = draft.sale
    if sale is None or counter.was_scanned(simulation, sale):
        return Reply(422, _NO_REFUND)
    refused = counter.deed_fault(simulation, "easypost", "void")
    sale.refund = sale.refund or ("rejected" if refused else "submitted")
    return Reply(200, orjson.dumps(wire.shipment(draft)))


_DEEDS: dict[tuple[str, str | None], Callable[[Simulation, Request, Draft], Reply]] = {
    ("GET", None): _show, ("POST", "/buy"): _buy, ("GET", "/label"): _label, ("POST", "/forms"): _form, ("POST", "/refund"): _refund,
}  # fmt: skip


def _key(request: Request) -> str:
    scheme, _, told = request.headers.get("authorization", "").partition(" ")
    try:
        return base64.b64decode(told).decode().partition(":")[0] if scheme.lower() == "basic" else ""
    except ValueError:
        return ""


def _body(request: Request) -> dict[str, Any]:
    try:
        told = orjson.loads(request.body or b"{}")
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}
