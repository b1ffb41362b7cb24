"""Which columns and saved views this person has of the list that the tab shows, and what they do with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.columns import There, choice_of, choose_columns, columns_there
from wesupply_ui.domain.orders.save_view import change_view, delete_view, open_with, restore_view, save_view
from wesupply_ui.domain.orders.views import may_change, views_of
from wesupply_ui.domain.orders.work_models import ListChoice, SavedView
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, work
from wesupply_ui.portals.merchant.lists.headings import chooser, heading
from wesupply_ui.portals.merchant.lists.here import asked_by, here
from wesupply_ui.portals.merchant.lists.rows import ColumnRow, TabRow, ViewRow
from wesupply_ui.portals.problems import field_errors

DIALOGS = ("save", "rename")


class ViewsState(rx.State):
    """Shared by the lists: a tab shows one of them."""

    columns: list[ColumnRow] = []
    cols: str = ""
    """The same as the address says it."""
    chooser: list[ColumnRow] = []
    tabs: list[TabRow] = []
    view: ViewRow = ViewRow()
    all_href: str = ""
    asking: str = ""
    errors: dict[str, str] = {}
    gone_id: str = ""
    gone_name: str = ""

    async def _arrive(self, db: AsyncSession, scope: Scope, name: str, asked: Any) -> tuple[tuple[str, ...], str, There]:
        """Called by the list: the columns to show, where to go instead (nothing: stay), and the columns that there are."""
        choice, views = await choice_of(db, scope, name), await views_of(db, scope, name)
        there = await columns_there(db, scope, name)
        current = next((each for each in views if each.id == asked.view), None)
        first = next((each for each in views if each.id == choice.view_id), None)
        shown = there.read(asked.cols or (current.columns if current else "") or choice.columns)
        self.columns, self.cols = [heading(name, key, there) for key in shown], ",".join(shown)
        self.chooser = chooser(name, shown, there)
        self.tabs = [TabRow(each.id, each.name, _href(each), each.is_shared) for each in views]
        self.view = _view_row(current, asked, choice, scope) if current else ViewRow()
        self.all_href = asked_by(name, {"view": "all"} if first else {}).href
        if self.gone_id and any(each.id == self.gone_id for each in views):
            self.gone_id = ""
        leave_for = _href(first) if first and not any((asked.query(), asked.cols, asked.view, asked.after)) else ""
        return shown, leave_for, there

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def toggle(self, key: str) -> Any:
        """Show a column, or no longer."""
        shown = [each.key for each in self.columns]
        return await self._choose([each for each in shown if each != key] if key in shown else [*shown, str(key)])

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def move(self, key: str, places: int) -> Any:
        """A column one place on (1) or back (-1)."""
        shown = [each.key for each in self.columns]
        if key in shown:
            at = shown.index(key)
            to = min(len(shown) - 1, max(0, at + (1 if places == 1 else -1)))
            shown[at], shown[to] = shown[to], shown[at]
        return await self._choose(shown)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def usual_columns(self) -> Any:
        """As everybody starts."""
        return await self._choose([])

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def ask(self, what: str) -> None:
        """Open a dialog."""
        self.asking, self.errors = (what if what in DIALOGS else ""), {}

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def set_asking(self, is_open: bool) -> None:
        """The dialog was closed."""
        self.asking = self.asking if is_open is True else ""

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def save(self, form: dict[str, Any]) -> Any:
        """Keep what is shown under a name, or give the open view another one."""
        name, asked = here(self)
        called, is_shared = str(form.get("name") or ""), bool(form.get("is_shared"))
        try:
            async with work(self) as (db, scope):
                if self.asking == "rename":
                    view = await change_view(db, scope, self.view.id, name=called, now=clock.now())
                else:
                    columns = ",".join(each.key for each in self.columns)
                    view = await save_view(
                        db, scope, name, name=called, query=asked.query(), columns=columns, is_shared=is_shared, now=clock.now()
                    )
        except Invalid as problem:
            self.errors = field_errors(problem)
            return None
        self.asking = ""
        return [kit.toast(_("Saved")), rx.redirect(_href(view))]

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def update(self) -> Any:
        """What is shown now is what the open view shows from now on."""
        _name, asked = here(self)
        columns = ",".join(each.key for each in self.columns)
        async with work(self) as (db, scope):
            view = await change_view(db, scope, self.view.id, query=asked.query(), columns=columns, now=clock.now())
        return [kit.toast(_("The view shows this from now on")), rx.redirect(_href(view))]

    @rx.event
    @audience(MERCHANT, may="views.share")
    async def share(self, is_shared: bool) -> Any:
        """For everybody, or for oneself."""
        async with work(self) as (db, scope):
            view = await change_view(db, scope, self.view.id, is_shared=is_shared is True, now=clock.now())
        said = _("Everybody sees this view now") if is_shared is True else _("Only you see this view now")
        return [kit.toast(said), rx.redirect(_href(view))]

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def open_first(self, is_first: bool) -> Any:
        """The list opens with this view, or with everything."""
        name, _asked = here(self)
        async with work(self) as (db, scope):
            await open_with(db, scope, name, self.view.id if is_first is True else "")
        self.view = ViewRow(**{**self.view.__dict__, "is_first": is_first is True})
        return kit.toast(_("The list opens with this view") if is_first is True else _("The list opens with everything"))

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def delete(self) -> Any:
        """Take the open view away; the list says so, with a way back."""
        name, _asked = here(self)
        async with work(self) as (db, scope):
            view = await delete_view(db, scope, self.view.id, now=clock.now())
        self.gone_id, self.gone_name = view.id, view.name
        return rx.redirect(asked_by(name, {"view": "all"}).href)

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def restore(self) -> Any:
        """Bring back the view that was just deleted."""
        if not self.gone_id:
            return None
        async with work(self) as (db, scope):
            view = await restore_view(db, scope, self.gone_id, now=clock.now())
        self.gone_id = ""
        return rx.redirect(_href(view))

    @rx.event
    @audience(MERCHANT, may="orders.read")
    async def forget_gone(self) -> None:
        """The person knows that it is deleted."""
        self.gone_id = ""

    async def _choose(self, keys: Sequence[str]) -> Any:
        """Kept for the person; in a saved view, or where the address says it, the address says it from now on."""
        name, asked = here(self)
        async with work(self) as (db, scope):
            if asked.view in {each.id for each in self.tabs} or asked.cols:
                there = await columns_there(db, scope, name)
                shown = there.read(",".join(str(key) for key in keys))
                return rx.redirect(asked.with_columns(",".join(shown)).href, replace=True)
            shown = await choose_columns(db, scope, name, [str(key) for key in keys])
            there = await columns_there(db, scope, name)
        self.columns = [heading(name, key, there) for key in shown]  # at once: the next press counts from here
        return rx.redirect(asked.href, replace=True)


def _href(view: SavedView) -> str:
    """The address says all that the view shows: whoever gets the link and cannot see the view sees the same."""
    return asked_by(view.list, {**view.query, "cols": view.columns, "view": view.id}).href


def _view_row(view: SavedView, asked: Any, choice: ListChoice, scope: Scope) -> ViewRow:
    saved = asked_by(view.list, {**view.query, "cols": view.columns})
    is_changed = saved.query() != asked.query() or bool(asked.cols and asked.cols != view.columns)
    return ViewRow(view.id, view.name, view.is_shared, may_change(view, scope), choice.view_id == view.id, is_changed)
