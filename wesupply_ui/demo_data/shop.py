"""The demo's merchant: brand, staff, stores, goods and carrier accounts. Made through the same use cases as any merchant's."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from wesupply_ui.demo_data.goods import GOODS, LOGO_PATH, picture_path
from wesupply_ui.domain.accounts import passwords
from wesupply_ui.domain.accounts.create_merchant import create_merchant
from wesupply_ui.domain.accounts.models import Membership, Merchant, Person
from wesupply_ui.domain.accounts.scopes import Scope, scope_of_system
from wesupply_ui.domain.catalogue.put import put_product
from wesupply_ui.domain.labels.accounts import connect
from wesupply_ui.domain.locations.put import put_location
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.domain.tracking.credentials import keep_credential
from wesupply_ui.kernel import money
from wesupply_ui.kernel.secrets import lasting
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET

LABEL_SHOP = "easypost"
SLUG = "fern-and-forge"
NAME = "Fern & Forge"
TIME_ZONE = "America/New_York"
BRAND = {
    "logo_url": LOGO_PATH,
    "accent": "#1f6f54",
    "website": "https://fernandforge.example",
    "support_email": "help@fernandforge.example",
    "support_phone": "+1 415 555 0142",
    "support_url": "https://fernandforge.example/help",
    "support_hours": "Mon–Fri, 9 to 6",
    "font": "friendly",
    "returns_url": "https://fernandforge.example/returns",
    "privacy_url": "https://fernandforge.example/privacy",
    "imprint_url": "https://fernandforge.example/about",
    "social": ["https://www.instagram.com/fernandforge.example", "https://www.youtube.com/@fernandforge.example"],
    "footer_links": [{"label": "Size guide", "url": "https://fernandforge.example/sizes"}],
    "texts": {
        "en": {
            "tracking_help": "A question about {order}? Mina and the crew answer within a working day: {email}.",
            "footer": "Boots and blades that are made to be mended. Repairs are free for life.",
        },
        "es": {
            "lookup_title": "¿Dónde está mi pedido?",
            "lookup_intro": "Tu número de pedido está en el correo de confirmación de {shop}.",
            "tracking_help": "¿Alguna pregunta sobre {order}? Te respondemos en un día laborable: {email}.",
            "footer": "Botas y navajas hechas para durar. Las reparaciones son gratis de por vida.",
        },
    },
}
STAFF = (("owner", "Rowan Ashe", "owner@fernandforge.example"), ("support", "Mina Okoye", "support@fernandforge.example"),
         ("analyst", "Tomás Rivera", "analyst@fernandforge.example"))  # fmt: skip
_ADDRESSES = {
    "store-portland": ("Fern & Forge Pearl District", "store", "America/Los_Angeles", "1120 NW Couch St", "Portland", "OR", "97209"),
    "store-brooklyn": ("Fern & Forge Brooklyn", "store", "America/New_York", "88 Water St", "Brooklyn", "NY", "11201"),
    "warehouse-newark": ("Newark warehouse", "warehouse", "America/New_York", "40 Frelinghuysen Ave", "Newark", "NJ", "07114"),
}
_SERVICES = {"store": ["pickup", "curbside", "returns"], "warehouse": ["ship_from", "returns"]}
_PHONES = {"store-portland": "+15035550118", "store-brooklyn": "+17185550164", "warehouse-newark": "+19735550127"}
_PLACES = {"store-portland": (45.5245, -122.6827), "store-brooklyn": (40.7033, -73.9903), "warehouse-newark": (40.7075, -74.1859)}
_FIELDS: tuple[dict[str, Any], ...] = (
    {"label": "PO number", "key": "po_number", "is_searched": True, "is_listed": True},
    {"label": "Gift wrap", "key": "gift_wrap", "kind": "yes_no"},
    {"label": "Wrapping", "key": "wrapping", "kind": "choice", "options": ["Paper", "Linen", "Reused box"]},
)
_HOURS = {day: [["09:00", "19:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat")} | {"sun": [["11:00", "17:00"]]}


@dataclass(frozen=True, slots=True)
class SignIn:
    """How a member of the demo's staff signs in."""

    role: str
    email: str
    password: str


