"""What the bench knows, and what is done there. The scan field is always ready for the next box; what happened is said aloud to readers."""

from __future__ import annotations

from typing import Any, ClassVar

import reflex as rx

from wesupply_ui.domain.accounts.permissions import RETURNS_SETTLE
from wesupply_ui.domain.locations.queries import names_by_own_id
from wesupply_ui.domain.returns.as_seen import mark_of
from wesupply_ui.domain.returns.queries import read_return
from wesupply_ui.domain.returns.receiving.keep_box import keep_box
from wesupply_ui.domain.returns.receiving.open_box import open_box
from wesupply_ui.domain.returns.receiving.scan import scan
from wesupply_ui.domain.returns.receiving.undo import undo
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Conflict, Invalid, NotFound
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import problems
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.lists.rows import OptionRow
from wesupply_ui.portals.merchant.one_return.facts import last_deed
from wesupply_ui.portals.merchant.one_return.find import find
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.receiving.counted import ACCEPT, raw_of
from wesupply_ui.portals.merchant.receiving.find import box_of, choices_of, counts_in_words, sitting_of
from wesupply_ui.portals.merchant.receiving.rows import BoxRow, FoundRow, ReceiptRow

_READY = "globalThis.wesupplyBench?.ready()"
_KEEP = ("carrier_number", "sender", "contents", "place", "note")


