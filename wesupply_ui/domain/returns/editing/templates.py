"""With what can a merchant begin? A few whole policies that many shops have, to be changed; their words are in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wesupply_ui.kernel.language import N_, _

Document = dict[str, Any]


def _reasons() -> list[dict[str, Any]]:
    small = {"code": "too_small", "label": _("Too small")}
    large = {"code": "too_large", "label": _("Too large")}
    return [
        {"code": "size", "label": _("Doesn't fit"), "sub": [small, large]},
        {"code": "changed_mind", "label": _("Changed my mind")},
        {"code": "not_as_described", "label": _("Not as described")},
        {"code": "damaged", "label": _("Arrived damaged")},
        {"code": "wrong_item", "label": _("Not what I ordered")},
    ]


def _our_fault() -> dict[str, Any]:
    """What went wrong on the shop's side costs the shopper nothing, and somebody sees a picture of it."""
    ours = {"field": "return.reason", "op": "in", "value": ["damaged", "wrong_item"]}
    then = {"return_cost": {"kind": "free"}, "photo": "required", "approval": "review"}
    return {"name": _("Damaged or wrong: free, with a picture"), "when": {"all": [ours]}, "then": then}


def _final_sale() -> dict[str, Any]:
    sale = {"field": "line.tags", "op": "contains", "value": "final-sale"}
    return {
        "name": _("Final sale"),
        "when": {"all": [sale]},
        "then": {"returnable": False, "say": _("Final sale items can't come back.")},
    }


def _paid_refund() -> Document:
    default = {
        "returnable": True,
        "window": {"days": 30, "starts": "delivered"},
        "approval": "automatic",
        "resolutions": [{"kind": "exchange"}, {"kind": "store_credit", "bonus_percent": "10"}, {"kind": "refund"}],
        "methods": ["label", "own_carrier", "store"],
        "return_cost": {"kind": "fixed", "amount": "5.00", "per": "parcel"},
        "cost_applies_to": ["refund", "offline_refund"],
    }
    return {"default": default, "rules": [_final_sale(), _our_fault()]}


def _free() -> Document:
    default = {
        "returnable": True,
        "window": {"days": 30, "starts": "delivered"},
        "approval": "automatic",
        "resolutions": [{"kind": "refund"}, {"kind": "exchange"}, {"kind": "store_credit"}],
        "methods": ["label", "store"],
        "return_cost": {"kind": "free"},
        "refund_shipping": "full_order",
    }
    return {"default": default, "rules": [_final_sale()]}


def _by_hand() -> Document:
    default = {
        "returnable": True,
        "window": {"days": 14, "starts": "delivered"},
        "approval": "review",
        "resolutions": [{"kind": "refund"}],
        "methods": ["own_carrier"],
        "return_cost": {"kind": "free"},
        "comment": "required",
    }
    return {"default": default, "rules": [_our_fault()]}


def _nothing() -> Document:
    return {"default": {"returnable": True, "window": {"days": 30, "starts": "delivered"}}, "rules": []}


TEMPLATES: Mapping[str, tuple[str, str, Callable[[], Document]]] = {
    "paid_refund": (
        N_("30 days, free store credit, paid refund"),
        N_("Credit and exchanges cost nothing and credit brings 10 % more; a refund costs 5.00 a parcel. Final sale stays."),
        _paid_refund,
    ),
    "free": (
        N_("30 days, everything free"),
        N_("You pay for the label, whatever shoppers choose. Shipping is given back when everything comes back. Final sale stays."),
        _free,
    ),
    "by_hand": (
        N_("14 days, you look at each"),
        N_("Shoppers write why and send it themselves; nothing is approved without you."),
        _by_hand,
    ),
    "blank": (N_("An empty one"), N_("Thirty days and no rules. Everything else is up to you."), _nothing),
}
"""Key → name, what it says, the document. Names and words are in English, said when used."""


def template(key: str) -> Document | None:
    """A whole document in the language of whoever asks; None for one that there is not."""
    found = TEMPLATES.get(key)
    if found is None:
        return None
    document = found[2]()
    return {"name": _("Return policy"), "reasons": _reasons()} | document
