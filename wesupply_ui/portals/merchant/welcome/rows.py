"""What the first steps say, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.insights.first_steps import STEPS, FirstSteps
from wesupply_ui.kernel.language import N_, _

_WORDS = {
    "brand": (N_("Show your logo or colour"), N_("Shoppers trust a page and a mail that look like the shop they bought in.")),
    "location": (N_("Add a location"), N_("Orders leave from it or are picked up there, by its opening hours.")),
    "carrier": (N_("Test a carrier account"), N_("Without one that works nobody hears where parcels are.")),
    "orders": (N_("Bring your first orders"), N_("By the API from your shop, or as a file. Everything here begins with them.")),
    "returns": (
        N_("Set your return policy"),
        N_("What may come back, until when and for what: shoppers and your team get the same answer."),
    ),
    "preview": (N_("See the page your shoppers see"), N_("It is what they look at instead of calling you.")),
    "mail": (N_("Send yourself a test mail"), N_("News of parcels goes out by mail; this shows that it does.")),
    "staff": (N_("Invite somebody"), N_("Support, the warehouse and the stores each get the rights they need.")),
}
_WAYS = {
    "brand": (N_("Open branding"), "/app/settings/branding", "branding.write"),
    "location": (N_("Add a location"), "/app/settings/locations/new", "locations.write"),
    "carrier": (N_("Open carrier accounts"), "/app/settings/carriers", "carriers.write"),
    "orders": (N_("Import a file"), "/app/orders/import", "orders.write"),
    "returns": (N_("Open the return policy"), "/app/settings/returns", "returns.rules"),
    "staff": (N_("Open staff"), "/app/settings/staff", "staff.manage"),
}


@dataclass(frozen=True)
class StepRow:
    """One step. `way` empty: it has a button of its own; `may`: whether this person can do it."""

    key: str
    title: str
    why: str
    is_done: bool
    way: str
    href: str
    may: bool


def step_rows(steps: FirstSteps, permissions: frozenset[str]) -> list[StepRow]:
    """All of them, in their order."""
    return [_row(key, key in steps.done, permissions) for key in STEPS]


def progress_words(steps: FirstSteps) -> str:
    """ "3 of 8 done"."""
    return _("{done} of {all} done", done=len(steps.done), all=len(STEPS))


def _row(key: str, is_done: bool, permissions: frozenset[str]) -> StepRow:
    title, why = _WORDS[key]
    way, href, needed = _WAYS.get(key, ("", "", "settings.write" if key == "mail" else "orders.read"))
    return StepRow(key, _(title), _(why), is_done, _(way), href, needed in permissions)
