"""What kind of label is asked for? From whom to whom, how heavy, and what is inside when it crosses a border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from wesupply_ui.domain.tracking.reading import Failure


@dataclass(frozen=True, slots=True)
class Party:
    """Who sends or receives, with the parts of an address as orders and locations have them. `country`: ISO 3166-1 alpha-2."""

    name: str = ""
    company: str = ""
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""

    @classmethod
    def of(cls, address: Mapping[str, Any], **known: str) -> Party:
        """From an address as it is stored. `known` fills what it leaves open."""
        said = {each.name: str(address.get(each.name) or known.get(each.name) or "").strip() for each in fields(cls)}
        return cls(**said)


@dataclass(frozen=True, slots=True)
class Goods:
    """So many of one thing in the parcel. `value_minor` is one unit's; `hs_code` and `origin` (a country) where they are known."""

    title: str
    quantity: int
    value_minor: int
    weight_grams: int
    hs_code: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A label that somebody wants. `sender` posts the parcel, `receiver` gets it.

    `size_mm`: length, width, height. `printed`: what stands on the label for people, such as a return's number. `carriers`, `services`:
    the only ones that will do (ours, and the provider's names); empty: any. `goods` and `currency` are for customs.
    """

    sender: Party
    receiver: Party
    weight_grams: int
    size_mm: tuple[int, int, int] = (300, 200, 100)
    printed: str = ""
    qr: bool = False
    carriers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    goods: tuple[Goods, ...] = ()
    currency: str = ""

    @property
    def crosses_border(self) -> bool:
        return self.sender.country != self.receiver.country


def stored(ask: Ask) -> dict[str, Any]:
    """As JSON."""
    return asdict(ask)


def restored(raw: Mapping[str, Any]) -> Ask:
    """From what `stored` made."""
    known = dict(raw)
    known["sender"], known["receiver"] = Party(**known["sender"]), Party(**known["receiver"])
    known["goods"] = tuple(Goods(**each) for each in known["goods"])
    for name in ("size_mm", "carriers", "services"):
        known[name] = tuple(known[name])
    return Ask(**known)


def without_people(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept once the label is bought: where from and where to, without anybody's name, street or phone."""
    kept = dict(raw)
    for side in ("sender", "receiver"):
        party = kept.get(side) or {}
        kept[side] = asdict(Party(**{name: party.get(name, "") for name in ("city", "region", "postcode", "country")}))
    return kept


def fault_of(ask: Ask) -> Failure | None:
    """What no provider could make a label of."""
    for side, party in (("sender", ask.sender), ("receiver", ask.receiver)):
        missing = [name for name in ("line1", "city", "country") if not getattr(party, name)]
        if not (party.name or party.company):
            missing.insert(0, "name")
        if missing:
            code = "address_invalid" if side == "sender" else "destination_invalid"
            return Failure(code, f"The {side}'s address has no {', '.join(missing)}.", retryable=False)
    if ask.weight_grams <= 0:
        return Failure("parcel_invalid", "The parcel's weight is not known.", retryable=False)
    if ask.crosses_border and not ask.goods:
        return Failure("parcel_invalid", "The parcel crosses a border, and what is inside is not known.", retryable=False)
    unknown = next((each.title for each in ask.goods if not each.origin), None) if ask.crosses_border else None
    if unknown is not None:
        return Failure("parcel_invalid", f"The parcel crosses a border, and where “{unknown}” was made is not known.", retryable=False)
    return None
