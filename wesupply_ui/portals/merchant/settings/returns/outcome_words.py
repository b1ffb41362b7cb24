"""How is said what a rule decides? Each aspect in a few words that end a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from wesupply_ui.domain.returns.document import VENDOR
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals.merchant.returns.words import METHODS, RESOLUTIONS
from wesupply_ui.portals.merchant.settings.returns.words import APPROVAL, STARTS


class Named(Protocol):
    """What places are called, and what money is counted in."""

    @property
    def currency(self) -> str: ...
    @property
    def places(self) -> Mapping[str, str]: ...


def aspect_words(aspect: str, value: Any, world: Named) -> str:
    """ "it can be returned within 30 days of the delivery"; whatever is not filled in yet shows as dots."""
    return _ASPECTS[aspect](value, world) if aspect in _ASPECTS else str(value)


def money_words(amount: Any, currency: str) -> str:
    """ "5.00 USD"; what is no amount stays as it was typed."""
    try:
        return f"{Decimal(str(amount)):.2f} {currency}" if str(amount).strip() else "…"
    except InvalidOperation:
        return str(amount)


def _window(value: Any, _world: Named) -> str:
    from wesupply_ui.portals.merchant.settings.returns.sentences import day_words

    if value.get("unlimited"):
        return _("it can be returned for ever")
    if "until" in value:
        return _("it can be returned until {day}", day=day_words(value["until"]))
    start = _(STARTS.get(value.get("starts", "delivered"), "?"))
    days = value.get("days")
    if not isinstance(days, int):
        return _("it can be returned within {days} days of {start}", days=days or "…", start=start)
    return ngettext(
        "it can be returned within {count} day of {start}", "it can be returned within {count} days of {start}", days, start=start
    )


def _resolutions(value: Any, world: Named) -> str:
    return _("shoppers can have {what}", what=_or(offer_words(each, world.currency) for each in value))


def offer_words(offer: Mapping[str, Any], currency: str) -> str:
    """ "store credit (+10 %)"."""
    word = _(RESOLUTIONS.get(str(offer.get("kind")), "?"))
    if offer.get("bonus_percent"):
        word += f" (+{offer['bonus_percent']} %)"
    if offer.get("bonus_amount"):
        word += f" (+{money_words(offer['bonus_amount'], currency)})"
    if offer.get("window_days") is not None:
        days = offer["window_days"]
        word += f" ({ngettext('{count} day', '{count} days', days)})" if isinstance(days, int) else ""
    return word


def _methods(value: Any, _world: Named) -> str:
    return _("it comes back by: {what}", what=_or(_(METHODS.get(each, "?")) for each in value))


def _destination(value: Any, world: Named) -> str:
    place = _("its vendor") if value == VENDOR else world.places.get(value, value) or "…"
    return _("it goes to {place}", place=place)


def _return_cost(value: Any, world: Named) -> str:
    amount = value.get("amount", "")
    match value.get("kind"):
        case "fixed" if value.get("per") == "item":
            return _("the return costs {amount} a piece", amount=money_words(amount, world.currency))
        case "fixed":
            return _("the return costs {amount} a parcel", amount=money_words(amount, world.currency))
        case "percent":
            return _("the return costs {percent} % of the goods", percent=str(amount) or "…")
        case "label":
            return _("the return costs what its label costs")
    return _("the return is free")


def _restocking(value: Any, world: Named) -> str:
    amount = value.get("amount", "")
    match value.get("kind"):
        case "fixed":
            return _("restocking costs {amount} a piece", amount=money_words(amount, world.currency))
        case "percent":
            return _("restocking costs {percent} % of the goods", percent=str(amount) or "…")
    return _("restocking is free")


def _shipping(value: Any, _world: Named) -> str:
    if value == "full_order":
        return _("shipping is given back when the whole order comes back")
    return _("shipping is given back by share") if value == "prorated" else _("shipping is not given back")


def _photo(value: Any, _world: Named) -> str:
    return {"required": _("a photo is required"), "optional": _("a photo can be added")}.get(value) or _("no photo is asked for")


def _comment(value: Any, _world: Named) -> str:
    return {"required": _("a comment is required"), "optional": _("a comment can be added")}.get(value) or _("no comment is asked for")


def _applies(value: Any, _world: Named) -> str:
    if not value:
        return _("nobody bears costs")
    return _("costs are borne with: {what}", what=_or(_(RESOLUTIONS.get(each, "?")) for each in value))


def _settle_on(value: Any, _world: Named) -> str:
    return {
        "inspected": _("it is paid once it is accepted"),
        "received": _("it is paid on receipt"),
        "first_scan": _("it is paid when a carrier has scanned it"),
    }.get(value) or _("it is paid when somebody asks for it")


def _or(words: Any) -> str:
    return ", ".join(words) or "…"


_ASPECTS: dict[str, Callable[[Any, Named], str]] = {
    "returnable": lambda value, _world: _("it can be returned") if value else _("it can't be returned"),
    "window": _window,
    "approval": lambda value, _world: _("it {what}", what=_(APPROVAL.get(value, "?"))),
    "resolutions": _resolutions,
    "methods": _methods,
    "destination": _destination,
    "return_cost": _return_cost,
    "restocking": _restocking,
    "refund_shipping": _shipping,
    "photo": _photo,
    "comment": _comment,
    "say": lambda value, _world: _("saying “{words}”", words=value or "…"),
    "cost_applies_to": _applies,
    "settle_on": _settle_on,
}
