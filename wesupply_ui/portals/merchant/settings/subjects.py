"""Which pages do settings have, and what does each change? Read by their list and by the search. Texts are in English, said when used."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.accounts import permissions as p

SETTINGS = "/app/settings"


@dataclass(frozen=True, slots=True)
class Subject:
    """One page of settings. `may`: the permission that shows it. `about`: what it changes and where that is seen, in one sentence."""

    name: str
    sign: str
    label: str
    about: str
    may: str
    group: str

    @property
    def href(self) -> str:
        return f"{SETTINGS}/{self.name}"


SUBJECTS = (
    Subject("profile", "building_2", "Profile", "Name, country, currency and time zone of the shop.", p.SETTINGS_READ, "Shop"),
    Subject("branding", "palette", "Branding", "Logo, colours and words on shoppers' pages and in mail.", p.SETTINGS_READ, "Shop"),
    Subject("domains", "globe", "Domains", "The addresses under which shoppers find their orders.", p.SETTINGS_READ, "Shop"),
    Subject("locations", "store", "Locations", "Stores, warehouses, return centres and vendors.", p.SETTINGS_READ, "Shop"),
    Subject(
        "returns",
        "undo_2",
        "Return policy",
        "What may come back, until when and for what: for shoppers and staff alike.",
        p.RETURNS_READ,
        "Shop",
    ),
    Subject("fields", "list_plus", "Custom fields", "What else is kept with an order, shown and searched.", p.SETTINGS_READ, "Shop"),
    Subject("carriers", "truck", "Carrier accounts", "Whose account asks the carriers for news.", p.SETTINGS_READ, "Connections"),
    Subject(
        "labels", "tag", "Labels", "With whose account return labels are bought, and how they are to be.", p.SETTINGS_READ, "Connections"
    ),
    Subject("payments", "credit_card", "Payments", "How refunds reach shoppers, and with whose account.", p.SETTINGS_READ, "Connections"),
    Subject("api", "plug", "API clients", "Machines that send and read orders.", p.API_MANAGE, "Connections"),
    Subject("staff", "users", "Staff", "Who works here, and what they may do.", p.STAFF_READ, "People"),
    Subject("roles", "shield", "Roles", "What each role allows.", p.STAFF_READ, "People"),
    Subject("security", "lock", "Security", "Rules for signing in, and who was kept out.", p.SECURITY_MANAGE, "People"),
    Subject("audit", "scroll_text", "Audit log", "Every action of staff and machines.", p.AUDIT_READ, "People"),
)
BY_NAME = {each.name: each for each in SUBJECTS}
