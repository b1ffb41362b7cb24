"""What may stand behind a rule's `when`: fields with their kinds, operators, and how both nest. What they mean is in `compare`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

MAX_DEPTH = 5
MAX_PARTS = 100
MAX_VALUES = 1000
Operator = Literal[
    "eq", "ne", "in", "not_in", "contains", "not_contains", "lt", "lte", "gt", "gte", "between", "matches", "exists"
]  # fmt: skip
NEGATIVE: dict[str, str] = {"ne": "eq", "not_in": "in", "not_contains": "contains"}
"""Operators that say the opposite of another, and are true of a field that is missing."""


class Kind(Enum):
    """What a field holds. FREE: whatever a shop or a feed put there, text, number or list."""

    TEXT = "text"
    LIST = "list"
    NUMBER = "number"
    INSTANT = "instant"
    FREE = "free"


_TEXT = ("eq", "ne", "in", "not_in", "contains", "not_contains", "matches", "exists")
_ORDERED = ("eq", "ne", "in", "not_in", "lt", "lte", "gt", "gte", "between", "exists")
OPERATORS: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: _TEXT,
    Kind.LIST: _TEXT,
    Kind.NUMBER: _ORDERED,
    Kind.INSTANT: ("eq", "ne", "lt", "lte", "gt", "gte", "between", "exists"),
    Kind.FREE: tuple(dict.fromkeys(_TEXT + _ORDERED)),
}
"""Which operators make sense for which kind."""

FIELDS: dict[str, Kind] = {
    "line.sku": Kind.TEXT,
    "line.title": Kind.TEXT,
    "line.tags": Kind.LIST,
    "line.brand": Kind.TEXT,
    "line.unit_price": Kind.NUMBER,
    "line.price_ending": Kind.TEXT,
    "line.discount_amount": Kind.NUMBER,
    "line.discount_percent": Kind.NUMBER,
    "line.quantity": Kind.NUMBER,
    "line.weight_grams": Kind.NUMBER,
    "line.fulfilment": Kind.TEXT,
    "line.status": Kind.TEXT,
    "order.channel": Kind.TEXT,
    "order.country": Kind.TEXT,
    "order.placed_at": Kind.INSTANT,
    "order.total": Kind.NUMBER,
    "order.return_count": Kind.NUMBER,
    "order.tags": Kind.LIST,
    "customer.group": Kind.TEXT,
    "customer.email": Kind.TEXT,
    "customer.list": Kind.TEXT,
    "customer.order_count": Kind.NUMBER,
    "customer.return_rate": Kind.NUMBER,
    "return.reason": Kind.TEXT,
    "return.sub_reason": Kind.TEXT,
    "return.country": Kind.TEXT,
    "return.subtotal": Kind.NUMBER,
    "return.item_number": Kind.NUMBER,
    "return.days_since": Kind.NUMBER,
    "now": Kind.INSTANT,
}
NAMED = ("line.attributes.", "line.options.", "product.")
"""Fields that go on with the name of an attribute or option."""


def kind_of(field: str) -> Kind | None:
    """The kind of a field; None for one that there isn't."""
    known = FIELDS.get(field)
    if known is None and any(field.startswith(each) and len(field) > len(each) for each in NAMED):
        return Kind.FREE
    return known


class Strict(BaseModel):
    """Unknown members are refused: in a policy they are most likely a slip."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True)


class Condition(Strict):
    """One field compared with a value."""

    field: str = Field(max_length=200)
    op: Operator
    value: Any = None


class AllOf(Strict):
    """True when every part is; an empty one always."""

    all: list[When] = Field(max_length=MAX_PARTS)


class AnyOf(Strict):
    """True when one part is."""

    any: list[When] = Field(max_length=MAX_PARTS)


class NotOf(Strict):
    """True when its part is not."""

    not_: When = Field(alias="not")


def _which(value: Any) -> str | None:
    names = value.keys() if isinstance(value, dict) else type(value).model_fields if isinstance(value, BaseModel) else ()
    for name, tag in (("all", "<all>"), ("any", "<any>"), ("not", "<not>"), ("not_", "<not>"), ("field", "<one>"), ("op", "<one>")):
        if name in names:
            return tag
    return None


When = Annotated[
    Annotated[AllOf, Tag("<all>")] | Annotated[AnyOf, Tag("<any>")] | Annotated[NotOf, Tag("<not>")] | Annotated[Condition, Tag("<one>")],
    Discriminator(
        _which,
        custom_error_type="no_condition",
        custom_error_message="is no condition; it needs “all”, “any”, “not”, or “field” with “op” and “value”",
    ),
]
for _model in (AllOf, AnyOf, NotOf):
    _model.model_rebuild()
