"""What does a return policy say? The document as the API takes it and the database keeps it, checked member by member."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, model_validator

from wesupply_ui.domain.returns.conditions import AllOf, Strict, When
from wesupply_ui.kernel.intake import storable
from wesupply_ui.kernel.language import _

MAX_RULES = 1000
MAX_DAYS = 36_500
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,4})?")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")

Starts = Literal["placed", "shipped", "delivered"]
ResolutionKind = Literal["refund", "store_credit", "gift_card", "exchange", "replacement", "repair", "offline_refund"]
Method = Literal["label", "qr", "drop_off", "own_carrier", "carrier_pickup", "store", "keep"]
SettleOn = Literal["manual", "inspected", "received", "first_scan"]
"""Upon what an item is paid by itself: never, once accepted, on receipt without a look, or when a carrier has scanned its parcel."""
Asked = Literal["no", "optional", "required"]
VENDOR = "vendor"
"""The destination that stands for the line's own vendor."""


def _decimal(value: Any) -> Decimal:
    written = str(value).strip() if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool) else ""
    if not _PLAIN.fullmatch(written):
        raise ValueError(_("is not a number such as 12.30"))
    try:
        return Decimal(written)
    except InvalidOperation as error:  # pragma: no cover - the pattern lets none through
        raise ValueError(_("is not a number such as 12.30")) from error


def _kept(value: str) -> str:
    if not storable(value):
        raise ValueError(_("holds a character that cannot be stored"))
    return value


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError(_("is no code; use letters, digits, “_”, “-” and “.”"))
    return value


def _share(value: Decimal) -> Decimal:
    if value > 100:
        raise ValueError(_("is more than 100 per cent"))
    return value


Number = Annotated[Decimal, BeforeValidator(_decimal), PlainSerializer(lambda value: format(value, "f"), return_type=str)]
Percent = Annotated[Number, AfterValidator(_share)]
Words = Annotated[str, AfterValidator(_kept)]
Code = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_code)]


class Reason(Strict):
    """Why something comes back, as the shopper chooses it. `sub`: finer ones below it."""

    code: Code
    label: Words = Field(min_length=1, max_length=200)
    sub: list[Reason] = Field(default_factory=list, max_length=50)


class Window(Strict):
    """Until when: so many days from `starts`, until a day, or for ever. The last day counts whole."""

    days: int | None = Field(None, ge=0, le=MAX_DAYS)
    until: date | None = None
    unlimited: Literal[True] | None = None
    starts: Starts = "delivered"

    @model_validator(mode="after")
    def _one(self) -> Window:
        if sum(each is not None for each in (self.days, self.until, self.unlimited)) != 1:
            raise ValueError(_("says one of days, until and unlimited: true"))
        return self


class Offer(Strict):
    """One thing that the shopper can have instead, with what is added to it. `window_days`: its own window."""

    kind: ResolutionKind
    bonus_percent: Percent | None = None
    bonus_amount: Number | None = None
    window_days: int | None = Field(None, ge=0, le=MAX_DAYS)
    allow_out_of_stock: bool = False

    @model_validator(mode="after")
    def _one_bonus(self) -> Offer:
        if self.bonus_percent is not None and self.bonus_amount is not None:
            raise ValueError(_("has two bonuses; give a percentage or an amount"))
        return self


class ReturnCost(Strict):
    """What the shopper bears for sending it back. `label`: what the label costs; its amount is the estimate while nobody has quoted."""

    kind: Literal["free", "fixed", "label", "percent"]
    amount: Number | None = None
    per: Literal["parcel", "item"] = "parcel"

    @model_validator(mode="after")
    def _amount_fits(self) -> ReturnCost:
        if self.kind in ("fixed", "percent") and self.amount is None:
            raise ValueError(_("needs an amount, being {kind}", kind=self.kind))
        if self.kind == "percent" and self.amount is not None:
            _share(self.amount)
        return self


class Restocking(Strict):
    """What is kept back per unit for putting it on the shelf again."""

    kind: Literal["none", "fixed", "percent"]
    amount: Number | None = None

    @model_validator(mode="after")
    def _amount_fits(self) -> Restocking:
        if self.kind != "none" and self.amount is None:
            raise ValueError(_("needs an amount, being {kind}", kind=self.kind))
        if self.kind == "percent" and self.amount is not None:
            _share(self.amount)
        return self


class Outcome(Strict):
    """What a rule decides; aspects left out are decided by others."""

    returnable: bool | None = None
    window: Window | None = None
    approval: Literal["automatic", "review"] | None = None
    resolutions: list[Offer] | None = Field(None, max_length=10)
    methods: list[Method] | None = Field(None, max_length=10)
    destination: Words | None = Field(None, min_length=1, max_length=255)
    return_cost: ReturnCost | None = None
    restocking: Restocking | None = None
    refund_shipping: Literal["never", "full_order", "prorated"] | None = None
    photo: Asked | None = None
    comment: Asked | None = None
    say: Words | None = Field(None, min_length=1, max_length=1000)
    cost_applies_to: list[ResolutionKind] | None = Field(None, max_length=10)
    settle_on: SettleOn | None = None


ASPECTS: tuple[str, ...] = tuple(Outcome.model_fields)
UNSAID = Outcome(
    returnable=True,
    window=Window(days=30),
    approval="automatic",
    resolutions=[Offer(kind="refund")],
    methods=["label", "own_carrier", "store"],
    return_cost=ReturnCost(kind="free"),
    restocking=Restocking(kind="none"),
    refund_shipping="never",
    photo="no",
    comment="optional",
    cost_applies_to=["refund", "offline_refund"],
    settle_on="manual",
)
"""What holds of aspects that neither a rule nor the policy's default speaks of."""


class Rule(Strict):
    """When something is so, these aspects are so. The lowest priority number is read first."""

    name: Words = Field(min_length=1, max_length=200)
    priority: int = Field(100, ge=-1_000_000, le=1_000_000)
    active: bool = True
    when: When = Field(default_factory=lambda: AllOf(all=[]))
    then: Outcome


class Policy(Strict):
    """A whole policy. `effective_at` None: as soon as it is published."""

    name: Words = Field(min_length=1, max_length=200)
    effective_at: AwareDatetime | None = None
    applies_to: Literal["new_orders", "all_orders"] = "new_orders"
    reasons: list[Reason] = Field(default_factory=list, max_length=100)
    default: Outcome = Outcome()
    rules: list[Rule] = Field(default_factory=list, max_length=MAX_RULES)


def as_json(policy: Policy) -> dict[str, Any]:
    """The document as it is kept and told: nothing that was not said, without the two members that belong to its publishing."""
    return policy.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=False, exclude={"effective_at", "applies_to"})
