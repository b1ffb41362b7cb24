"""What do requests and answers look like? The schemas of the OpenAPI document. Requests are checked by the domain, which tells more."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Amount = str
_AMOUNT = Field(default=None, examples=["12.30"], description="Major units of the order's currency", pattern=r"^\d+(\.\d+)?$")


class _Open(BaseModel):
    """Further fields are kept and told as remarks."""

    model_config = ConfigDict(extra="allow")


class Customer(_Open):
    """Known again by `external_id`, else by `email`."""

    external_id: str | None = None
    email: str | None = None
    phone: str | None = Field(None, examples=["+14155550101"])
    first_name: str | None = None
    last_name: str | None = None
    group: str | None = None
    tags: list[str] | None = None


class Address(_Open):
    """Parts left out stay as they were; null clears one."""

    name: str | None = None
    company: str | None = None
    line1: str | None = None
    line2: str | None = None
    city: str | None = None
    region: str | None = None
    postcode: str | None = None
    country: str | None = Field(None, examples=["US"], description="ISO 3166-1 alpha-2", pattern="^[A-Z]{2}$")
    phone: str | None = None


class Line(_Open):
    """Known again by `external_id` within the order; lines left out stay."""

    external_id: str
    sku: str | None = None
    title: str | None = None
    quantity: int = Field(1, ge=1, le=1_000_000)
    unit_price: Amount | None = _AMOUNT
    discount_amount: Amount | None = _AMOUNT
    tax_amount: Amount | None = _AMOUNT
    options: dict[str, Any] | None = None
    attributes: dict[str, Any] | None = None
    weight_grams: int | None = Field(None, ge=0)
    image_url: str | None = None
    product_url: str | None = None
    fulfilment: Literal["ship", "pickup", "digital"] = "ship"
    location: str | None = Field(None, description="External id of the location where it is picked up")
    vendor: str | None = Field(None, description="External id of the vendor's location")
    collected_at: AwareDatetime | None = None


class Contents(BaseModel):
    """How many of a line."""

    external_id: str
    quantity: int = Field(1, ge=1)


class OrderShipment(_Open):
    """A parcel of the order. Without `carrier` it is told from the number."""

    tracking_number: str
    carrier: str | None = Field(None, examples=["ups"])
    service: str | None = None
    shipped_at: AwareDatetime | None = None
    delivered_at: AwareDatetime | None = Field(None, description="History told by the shop; a carrier's later word wins")
    lines: list[Contents] | None = None


class Payment(BaseModel):
    """A payment that the order was paid with. `reference`: its name at the provider, such as Stripe's "pi_…"."""

    kind: str | None = Field(None, examples=["card"], description="card, cash, gift_card, store_credit, or a word of the shop's")
    amount: str = Field(examples=["61.20"])
    provider: str | None = Field(None, examples=["stripe"])
    reference: str | None = Field(None, max_length=200)


class Order(_Open):
    """Known again by `external_id`; fields left out stay as they were, null clears one. A new order needs `placed_at`."""

    external_id: str
    number: str | None = Field(None, examples=["#5001"])
    placed_at: AwareDatetime | None = Field(None, examples=["2026-11-20T10:15:00-05:00"])
    currency: str | None = Field(None, examples=["USD"], description="ISO 4217")
    status: str | None = Field(None, examples=["processing"], description="The shop's word")
    channel: Literal["online", "store", "marketplace"] | None = None
    locale: str | None = Field(None, examples=["en"])
    customer: Customer | None = None
    shipping_address: Address | None = None
    shipping_amount: Amount | None = _AMOUNT
    discount_amount: Amount | None = _AMOUNT
    tax_amount: Amount | None = _AMOUNT
    total_amount: Amount | None = _AMOUNT
    tags: list[str] | None = None
    payments: list[Payment] | None = Field(None, max_length=20, description="In which order refunds go back to them; all of them each time")
    custom: dict[str, Any] | None = Field(
        None, examples=[{"po_number": "PO-4711", "gift_wrap": True}], description="The merchant's own fields, by their key; null clears one"
    )
    lines: list[Line] | None = None
    shipments: list[OrderShipment] | None = None


class Orders(BaseModel):
    """Up to 500 orders."""

    orders: list[Order] = Field(min_length=1, max_length=500)


class Shipment(OrderShipment):
    """A parcel to follow, of an order or of none."""

    order_external_id: str | None = None


class Detect(BaseModel):
    """A number whose carrier is asked for."""

    tracking_number: str


class ClosedOrOther(_Open):
    """A day on which it is otherwise than in a usual week."""

    date: str = Field(examples=["2026-12-24"])
    hours: list[list[str]] | str | None = Field(None, description="None: closed all day; “usual”: open although it is a public holiday")
    note: str | None = None


class Holidays(_Open):
    """Whether it is closed on public holidays, and on whose beside the country's."""

    follow: bool = False
    region: str | None = Field(None, examples=["BY"], description="Left out: the address's region")


class Location(_Open):
    """Fields left out stay as they were. A new location needs `name`; its time zone is told from its address."""

    name: str | None = None
    kind: Literal["store", "warehouse", "return_centre", "vendor", "recycling"] | None = None
    address: Address | None = None
    time_zone: str | None = Field(None, examples=["Europe/Madrid"])
    hours: dict[str, Any] | None = Field(
        None,
        examples=[{"mon": [["09:00", "12:00"], ["13:00", "18:00"]], "sat": "10-16"}],
        description="By weekday; days left out are closed. A span that ends before it begins reaches into the next day",
    )
    exceptions: list[ClosedOrOther] | None = None
    holidays: Holidays | None = None
    services: list[Literal["pickup", "curbside", "returns", "ship_from"]] | None = None
    phone: str | None = Field(None, examples=["+14155550101"])
    email: str | None = None
    contact: str | None = Field(None, description="Who to ask for")
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)


class Product(_Open):
    """Fields left out stay as they were; further ones are kept among the attributes."""

    title: str | None = None
    price: Amount | None = _AMOUNT
    currency: str | None = None
    stock: int | None = Field(None, ge=0, description="In all places together")
    stock_by_location: dict[str, int] | None = Field(
        None, examples=[{"store-1": 3}], description="By a location's external id; their sum is the stock"
    )
    variant_of: str | None = None
    image_url: str | None = None
    product_url: str | None = None
    options: dict[str, Any] | None = None
    attributes: dict[str, Any] | None = None


class CustomerList(BaseModel):
    """null takes a customer off the list."""

    list: Literal["allow", "block"] | None
    reason: str | None = None


class LabelRetry(BaseModel):
    """`sender`: the address to send from instead; left out, the same."""

    sender: Address | None = None


def json_body(*names: str) -> dict[str, Any]:
    """The part of an operation that says what its body holds: one of these schemas."""
    references = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    schema = references[0] if len(references) == 1 else {"oneOf": references}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
