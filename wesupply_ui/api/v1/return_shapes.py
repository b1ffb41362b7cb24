"""What do requests about returns look like? The schemas of the OpenAPI document; the domain checks what comes in, and tells more."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

from wesupply_ui.domain.returns.conditions import Operator
from wesupply_ui.domain.returns.document import Asked, Method, ResolutionKind, Starts

_MONEY = Field(None, examples=["5.00"], description="Major units, read in the order's currency", pattern=r"^\d+(\.\d+)?$")


class ReturnReason(BaseModel):
    """Why something comes back, as the shopper chooses it."""

    code: str
    label: str
    sub: list[dict[str, str]] | None = Field(None, examples=[[{"code": "too_small", "label": "Too small"}]])


class ReturnCondition(BaseModel):
    """`{"all": […]}`, `{"any": […]}`, `{"not": {…}}`, nested up to five deep, or one field compared with a value."""

    all: list[Any] | None = None
    any: list[Any] | None = None
    field: str | None = Field(None, examples=["line.tags"])
    op: Operator | None = None
    value: Any = None


class ReturnWindow(BaseModel):
    """One of `days`, `until` and `unlimited`. The last day counts whole in the merchant's time zone."""

    days: int | None = Field(None, ge=0)
    until: str | None = Field(None, examples=["2027-01-31"])
    unlimited: Literal[True] | None = None
    starts: Starts = "delivered"


class ReturnResolution(BaseModel):
    """Something that is offered; the first one is offered first. `window_days`: its own window."""

    kind: ResolutionKind
    bonus_percent: str | None = Field(None, examples=["10"])
    bonus_amount: str | None = _MONEY
    window_days: int | None = None
    allow_out_of_stock: bool = False


class ReturnCost(BaseModel):
    """What the shopper bears; `amount` is money, or a percentage of the goods."""

    kind: Literal["free", "fixed", "label", "percent"]
    amount: str | None = None
    per: Literal["parcel", "item"] = "parcel"


class ReturnRestocking(BaseModel):
    """What is kept per unit; `amount` is money, or a percentage of the goods."""

    kind: Literal["none", "fixed", "percent"]
    amount: str | None = None


class ReturnOutcome(BaseModel):
    """Aspects that are decided; those left out are decided by other rules, by `default`, or as usual."""

    returnable: bool | None = None
    window: ReturnWindow | None = None
    approval: Literal["automatic", "review"] | None = None
    resolutions: list[ReturnResolution] | None = None
    methods: list[Method] | None = None
    destination: str | None = Field(None, description="A location's external id, or “vendor”: the line's vendor")
    return_cost: ReturnCost | None = None
    restocking: ReturnRestocking | None = None
    refund_shipping: Literal["never", "full_order", "prorated"] | None = None
    photo: Asked | None = None
    comment: Asked | None = None
    say: str | None = Field(None, description="Words shown to the shopper")
    cost_applies_to: list[ResolutionKind] | None = Field(None, description="What bears return_cost and restocking")
    settle_on: Literal["manual", "inspected", "received", "first_scan"] | None = Field(
        None, description="Upon what an item is paid by itself; left out: when somebody asks for it"
    )


class ReturnRule(BaseModel):
    """Active rules are read by `priority`, the lowest first; the first that matches and speaks of an aspect decides it."""

    name: str
    priority: int = 100
    active: bool = True
    when: ReturnCondition | None = Field(None, description="Left out: always")
    then: ReturnOutcome


class ReturnPolicy(BaseModel):
    """A whole policy; nothing stays of the one before."""

    name: str
    effective_at: AwareDatetime | None = Field(None, description="null: at once")
    applies_to: Literal["new_orders", "all_orders"] = "new_orders"
    reasons: list[ReturnReason] | None = None
    default: ReturnOutcome | None = None
    rules: list[ReturnRule] | None = None


class ReturnPolicyRollback(BaseModel):
    """The version whose policy shall hold again."""

    version: int = Field(ge=1)
    applies_to: Literal["new_orders", "all_orders"] = "new_orders"


class ReturnPolicyTrial(BaseModel):
    """A draft, and what is asked of the latest orders."""

    policy: ReturnPolicy
    orders: int = Field(1000, ge=1, le=20_000, description="So many of the latest")
    days: int | None = Field(None, ge=1, description="Only orders placed since so many days; null: however old")
    asked_after_days: int | None = Field(None, ge=0, description="So long after the last parcel arrived; null: now")
    reason: str | None = None
    sub_reason: str | None = None
    resolution: ResolutionKind | None = Field(None, description="null: the first one offered")


class ReturnLine(BaseModel):
    """What would come back of a line. `resolution`, `method`: of this line alone."""

    line_external_id: str
    quantity: int = Field(1, ge=1)
    reason: str | None = None
    sub_reason: str | None = None
    resolution: ResolutionKind | None = None
    method: Method | None = None
    comment: str | None = Field(None, description="The shopper's own words, where the policy wants or takes them")


