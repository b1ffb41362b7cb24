"""What the page of own fields knows, and what a person does there."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.custom import queries
from wesupply_ui.domain.orders.custom.archive import archive_field
from wesupply_ui.domain.orders.custom.arrange import move_field
from wesupply_ui.domain.orders.custom.change import change_field
from wesupply_ui.domain.orders.custom.make import make_field
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.merchant.settings.beside import told_beside
from wesupply_ui.portals.merchant.settings.fields.rows import KINDS, LABELS, FieldForm, FieldRow, field_row, form_of

_FLAGS = ("is_listed", "is_shown", "is_searched", "is_required")


class FieldsState(rx.State):
    """One tab."""

    fields: list[FieldRow] = []
    archived: list[FieldRow] = []
    loaded: bool = False
    is_open: bool = False
    form: FieldForm = FieldForm()
    kind: str = "text"
    errors: dict[str, str] = {}

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def load(self) -> None:
        """Show the fields as they are."""
        self.is_open = False
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def begin(self) -> None:
        """Open the dialog for a new field."""
        self.form, self.kind, self.errors, self.is_open = FieldForm(), "text", {}, True

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def edit(self, field_id: str) -> None:
        """Open the dialog for a field that there is."""
        async with look(self) as (db, scope):
            field = await queries.field_by_id(db, scope, str(field_id))
            count = (await queries.how_many(db, scope)).get(field.id, 0)
        self.form, self.kind, self.errors, self.is_open = form_of(field, count), field.kind, {}, True

    @rx.event
    @audience(MERCHANT, may="settings.read")
    async def set_open(self, is_open: bool) -> None:
        """The dialog was closed."""
        self.is_open = is_open is True and self.is_open

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def choose_kind(self, kind: str) -> None:
        """A choice also needs its list."""
        self.kind = kind if kind in KINDS else "text"

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def save(self, form: dict[str, Any]) -> Any:
        """Make the field or change it."""
        raw = {name: form.get(name) for name in ("label", "options") if name in form} | {name: bool(form.get(name)) for name in _FLAGS}
        self.errors = {}
        try:
            async with work(self) as (db, scope):
                if self.form.id:
                    fixed = {} if self.form.kind_is_fixed else {"kind": self.kind}
                    await change_field(db, scope, self.form.id, raw | fixed, now=clock.now())
                else:
                    await make_field(db, scope, raw | {"kind": self.kind, "key": form.get("key")}, now=clock.now())
        except Invalid as problem:
            self.errors = told_beside(problem, LABELS)
            return None
        self.is_open = False
        await self._show()
        return kit.toast(_("Saved"))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def move(self, field_id: str, places: int) -> None:
        """One place up (-1) or down (1)."""
        async with work(self) as (db, scope):
            await move_field(db, scope, str(field_id), -1 if places == -1 else 1, now=clock.now())
        await self._show()

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def archive(self, field_id: str) -> Any:
        """Out of use; its values stay."""
        async with work(self) as (db, scope):
            field = await archive_field(db, scope, str(field_id), now=clock.now())
        await self._show()
        return kit.toast(_("“{label}” is archived; what orders have in it is kept", label=field.label))

    @rx.event
    @audience(MERCHANT, may="settings.write")
    async def restore(self, field_id: str) -> Any:
        """In use again."""
        async with work(self) as (db, scope):
            field = await archive_field(db, scope, str(field_id), now=clock.now(), back=True)
        await self._show()
        return kit.toast(_("“{label}” is in use again", label=field.label))

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            found = await queries.fields_of(db, scope, archived=True)
            counts = await queries.how_many(db, scope)
        in_use = [each for each in found if each.archived_at is None]
        self.fields = [field_row(each, counts.get(each.id, 0), place=at, of=len(in_use)) for at, each in enumerate(in_use)]
        self.archived = [field_row(each, counts.get(each.id, 0)) for each in found if each.archived_at is not None]