class ReceiveState(rx.State):
    """One sitting at the bench. `told`: what just happened, with its tone; `routine`: what "as expected" means here."""

    seconds_between_refreshes: ClassVar[float] = 1.0
    box: BoxRow = BoxRow()
    choices: list[FoundRow] = []
    sitting: list[ReceiptRow] = []
    places: list[OptionRow] = []
    told: str = ""
    tone: str = "quiet"
    unknown: str = ""
    """What was scanned and is known to nobody, as a carrier's number."""
    is_keeping: bool = False
    loaded: bool = False
    form_key: int = 0
    errors: dict[str, str] = {}
    counts_wrong: dict[str, str] = {}
    problem: str = ""
    place: str = rx.LocalStorage("", name="wesupply-bench")
    routine: str = rx.LocalStorage("", name="wesupply-bench-routine")
    _seen: str = ""

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def load(self) -> Any:
        """Begin, or go on, with what the address names."""
        self._put_away()
        self.told, self.tone = "", "quiet"
        async with look(self) as (db, scope):
            names = await names_by_own_id(db, scope)
            merchant_id = scope.merchant_id
        self.places = [OptionRow("", _("Not said")), *(OptionRow(own_id, name) for own_id, name in names.items())]
        if self.place not in names:
            self.place = ""
        await self._draw_sitting()
        watch(self, f"merchant:{merchant_id}")
        wanted = str(self.router.url.query_parameters.get("scan", ""))[:100]
        if wanted:
            await self._look_up(wanted)
        self.loaded = True
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def refresh(self) -> None:
        """Somebody may have been at the box that is open here."""
        if not self.box.id:
            return
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await find(db, scope, self.box.id)
        if mark_of(found.whole.request.updated_at) != self._seen:
            self._say(_("This return has changed meanwhile. {who}", who=last_deed(found, tell)), "attention")
            self._open(found, tell)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def scan(self, form: dict[str, Any]) -> Any:
        """Whatever was scanned or typed."""
        typed = str(form.get("scan", "") if isinstance(form, dict) else "").strip()[:200]
        if typed:
            await self._look_up(typed)
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def open(self, key: str) -> Any:
        """One of several that a scan can mean."""
        await self._open_one(str(key)[:64])
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def record(self, form: dict[str, Any]) -> Any:
        """What was counted."""
        self._forget_faults()
        if not self.box.id or not isinstance(form, dict):
            return None
        raw, self.counts_wrong = raw_of(form, self.box.goods, self.place)
        if self.counts_wrong:
            self.problem = _("Please look at the counts again.")
            return None
        if not raw["items"]:
            self.problem = _("Nothing was counted.")
            return None
        if form.get("pay"):
            raw["pay"] = True
        return await self._record(raw, extra=str(form.get("extra", "")).strip())

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def as_expected(self) -> Any:
        """All of it is there: one press."""
        self._forget_faults()
        if not self.box.id:
            return None
        raw: dict[str, Any] = {"items": [{"id": row.id, "quantity": row.first} for row in self.box.goods if row.first]}
        if not raw["items"]:
            self.problem = _("Nothing of this return is expected any more.")
            return None
        if self.routine == "accept":
            raw |= ACCEPT
        return await self._record(raw | ({"location": self.place} if self.place else {}))

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def undo(self, receipt_id: str) -> Any:
        """Take one of this sitting's back."""
        try:
            async with work(self) as (db, scope):
                held = await undo(db, scope, str(receipt_id), now=clock.now())
        except (Conflict, NotFound) as situation:
            self._say(situation.message, "problem")
        else:
            self._put_away()
            self._say(_("{number}: undone. It is as before.", number=held.request.number), "quiet")
        await self._draw_sitting()
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def leave(self) -> Any:
        """Put this one aside, unrecorded."""
        self._put_away()
        self.told = ""
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def begin_to_keep(self) -> None:
        """Nobody knows whose it is: write down what there is."""
        self.is_keeping, self.errors, self.form_key = True, {}, self.form_key + 1

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def keep(self, form: dict[str, Any]) -> Any:
        """Keep a box that belongs to no return yet."""
        self._forget_faults()
        raw = {name: value for name in _KEEP if (value := str(form.get(name, "")).strip())}
        raw |= {"location": self.place} if self.place else {}
        try:
            async with work(self) as (db, scope):
                box = await keep_box(db, scope, raw, now=clock.now())
        except Invalid as situation:
            found = problems.field_errors(situation)
            self.errors = {name: found.get(name, "") for name in _KEEP}
            self.problem = "" if any(self.errors.values()) else situation.message
            return None
        self._put_away()
        self._say(_("Kept as {number}. Write that on the box.", number=box.number), "done")
        return rx.call_script(_READY)

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def set_place(self, value: str) -> None:
        """Where this bench is."""
        self.place = str(value) if any(each.value == value for each in self.places) else ""

    @rx.event
    @audience(MERCHANT, may="returns.receive")
    async def set_routine(self, value: str) -> None:
        """What "as expected" means here."""
        self.routine, self.form_key = "accept" if value == "accept" else "", self.form_key + 1

    async def _record(self, raw: dict[str, Any], *, extra: str = "") -> Any:
        number, box_id = self.box.number, self.box.id
        try:
            async with work(self) as (db, scope):
                if raw.get("pay") and not scope.may(RETURNS_SETTLE):
                    raw.pop("pay")
                receipt = await open_box(db, scope, box_id, raw, now=clock.now(), seen=self._seen)
                words = counts_in_words(receipt)
                if extra:
                    note = _("Was in the box of {number}.", number=number)
                    kept = await keep_box(db, scope, {"contents": extra[:2000], "note": note}, now=clock.now())
                    words += ". " + _("The rest is kept as {number}.", number=kept.number)
        except Invalid as situation:
            self.problem = next(iter(problems.field_errors(situation).values()), "") or situation.message
            return None
        except Conflict as situation:
            await self._open_one(box_id)
            self._say(" ".join(filter(None, (situation.message, self._last))), "attention")
            return rx.call_script(_READY)
        self._put_away()
        self._say(_("{number}: {what}", number=number, what=words.rstrip(".") + "."), "done")
        await self._draw_sitting()
        return rx.call_script(_READY)

    async def _look_up(self, typed: str) -> None:
        before = self.box.number
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            found = await scan(db, scope, typed)
            rows = [] if found.is_exact else await choices_of(db, scope, found, tell)
        self._put_away()
        if found.is_exact:
            await self._open_one(found.returns[0].id)
            left = before and before != self.box.number
            self._say(_("{number} is open.", number=self.box.number), "quiet")
            if left:
                self._say(_("{number} is open. {before} was not recorded.", number=self.box.number, before=before), "attention")
        elif rows:
            self.choices = rows
            self._say(_("“{typed}” can be more than one thing: choose.", typed=found.typed), "quiet")
        else:
            self.unknown = found.number
            self._say(_("“{typed}” is known to nobody here.", typed=found.typed), "attention")

    async def _open_one(self, key: str) -> None:
        tell = await telling_of(self)
        try:
            async with look(self) as (db, scope):
                found = await find(db, scope, (await read_return(db, scope, key)).id)
        except NotFound:
            self._put_away()
            return
        self._open(found, tell)

    _last: str = ""

    def _open(self, found: Any, tell: Any) -> None:
        self._put_away()
        self._seen, self._last = mark_of(found.whole.request.updated_at), last_deed(found, tell)
        self.box = box_of(found.whole, found.reasons, tell)

    async def _draw_sitting(self) -> None:
        tell = await telling_of(self)
        async with look(self) as (db, scope):
            self.sitting = await sitting_of(db, scope, tell)

    def _put_away(self) -> None:
        self.box, self.choices, self.unknown, self.is_keeping, self._seen = BoxRow(), [], "", False, ""
        self.form_key += 1
        self._forget_faults()

    def _forget_faults(self) -> None:
        self.errors, self.counts_wrong, self.problem = dict.fromkeys(_KEEP, ""), {}, ""

    def _say(self, words: str, tone: str) -> None:
        self.told, self.tone = words, tone
