"""What would have changed? The draft is judged over past orders while the page goes on; how far it is can be seen."""

from __future__ import annotations

import asyncio
from typing import Any

import reflex as rx

from wesupply_ui.domain.orders.queries import numbers_of
from wesupply_ui.domain.returns.editing.draft import KEY
from wesupply_ui.domain.returns.policy_drafts.check import check_draft
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.domain.returns.read_trial import MOST_ORDERS, TrialAsked
from wesupply_ui.domain.returns.trial import Trial
from wesupply_ui.domain.returns.try_out import try_over
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.settings.returns.time_rows import MOST_EXAMPLES, Outcome, outcome_of

TOLD_EVERY = 0.3
"""Seconds between two looks at how far it is."""
SPANS = {"days-30": (MOST_ORDERS, 30), "days-90": (MOST_ORDERS, 90), "days-365": (MOST_ORDERS, 365), "last-1000": (1000, None)}
AFTER = ("3", "10", "20", "40")


class _Stopped(Exception):
    """Nobody waits for it any more."""


class TimeState(rx.State):
    """`stage`: choose, running, done. `_run`: which attempt is wanted; one that was stopped may still be ending."""

    stage: str = "choose"
    span: str = "days-90"
    after: str = "10"
    percent: int = 0
    told: str = ""
    problem: str = ""
    outcome: Outcome = Outcome()
    _run: int = 0

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def choose_span(self, span: str) -> None:
        """Over which orders."""
        self.span = span if span in SPANS else "days-90"

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def choose_after(self, after: str) -> None:
        """So many days after the parcel arrived the shopper asks."""
        self.after = after if after in AFTER else "10"

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def stop(self) -> None:
        """It takes too long, or was not meant."""
        if self.stage == "running":
            self.stage, self.told = "choose", ""
            self._run += 1

    @rx.event(background=True)
    @audience(MERCHANT, may="returns.read")
    async def run(self) -> None:
        """Judge them all, by the draft and by what is in force."""
        async with self:
            if self.stage == "running":
                return
            self.stage, self.percent, self.told, self.problem = "running", 0, "", ""
            self._run += 1
            run = self._run
            (most, days), after = SPANS[self.span], int(self.after)
        outcome, problem = None, ""
        try:
            outcome = await self._judged(TrialAsked(None, most, days=days, asked_after_days=after), run)
        except _Stopped:
            return
        except Exception:
            problem = _("It could not be worked out. Please try again.")
            raise
        finally:
            await self._end(run, outcome, problem)

    async def _end(self, run: int, outcome: Outcome | None, problem: str) -> None:
        async with self:
            if run != self._run:
                return
            self.stage, self.problem = "done" if outcome else "choose", problem
            self.outcome = outcome or Outcome()
            if outcome is None and not problem:
                self.problem = _("Mend what is marked in the draft, then it can be tried.")

    async def _judged(self, asked: TrialAsked, run: int) -> Outcome | None:
        """None for a draft that is not whole yet."""
        far, is_wanted = [0, 1], True

        def progress(done: int, of: int) -> None:
            if not is_wanted:
                raise _Stopped
            far[:] = [done, max(1, of)]

        async with look(self) as (db, scope):
            draft = (await kept(db, scope)).draft
            found = await check_draft(db, scope, draft)
            if found.by_key is None:
                return None
            judging: asyncio.Task[Trial] = asyncio.ensure_future(
                try_over(db, scope, found.by_key, asked, now=clock.now(), progress=progress)
            )
            while not (await asyncio.wait({judging}, timeout=TOLD_EVERY))[0]:
                is_wanted = await self._tell(far, run)
            trial = judging.result()
            orders: dict[str, Any] = {}
            if scope.may("orders.read"):
                orders = await numbers_of(db, scope, [each.order_external_id for each in trial.examples[:MOST_EXAMPLES]])
        return outcome_of(trial, {rule[KEY]: rule["name"] for rule in draft["rules"]}, orders)

    async def _tell(self, far: list[int], run: int) -> bool:
        """How far it is; whether it is still wanted."""
        async with self:
            if run != self._run:
                return False
            self.percent = min(99, 100 * far[0] // far[1])
            self.told = _("{done} of {all} orders", done=f"{far[0]:,}", all=f"{far[1]:,}")
        return True