def sign_ins() -> list[SignIn]:
    """Addresses with passwords that differ between installations but stay the same in one: they can be printed at every start."""
    return [SignIn(role, email, _password(role)) for role, _, email in STAFF]


def _password(role: str) -> str:
    letters = base64.b32encode(lasting(f"demo-password:{role}")).decode().lower()
    return f"fern-{letters[:4]}-{letters[4:8]}"


async def open_shop(db: AsyncSession, *, now: datetime) -> tuple[Merchant, Scope]:
    """The merchant with everything but orders and carrier accounts; Conflict when it exists."""
    owner, *others = sign_ins()
    merchant = await create_merchant(
        db, slug=SLUG, name=NAME, owner_email=owner.email, password=owner.password, now=now, time_zone=TIME_ZONE
    )
    merchant.brand, merchant.is_demo = dict(BRAND), True
    merchant.legal_name, merchant.legal_address = "Fern & Forge Outfitters, Inc.", "88 Water St\nBrooklyn, NY 11201"
    await db.flush()
    names = {email: name for _, name, email in STAFF}
    for each in others:
        person = Person(email=each.email, email_confirmed_at=now, created_at=now, password_hash=await passwords.hashed(each.password))
        db.add(person)
        await db.flush()
        db.add(Membership(merchant_id=merchant.id, person_id=person.id, role=each.role, created_at=now))
    for person in (await db.execute(select(Person).join(Membership).where(Membership.merchant_id == merchant.id))).scalars():
        person.name = names[person.email]
    scope = scope_of_system(merchant.id, "demo")
    await _stock(db, scope, now)
    return merchant, scope


async def _stock(db: AsyncSession, scope: Scope, now: datetime) -> None:
    for external_id, (name, kind, zone, line1, city, region, postcode) in _ADDRESSES.items():
        address = {"line1": line1, "city": city, "region": region, "postcode": postcode, "country": "US"}
        latitude, longitude = _PLACES[external_id]
        raw = {
            "name": name, "kind": kind, "time_zone": zone, "address": address, "hours": _HOURS, "services": _SERVICES[kind],
            "phone": _PHONES[external_id], "holidays": {"follow": True}, "latitude": latitude, "longitude": longitude,
            "exceptions": [{"date": f"{now.year}-12-24", "hours": "9-14", "note": "Christmas Eve"}] if kind == "store" else [],
        }  # fmt: skip
        await put_location(db, scope, external_id, raw, now=now)
    for field in _FIELDS:
        await make_field(db, scope, field, now=now)
    for index, good in enumerate(GOODS):
        raw = {
            "title": good.title, "price": money.to_major(good.price, "USD"), "stock": 12 + index * 7 % 90,
            "attributes": {"brand": good.brand, "tags": list(good.tags), "country_of_origin": "US"},
            "options": {name: list(values) for name, values in good.options},
        }  # fmt: skip
        product, _, _ = await put_product(db, scope, good.sku, raw, now=now)
        product.image_url = picture_path(good.sku)


async def point_carriers_at(db: AsyncSession, scope: Scope, base_urls: dict[str, str], *, now: datetime) -> None:
    """The merchant's carrier accounts are those of the simulator at these addresses."""
    for carrier, base_url in base_urls.items():
        secrets = {"api_key": API_KEY} if carrier == "dhl" else {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        await keep_credential(db, scope, carrier, secrets, base_url=base_url, now=now)


async def point_labels_at(db: AsyncSession, scope: Scope, base_url: str, *, now: datetime) -> None:
    """The merchant's label account is that of the simulator at this address."""
    await connect(db, scope, LABEL_SHOP, {"api_key": API_KEY}, base_url=base_url, now=now)
