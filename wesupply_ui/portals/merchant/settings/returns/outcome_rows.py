"""What does the editor of outcomes show? Every aspect that is spoken of, with its values as controls have them, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wesupply_ui.domain.returns.document import VENDOR
from wesupply_ui.domain.returns.editing.outcomes import KINDS, METHODS
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.merchant.returns.words import METHODS as METHOD_WORDS
from wesupply_ui.portals.merchant.returns.words import RESOLUTIONS
from wesupply_ui.portals.merchant.settings.returns.faults import below
from wesupply_ui.portals.merchant.settings.returns.sentences import World
from wesupply_ui.portals.merchant.settings.returns.words import ASPECTS
from wesupply_ui.portals.regions import Option


@dataclass(frozen=True)
class Tick:
    """One of several that can be chosen together."""

    value: str
    words: str
    on: bool


@dataclass(frozen=True)
class OfferRow:
    """One thing that shoppers can have. `bonus_kind`: none, bonus_percent or bonus_amount."""

    kind: str
    words: str
    bonus_kind: str = "none"
    bonus: str = ""
    days: str = ""
    out_of_stock: bool = False
    is_exchange: bool = False
    is_first: bool = False
    is_last: bool = False
    error: str = ""


@dataclass(frozen=True)
class OutcomeForm:
    """`place`: the rule's key or "default". `said`: aspects spoken of; `unsaid`: those that can be added. `errors`: by aspect."""

    place: str = ""
    said: list[str] = field(default_factory=list)
    unsaid: list[Option] = field(default_factory=list)
    returnable: str = "no"
    window_kind: str = "days"
    window_days: str = ""
    window_until: str = ""
    window_starts: str = "delivered"
    approval: str = "automatic"
    offers: list[OfferRow] = field(default_factory=list)
    offers_left: list[Option] = field(default_factory=list)
    methods: list[Tick] = field(default_factory=list)
    applies: list[Tick] = field(default_factory=list)
    destination: str = ""
    places: list[Option] = field(default_factory=list)
    cost_kind: str = "free"
    cost_amount: str = ""
    cost_per: str = "parcel"
    restocking_kind: str = "none"
    restocking_amount: str = ""
    refund_shipping: str = "never"
    photo: str = "no"
    comment: str = "no"
    settle_on: str = "manual"
    say: str = ""
    error: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def outcome_form(place: str, then: Mapping[str, Any], errors: Mapping[str, str], world: World) -> OutcomeForm:
    """`errors`: by their path in the rule ("then.window.days")."""
    window, cost, restocking = (then.get(each) or {} for each in ("window", "return_cost", "restocking"))
    destination = str(then.get("destination") or "")
    kind = "unlimited" if window.get("unlimited") else "until" if "until" in window else "days"
    offered = [str(each.get("kind")) for each in then.get("resolutions") or ()]
    return OutcomeForm(
        place=place,
        said=[aspect for aspect in ASPECTS if aspect in then],
        unsaid=[Option(aspect, _(words)) for aspect, words in ASPECTS.items() if aspect not in then],
        returnable="yes" if then.get("returnable") else "no",
        window_kind=kind,
        window_days=_text(window.get("days")),
        window_until=_text(window.get("until")),
        window_starts=_text(window.get("starts")) or "delivered",
        approval=_text(then.get("approval")),
        offers=_offers(then.get("resolutions") or (), errors),
        offers_left=[Option(each, _(RESOLUTIONS[each])) for each in KINDS if each not in offered],
        methods=_ticks(METHODS, METHOD_WORDS, then.get("methods")),
        applies=_ticks(KINDS, RESOLUTIONS, then.get("cost_applies_to")),
        destination=destination,
        places=_places(destination, world),
        cost_kind=_text(cost.get("kind")) or "free",
        cost_amount=_text(cost.get("amount")),
        cost_per=_text(cost.get("per")) or "parcel",
        restocking_kind=_text(restocking.get("kind")) or "none",
        restocking_amount=_text(restocking.get("amount")),
        refund_shipping=_text(then.get("refund_shipping")),
        photo=_text(then.get("photo")),
        comment=_text(then.get("comment")),
        settle_on=_text(then.get("settle_on")) or "manual",
        say=_text(then.get("say")),
        error=errors.get("then", ""),
        errors={aspect: below(errors, f"then.{aspect}") for aspect in ASPECTS},
    )


def _offers(offers: Iterable[Mapping[str, Any]], errors: Mapping[str, str]) -> list[OfferRow]:
    found = list(offers)
    return [
        OfferRow(
            kind=str(each.get("kind")),
            words=_(RESOLUTIONS.get(str(each.get("kind")), "?")),
            bonus_kind=next((name for name in ("bonus_percent", "bonus_amount") if name in each), "none"),
            bonus=_text(each.get("bonus_percent", each.get("bonus_amount"))),
            days=_text(each.get("window_days")),
            out_of_stock=bool(each.get("allow_out_of_stock")),
            is_exchange=each.get("kind") == "exchange",
            is_first=at == 0,
            is_last=at == len(found) - 1,
            error=below(errors, f"then.resolutions[{at}]"),
        )
        for at, each in enumerate(found)
    ]


def _ticks(values: Iterable[str], words: Mapping[str, str], chosen: Any) -> list[Tick]:
    return [Tick(each, _(words[each]), each in (chosen or ())) for each in values]


def _places(chosen: str, world: World) -> list[Option]:
    known = [Option(VENDOR, _("The item's vendor")), *(Option(code, name) for code, name in world.places.items())]
    begin = [] if chosen else [Option("", _("Choose"))]
    rest = [Option(chosen, chosen)] if chosen and all(each.value != chosen for each in known) else []
    return [*begin, *known, *rest]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
