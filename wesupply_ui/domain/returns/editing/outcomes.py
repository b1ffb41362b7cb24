"""What does a rule decide, or what holds by default? Aspects are spoken of or not, and each is changed member by member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from wesupply_ui.domain.returns.document import ASPECTS, Method, ResolutionKind, Starts
from wesupply_ui.domain.returns.editing.draft import Draft, Gone, typed, typed_count, typed_number, with_outcome
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _

KINDS: tuple[str, ...] = get_args(ResolutionKind)
METHODS: tuple[str, ...] = get_args(Method)
STARTS: tuple[str, ...] = get_args(Starts)
BEGINNINGS: Mapping[str, Any] = {
    "returnable": False,
    "window": {"days": 30, "starts": "delivered"},
    "approval": "review",
    "resolutions": [{"kind": "refund"}],
    "methods": ["label"],
    "destination": "",
    "return_cost": {"kind": "free"},
    "restocking": {"kind": "none"},
    "refund_shipping": "never",
    "photo": "required",
    "comment": "required",
    "say": "",
    "cost_applies_to": ["refund", "offline_refund"],
    "settle_on": "inspected",
}
"""What an aspect says when somebody begins to speak of it."""
_LISTS = {"methods": METHODS, "cost_applies_to": KINDS}
_PLAIN = ("approval", "refund_shipping", "photo", "comment", "destination", "say", "settle_on")
_OFFER = ("bonus_percent", "bonus_amount", "window_days", "allow_out_of_stock")


def speak_of(draft: Draft, *, place: str, aspect: str) -> Draft:
    """This rule decides this aspect too."""
    if aspect not in ASPECTS:
        raise Invalid(_("Choose what the rule decides."))
    return with_outcome(draft, place, lambda then: then if aspect in then else then | {aspect: BEGINNINGS[aspect]})


def be_silent_on(draft: Draft, *, place: str, aspect: str) -> Draft:
    """It leaves this aspect to others."""
    return with_outcome(draft, place, lambda then: {name: value for name, value in then.items() if name != aspect})


def set_aspect(draft: Draft, *, place: str, aspect: str, member: str, value: Any) -> Draft:
    """One member of an aspect; `member` "" for aspects that are one value."""
    if aspect not in ASPECTS:
        raise Invalid(_("Choose what the rule decides."))
    return with_outcome(draft, place, lambda then: then | {aspect: _changed(aspect, then.get(aspect), member, value)})


def tick(draft: Draft, *, place: str, aspect: str, value: str, on: bool) -> Draft:
    """One of several is among them or not, in the order in which they are shown."""
    if value not in _LISTS.get(aspect, ()):
        raise Invalid(_("Choose one of those that there are."))

    def ticked(then: dict[str, Any]) -> dict[str, Any]:
        chosen = {*(then.get(aspect) or ()), value} if on is True else {*(then.get(aspect) or ())} - {value}
        return then | {aspect: [each for each in _LISTS[aspect] if each in chosen]}

    return with_outcome(draft, place, ticked)


def add_offer(draft: Draft, *, place: str, kind: str) -> Draft:
    """One more thing that shoppers can have, last."""
    if kind not in KINDS:
        raise Invalid(_("Choose one of those that there are."))

    def added(then: dict[str, Any]) -> dict[str, Any]:
        offers = list(then.get("resolutions") or ())
        return then if any(each.get("kind") == kind for each in offers) else then | {"resolutions": [*offers, {"kind": kind}]}

    return with_outcome(draft, place, added)


def remove_offer(draft: Draft, *, place: str, kind: str) -> Draft:
    """Shoppers can't have this."""
    return with_outcome(draft, place, lambda then: then | {"resolutions": [each for each in _offers(then) if each.get("kind") != kind]})


def move_offer(draft: Draft, *, place: str, kind: str, by: int) -> Draft:
    """One place up (-1) or down (1) among those that are offered."""

    def moved(then: dict[str, Any]) -> dict[str, Any]:
        offers = _offers(then)
        at = _place_of(offers, kind)
        offer = offers.pop(at)
        offers.insert(max(0, at + (-1 if by < 0 else 1)), offer)
        return then | {"resolutions": offers}

    return with_outcome(draft, place, moved)


def set_offer(draft: Draft, *, place: str, kind: str, member: str, value: Any) -> Draft:
    """What comes with it: a bonus in per cent or as an amount, its own window, or also what is out of stock. Nothing typed: without."""
    if member not in _OFFER:
        raise Invalid(_("Choose one of those that there are."))

    def changed(then: dict[str, Any]) -> dict[str, Any]:
        offers = _offers(then)
        at = _place_of(offers, kind)
        offer = {name: each for name, each in offers[at].items() if name != member}
        if member.startswith("bonus_"):
            offer = {name: each for name, each in offer.items() if not name.startswith("bonus_")}
        new = value is True if member == "allow_out_of_stock" else typed_count(value) if member == "window_days" else typed_number(value)
        offers[at] = offer if new in ("", None) else offer | {member: new}
        return then | {"resolutions": offers}

    return with_outcome(draft, place, changed)


def _offers(then: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(then.get("resolutions") or ())


def _place_of(offers: list[dict[str, Any]], kind: str) -> int:
    for at, offer in enumerate(offers):
        if offer.get("kind") == kind:
            return at
    raise Gone(_("This is not offered any more."))


def _changed(aspect: str, now: Any, member: str, value: Any) -> Any:
    if aspect == "returnable":
        return value in (True, "yes")
    if aspect == "window":
        return _window(dict(now or BEGINNINGS["window"]), member, value)
    if aspect == "return_cost":
        return _cost(dict(now or {"kind": "free"}), member, value, free="free")
    if aspect == "restocking":
        return _cost(dict(now or {"kind": "none"}), member, value, free="none")
    if aspect in _PLAIN:
        return typed(value).strip()
    raise Invalid(_("Choose one of those that there are."))


def _window(window: dict[str, Any], member: str, value: Any) -> dict[str, Any]:
    starts = {"starts": window.get("starts", "delivered")}
    if member == "starts":
        return window | {"starts": typed(value, 20)}
    if member == "kind":
        return {"unlimited": {"unlimited": True}, "until": {"until": window.get("until", "")}}.get(
            str(value), {"days": window.get("days", 30)}
        ) | starts
    if member == "until":
        return {"until": typed(value, 20).strip()} | starts
    return {"days": typed_count(value)} | starts


def _cost(cost: dict[str, Any], member: str, value: Any, *, free: str) -> dict[str, Any]:
    if member == "kind":
        rest = {name: each for name, each in cost.items() if name != "kind" and not (value == free and name == "amount")}
        needs = {} if value in (free, "label") or "amount" in rest else {"amount": ""}
        return {"kind": typed(value, 20)} | rest | needs
    if member == "per":
        return cost | {"per": typed(value, 20)}
    amount = typed_number(value)
    if amount == "" and cost.get("kind") == "label":
        return {name: each for name, each in cost.items() if name != "amount"}
    return cost | {"amount": amount}