class ReturnRequest(BaseModel):
    """A return as the shopper would ask for it."""

    order_external_id: str
    at: AwareDatetime | None = Field(None, description="Judged as of then; null: now")
    country: str | None = Field(None, description="Where the shopper is now; left out: where the order went")
    resolution: ResolutionKind | None = None
    method: Method | None = None
    lines: list[ReturnLine] = Field(min_length=1)


class NewReturn(BaseModel):
    """A return that is made: a quote's request without `at`, and the total that the shopper was shown.

    `overrule`: why it comes back although the policy says no; needs the scope `returns.overrule`, and is kept with the return.
    """

    order_external_id: str
    expected_total: str | None = Field(
        None, examples=["49.15"], pattern=r"^\d+(\.\d+)?$", description="`money.total` of the quote; left out: whatever it is"
    )
    country: str | None = Field(None, description="Where the shopper is now; left out: where the order went")
    resolution: ResolutionKind | None = None
    method: Method | None = None
    overrule: str | None = Field(None, max_length=1000, description="Never for what was returned already, never for more than was paid")
    approval: Literal["now", "review"] | None = Field(None, description="Left out: as the policy says")
    lines: list[ReturnLine] = Field(min_length=1)


class NamedItem(BaseModel):
    """An item of a return by its `id`, or by its line; `quantity` left out: all of it."""

    id: str | None = None
    line_external_id: str | None = None
    quantity: int | None = Field(None, ge=1)


class ReturnItems(BaseModel):
    """Which items; left out: all for which it can be done."""

    items: list[NamedItem] | None = None


class ReturnDecline(ReturnItems):
    """What is declined, and why."""

    reason: str = Field(max_length=1000, description="Words for the shopper")


class ReturnWords(BaseModel):
    """Something that is said about a return."""

    kind: Literal["question", "reply", "answer", "appeal"] = Field(
        description="question and reply are the staff's, the others the shopper's"
    )
    text: str = Field(max_length=2000, description="Plain text; the other side reads it")


class ReturnMethod(BaseModel):
    """Another way to send it back."""

    method: Method
    expected_total: str | None = Field(None, examples=["49.15"], description="The new total of these items; left out: whatever it is")


class ReturnNumber(ReturnItems):
    """The number of a parcel that the shopper sends."""

    tracking_number: str
    carrier: str | None = Field(None, description="Where the number alone does not tell it")


class ReceivedItem(NamedItem):
    """What became of some units."""

    as_: Literal["received", "short", "wrong_item", "lost"] = Field("received", alias="as")


class ReturnReceipt(BaseModel):
    """What was in the box; without `items`: everything that was announced."""

    location: str | None = Field(None, description="A location's external id: where it arrived")
    items: list[ReceivedItem] | None = None


class Inspected(BaseModel):
    """How something is found."""

    outcome: Literal["accepted", "rejected", "needs_person"] | None = None
    grade: Literal["A", "B", "C", "D"] | None = None
    disposition: Literal["restock", "refurbish", "recycle", "vendor_claim", "destroy"] | None = None
    restock_at: str | None = Field(None, description="A location's external id")
    note: str | None = Field(None, max_length=2000, description="For staff")


class InspectedItem(Inspected, NamedItem):
    """How some units are found."""


class ReturnInspection(Inspected):
    """What stands outside of `items` holds for those that say nothing of their own."""

    items: list[InspectedItem] | None = None


class ReturnSettlement(ReturnItems):
    """Empty: the payer is asked. With `status`: the payer's word."""

    status: Literal["settled", "failed"] | None = None
    reference: str | None = Field(None, max_length=200, description="The payer's own name for the payment")
    error: str | None = Field(None, max_length=500)


class OpenedItem(ReceivedItem, Inspected):
    """What became of some units, and how they are found; without `outcome` they are inspected later."""


class ReturnBoxOpened(Inspected):
    """A box at the bench. What stands outside of `items` holds for those received that say nothing of their own."""

    location: str | None = Field(None, description="A location's external id: where it arrived")
    pay: bool = Field(False, description="What is accepted is paid out at once; needs the scope `returns.settle`")
    items: list[OpenedItem] | None = None


class ReturnBox(BaseModel):
    """What stands on a box that nobody announced, or is in it; something has to tell it from others."""

    carrier_number: str | None = Field(None, max_length=100)
    sender: str | None = Field(None, max_length=200)
    contents: str | None = Field(None, max_length=2000)
    location: str | None = Field(None, description="A location's external id")
    place: str | None = Field(None, max_length=200, examples=["Shelf 4"])
    order_external_id: str | None = Field(None, description="The order that it is thought to be of")
    note: str | None = Field(None, max_length=2000)


class ReturnBoxMatch(BaseModel):
    """The return that it belongs to."""

    return_: str = Field(alias="return", examples=["R-1001"])


class ReturnBoxDisposal(BaseModel):
    """What became of it."""

    outcome: Literal["sent_back", "restock", "refurbish", "recycle", "vendor_claim", "destroy"]
    note: str | None = Field(None, max_length=2000)


class ReturnAssignment(BaseModel):
    """Who takes care of it: a person's id; null for nobody."""

    person: str | None = None
