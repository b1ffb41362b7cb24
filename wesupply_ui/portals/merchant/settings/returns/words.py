"""What staff call the parts of a policy: fields, operators, what rules decide. English as the catalogues have it, said when used."""

from __future__ import annotations

from wesupply_ui.kernel.language import N_, _

FIELDS: dict[str, str] = {
    "line.tags": N_("the item's tag"),
    "line.sku": N_("the SKU"),
    "line.title": N_("the item's name"),
    "line.brand": N_("the brand"),
    "line.attributes.": N_("the item's attribute"),
    "line.options.": N_("the item's option"),
    "product.": N_("the catalogue's attribute"),
    "line.unit_price": N_("the price"),
    "line.price_ending": N_("the price's last two digits"),
    "line.discount_amount": N_("the discount on a piece"),
    "line.discount_percent": N_("the discount in per cent"),
    "line.quantity": N_("the pieces bought"),
    "line.weight_grams": N_("the weight in grams"),
    "line.fulfilment": N_("how it was handed over"),
    "line.status": N_("where the item is"),
    "return.reason": N_("the reason"),
    "return.sub_reason": N_("the finer reason"),
    "return.country": N_("the country it comes from"),
    "return.subtotal": N_("the worth of the return"),
    "return.item_number": N_("the item's place in the return"),
    "return.days_since": N_("the days since the window began"),
    "order.channel": N_("where it was bought"),
    "order.country": N_("the country it was sent to"),
    "order.placed_at": N_("the day of the order"),
    "order.total": N_("the order's total"),
    "order.return_count": N_("the earlier returns of the order"),
    "order.tags": N_("the order's tag"),
    "customer.group": N_("the customer group"),
    "customer.email": N_("the customer's mail address"),
    "customer.list": N_("the customer's list"),
    "customer.order_count": N_("the customer's orders"),
    "customer.return_rate": N_("the customer's return rate (0 to 1)"),
    "now": N_("today"),
}
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("The item"), ("line.", "product.")),
    (N_("The return"), ("return.",)),
    (N_("The order"), ("order.",)),
    (N_("The customer"), ("customer.",)),
    (N_("The day"), ("now",)),
)
NAMED = ("line.attributes.", "line.options.", "product.")

OPERATORS: dict[str, tuple[str, str]] = {
    "eq": (N_("is"), N_("{field} is {value}")),
    "ne": (N_("is not"), N_("{field} is not {value}")),
    "in": (N_("is one of"), N_("{field} is one of {value}")),
    "not_in": (N_("is none of"), N_("{field} is none of {value}")),
    "contains": (N_("contains"), N_("{field} contains {value}")),
    "not_contains": (N_("does not contain"), N_("{field} does not contain {value}")),
    "matches": (N_("looks like (* stands for anything)"), N_("{field} looks like {value}")),
    "lt": (N_("is less than"), N_("{field} is less than {value}")),
    "lte": (N_("is at most"), N_("{field} is at most {value}")),
    "gt": (N_("is more than"), N_("{field} is more than {value}")),
    "gte": (N_("is at least"), N_("{field} is at least {value}")),
    "between": (N_("is between"), N_("{field} is between {value} and {other}")),
    "known": (N_("is known"), N_("{field} is known")),
    "unknown": (N_("is not known"), N_("{field} is not known")),
}
"""Operator → its words in a choice, and the sentence that it makes."""
OF_TIME: dict[str, tuple[str, str]] = {
    "eq": (N_("is on"), N_("{field} is on {value}")),
    "ne": (N_("is not on"), N_("{field} is not on {value}")),
    "lt": (N_("is before"), N_("{field} is before {value}")),
    "lte": (N_("is not after"), N_("{field} is not after {value}")),
    "gt": (N_("is after"), N_("{field} is after {value}")),
    "gte": (N_("is not before"), N_("{field} is not before {value}")),
}
JOINS: dict[str, str] = {
    "all": N_("all of these"),
    "any": N_("any of these"),
    "none": N_("none of these"),
    "not_all": N_("not all of these"),
}
VALUES: dict[str, dict[str, str]] = {
    "line.fulfilment": {"ship": N_("shipped"), "pickup": N_("picked up in a store"), "digital": N_("downloaded")},
    "line.status": {
        "processing": N_("not sent yet"),
        "shipped": N_("on its way"),
        "delivered": N_("delivered"),
        "ready": N_("ready in the store"),
        "collected": N_("collected in the store"),
    },
    "order.channel": {"online": N_("online"), "store": N_("in a store"), "marketplace": N_("on a marketplace")},
    "customer.list": {"allow": N_("the allow list"), "block": N_("the block list")},
}
"""Fields that hold one of a few words."""

ASPECTS: dict[str, str] = {
    "returnable": N_("Whether it can be returned"),
    "window": N_("Until when"),
    "approval": N_("Who approves"),
    "resolutions": N_("What shoppers can have"),
    "methods": N_("How it comes back"),
    "destination": N_("Where it goes"),
    "return_cost": N_("What the return costs"),
    "restocking": N_("Restocking fee"),
    "cost_applies_to": N_("Who bears the costs"),
    "refund_shipping": N_("Shipping paid for the order"),
    "photo": N_("Photo"),
    "comment": N_("Comment"),
    "settle_on": N_("When it is paid by itself"),
    "say": N_("What shoppers are told"),
}
RETURNABLE = {"yes": N_("can be returned"), "no": N_("can't be returned")}
APPROVAL = {"automatic": N_("is approved at once"), "review": N_("is looked at first")}
STARTS = {"delivered": N_("the delivery"), "shipped": N_("the dispatch"), "placed": N_("the order")}
WINDOWS = {"days": N_("for some days"), "until": N_("until a day"), "unlimited": N_("for ever")}
SHIPPING = {
    "never": N_("Never given back"),
    "full_order": N_("Given back when the whole order comes back"),
    "prorated": N_("Given back by share"),
}
SETTLE_ON = {
    "manual": N_("When somebody asks for it"),
    "inspected": N_("Once it is accepted"),
    "received": N_("On receipt, without a look"),
    "first_scan": N_("When a carrier has scanned it"),
}
ASKED = {"no": N_("Not asked for"), "optional": N_("If they like"), "required": N_("Required")}
COSTS = {
    "free": N_("Nothing"),
    "fixed": N_("A fixed amount"),
    "label": N_("What the label costs"),
    "percent": N_("Per cent of the goods"),
}
PER = {"parcel": N_("for each parcel"), "item": N_("for each piece")}
RESTOCKING = {"none": N_("None"), "fixed": N_("A fixed amount for each piece"), "percent": N_("Per cent of the goods")}
BONUS = {"none": N_("No bonus"), "bonus_percent": N_("Bonus in per cent"), "bonus_amount": N_("Bonus as an amount")}


def field_word(field: str) -> str:
    """ "the price"; "the item's option “colour”"."""
    if field in FIELDS:
        return _(FIELDS[field])
    for begin in NAMED:
        if field.startswith(begin):
            return _("{field} “{name}”", field=_(FIELDS[begin]), name=field[len(begin) :])
    return field or "?"
