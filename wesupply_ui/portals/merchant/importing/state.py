"""What the import screen knows: which file, how far, what was found. The work goes on when the tab looks elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import reflex as rx

from wesupply_ui.domain.accounts.scopes import Scope
from wesupply_ui.domain.orders.preview import Preview, preview
from wesupply_ui.domain.orders.read_file import OrderFile
from wesupply_ui.domain.tracking.take_in import Became
from wesupply_ui.domain.tracking.take_in_file import Report, take_in_file
from wesupply_ui.kernel import uploads
from wesupply_ui.kernel.db import database
from wesupply_ui.kernel.errors import Situation
from wesupply_ui.kernel.language import _, ngettext, number
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.importing.rows import CountRow, ToldRow, about, preview_counts, report_counts, told_rows
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.telling import Telling

_T = TypeVar("_T")
TOLD_EVERY = 0.4  # seconds between two looks at how far it is


class ImportState(rx.State):
    """`stage`: choose, checking, checked, taking, done, failed."""

    stage: str = "choose"
    problem: str = ""
    about: str = ""
    verdict: str = ""
    percent: int = 0
    counts: list[CountRow] = []
    told: list[ToldRow] = []
    told_more: str = ""
    unknown: list[str] = []
    takeable: int = 0
    _file: str = ""

    @rx.event
    @audience(MERCHANT, may="orders.write")
    async def load(self) -> Any:
        """Look into the file that the address names; one that is being looked into or taken already goes on."""
        wanted = str(self.router.url.query_parameters.get("file", ""))
        if wanted == self._file and wanted:
            return None
        self.reset()
        self._file = wanted
        if not wanted:
            return None
        self.stage = "checking"
        return ImportState.check

    @rx.event(background=True)
    @audience(MERCHANT, may="orders.write")
    async def check(self) -> None:
        """Read the whole file and write nothing."""
        begun = await self._begin("checking")
        if begun is None:
            return
        path, scope, tell = begun

        async def read(file: OrderFile, progress: Callable[[int], None]) -> Preview:
            async with database().reading() as db:
                return await preview(db, scope, file, now=tell.now, zone=tell.zone, assumes_zone=True, progress=progress)

        found = await self._through(path, read)
        if found is None:
            return
        async with self:
            self.stage, self.counts, self.unknown = "checked", preview_counts(found), found.unknown_columns
            self.about = about(found.kind, found.encoding, found.orders, found.lines)
            self.takeable = found.new + found.known
            self._tell(told_rows(found.told), found.rejected + found.remarks)

    @rx.event(background=True)
    @audience(MERCHANT, may="orders.write")
    async def take(self) -> None:
        """Take every order of the file that can be taken."""
        begun = await self._begin("taking", only_after="checked")
        if begun is None:
            return
        path, scope, tell = begun

        async def read(file: OrderFile, progress: Callable[[int], None]) -> Report:
            def shown(_report: Report, position: int) -> None:
                progress(position)

            return await take_in_file(database(), scope, file, now=tell.now, zone=tell.zone, assumes_zone=True, progress=shown)

        report = await self._through(path, read)
        if report is None:
            return
        path.unlink(missing_ok=True)
        async with self:
            self.stage, self.counts, self.unknown = "done", report_counts(report), report.unknown_columns
            taken = report.orders - report.counts[Became.REJECTED]
            self.verdict = ngettext("{count} order of {all} taken in", "{count} orders of {all} taken in", taken, all=number(report.orders))
            self.about = about(report.kind, report.encoding, report.orders)
            self._tell(told_rows(report.told), report.counts[Became.REJECTED] + report.remarks)

    async def _begin(self, stage: str, *, only_after: str = "") -> tuple[Path, Scope, Telling] | None:
        """The file and on whose behalf; None when there is nothing to do now, or the file is gone."""
        async with look(self) as (_, scope):
            pass
        async with self:
            if not self._file or (only_after and self.stage != only_after):
                return None
            self.stage, self.percent, self.problem = stage, 0, ""
            tell, file = await telling_of(self), self._file
        try:
            return uploads.path_of(scope.merchant_id, file), scope, tell
        except Situation as situation:
            await self._fail(situation)
            return None

    async def _through(self, path: Path, work: Callable[[OrderFile, Callable[[int], None]], Awaitable[_T]]) -> _T | None:
        """Do the work while telling how far it is; None when the file cannot be read any further."""
        position = 0

        def progress(at: int) -> None:
            nonlocal position
            position = at

        try:
            file = await asyncio.to_thread(OrderFile, path)
            with file:
                task = asyncio.ensure_future(work(file, progress))
                while not (await asyncio.wait({task}, timeout=TOLD_EVERY))[0]:
                    async with self:
                        self.percent = min(99, position * 100 // max(1, file.size))
                return task.result()
        except (Situation, OSError) as error:
            await self._fail(error)
            return None

    async def _fail(self, error: Exception) -> None:
        async with self:
            self.stage = "failed"
            self.problem = error.message if isinstance(error, Situation) else _("The file cannot be read any more. Please send it again.")

    def _tell(self, rows: list[ToldRow], all_of_them: int) -> None:
        self.told = rows
        more = _("The first {n} are shown; {all} orders have something.", n=len(rows), all=number(all_of_them))
        self.told_more = more if all_of_them > len(rows) else ""
