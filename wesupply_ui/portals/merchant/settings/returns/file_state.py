"""What a person does with the policy as a file: take it away, or bring one that is checked before it becomes the draft."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.editing.draft import policy_of
from wesupply_ui.domain.returns.policy_drafts.kept import kept
from wesupply_ui.domain.returns.publish import read
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look
from wesupply_ui.portals.merchant.settings.returns.faults import FaultRow
from wesupply_ui.portals.merchant.settings.returns.state import PolicyState

MOST = 2_000_000
_TOLD_BY_US = ("version", "published_at", "published_by", "restores", "problems", "effective_at", "applies_to")
"""Members that the API tells of a version, and those that belong to publishing: a policy that was read there can be brought as it is."""


class FileState(rx.State):
    """`faults`: what is wrong with the file, by its path in it."""

    is_open: bool = False
    problem: str = ""
    faults: list[FaultRow] = []

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def ask(self) -> None:
        """Which file?"""
        self.is_open, self.problem, self.faults = True, "", []

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def set_open(self, is_open: bool) -> None:
        """The question was closed."""
        self.is_open = is_open is True and self.is_open

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def take(self, form: dict[str, Any]) -> Any:
        """The file becomes the draft, when nothing is wrong with it."""
        self.problem, self.faults = "", []
        document = self._parsed(str(form.get("document") or ""))
        if document is None:
            return None
        try:
            async with look(self) as (db, scope):
                await read(db, scope, document)
        except Invalid as refused:
            self.problem = refused.message
            self.faults = [FaultRow(str(at), each.field or _("The file"), each.message) for at, each in enumerate(refused.problems)]
            return None
        answer = await (await self.get_state(PolicyState))._edit("replace_all", document=document)
        self.is_open = False
        return [*(answer if isinstance(answer, list) else [answer]), kit.toast(_("The file is the draft now"))]

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def give(self) -> Any:
        """The draft as a file, as the API takes it."""
        async with look(self) as (db, scope):
            document = policy_of((await kept(db, scope)).draft)
        return rx.download(data=json.dumps(document, ensure_ascii=False, indent=2) + "\n", filename="return-policy.json")

    def _parsed(self, text: str) -> dict[str, Any] | None:
        if not text.strip():
            self.problem = _("Choose a file, or paste a policy.")
            return None
        if len(text) > MOST:
            self.problem = _("The file is too large for a policy.")
            return None
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 1)
            self.problem = _("This is no JSON; look at line {line}.", line=line)
            return None
        if not isinstance(found, dict):
            self.problem = _("A policy is an object.")
            return None
        return {name: value for name, value in found.items() if name not in _TOLD_BY_US}
