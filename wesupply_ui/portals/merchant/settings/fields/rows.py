"""What the page of own fields says, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from wesupply_ui.domain.orders.custom.models import OrderField
from wesupply_ui.kernel.language import N_, _, ngettext

KINDS = {
    "text": N_("Text"),
    "number": N_("Number"),
    "date": N_("Date"),
    "yes_no": N_("Yes or no"),
    "choice": N_("Choice"),
    "link": N_("Link"),
}
"""English words for each kind; said by `_` when they are shown."""

LABELS = {"label": N_("The name"), "key": N_("The key"), "kind": N_("The kind"), "options": N_("The list")}


@dataclass(frozen=True)
class FieldRow:
    """One field. `where`: where it is seen and used, in words; `column`: its heading in files."""

    id: str
    label: str
    key: str
    kind: str
    column: str
    where: str
    filled: str
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class FieldForm:
    """The field that is being made or changed. `id` empty: a new one; `kind_is_fixed`: orders have values of it."""

    id: str = ""
    label: str = ""
    key: str = ""
    options: str = ""
    is_listed: bool = False
    is_shown: bool = True
    is_searched: bool = False
    is_required: bool = False
    kind_is_fixed: bool = False


def field_row(field: OrderField, count: int, *, place: int = 0, of: int = 0) -> FieldRow:
    """From the field to its row."""
    uses = [
        (field.is_shown, _("order page")),
        (field.is_listed, _("order list")),
        (field.is_searched, _("search")),
        (field.is_required, _("required in files")),
    ]
    where = " · ".join(words for is_so, words in uses if is_so) or _("API and files only")
    filled = ngettext("{count} order", "{count} orders", count) if count else _("No order has it yet")
    kind = _(KINDS[field.kind])
    return FieldRow(field.id, field.label, field.key, kind, f"custom.{field.key}", where, filled, place == 0, place == of - 1)


def form_of(field: OrderField, count: int) -> FieldForm:
    """From the field to the dialog."""
    flags = (field.is_listed, field.is_shown, field.is_searched, field.is_required)
    return FieldForm(field.id, field.label, field.key, "\n".join(field.options), *flags, kind_is_fixed=count > 0)
