"""What the page of the return policy knows: the draft as sentences, which rule is open, and how every change to it is kept.

Each change is one edit, kept at once. Whoever comes second with one is told, sees what the other did, and can do theirs again.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.returns.changes import changes
from wesupply_ui.domain.returns.editing.draft import DEFAULT, KEY, policy_of
from wesupply_ui.domain.returns.editing.templates import TEMPLATES, template
from wesupply_ui.domain.returns.policy_drafts.check import Checked, check_draft
from wesupply_ui.domain.returns.policy_drafts.edit import DraftMoved, discard_draft, edit_draft
from wesupply_ui.domain.returns.policy_drafts.kept import Kept, kept
from wesupply_ui.domain.returns.suggest import suggestions
from wesupply_ui.domain.returns.versions import topic
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.errors import Invalid, NotFound
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.live import watch
from wesupply_ui.portals.merchant.person import telling_of
from wesupply_ui.portals.merchant.settings.audit.words import actor_words
from wesupply_ui.portals.merchant.settings.returns.condition_rows import OptionGroup, PartRow, field_groups, part_rows
from wesupply_ui.portals.merchant.settings.returns.faults import FaultRow, fault_rows, within
from wesupply_ui.portals.merchant.settings.returns.outcome_rows import OutcomeForm, outcome_form
from wesupply_ui.portals.merchant.settings.returns.rows import ReasonTree, RuleRow, reason_trees, rule_rows
from wesupply_ui.portals.merchant.settings.returns.sentences import Piece, World, outcome_pieces
from wesupply_ui.portals.merchant.settings.returns.world import world_of

TABS = ("rules", "reasons", "time", "versions")


class PolicyState(rx.State):
    """One tab. `opened`: the key of the rule whose editor is open, "default", or ""."""

    tab: str = "rules"
    loaded: bool = False
    is_blank: bool = False
    name: str = ""
    name_error: str = ""
    rules: list[RuleRow] = []
    default: list[Piece] = []
    reasons: list[ReasonTree] = []
    faults: list[FaultRow] = []
    remarks: list[FaultRow] = []
    fields: list[OptionGroup] = []
    opened: str = ""
    opened_name: str = ""
    opened_is_on: bool = True
    opened_place: int = 0
    parts: list[PartRow] = []
    outcome: OutcomeForm = OutcomeForm()
    has_draft: bool = False
    standing: str = ""
    undrafted: str = ""
    moved: str = ""
    can_redo: bool = False
    removed: str = ""
    said: str = ""
    changed: int = 0
    number: int = 0
    _seen: int = 0
    _removed: tuple[dict[str, Any], int] | None = None
    _again: tuple[str, dict[str, Any]] | None = None
    _suggested: dict[str, list[str]] = {}

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def load(self) -> None:
        """Show the draft, or the newest version."""
        self.reset()
        self.fields = field_groups()
        async with look(self) as (db, scope):
            self._suggested = await suggestions(db, scope)
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def refresh(self) -> None:
        """Somebody changed the draft or published: here, in another tab, or elsewhere."""
        if not self.loaded:
            return
        async with look(self) as (db, scope):
            there = await kept(db, scope)
        if (there.version, there.newest.number if there.newest else 0) != (self._seen, self.number):
            await self._show()

    @rx.event
    @audience(MERCHANT, may="returns.read")
    async def show(self, tab: str) -> None:
        """Another part of the page."""
        self.tab = tab if tab in TABS else "rules"

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def open(self, key: str, to: str) -> Any:
        """Open a rule's editor at a place in it; the same again closes nothing."""
        if key == "reasons":
            self.tab = "reasons"
            return None
        self.tab, self.opened = "rules", str(key)[:20]
        await self._show()
        return rx.call_script(f"globalThis.wesupplyRules?.go({kit_text(to or 'name')})")

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def close(self) -> Any:
        """Close the editor; the focus goes back to the rule."""
        key, self.opened = self.opened, ""
        return rx.call_script(f"globalThis.wesupplyRules?.back({kit_text(key)})")

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def begin(self, key: str) -> Any:
        """Begin with one of the whole policies that there are."""
        document = template(str(key))
        return await self._edit("replace_all", document=document) if document and key in TEMPLATES else None

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def rename(self, name: str) -> Any:
        """What the policy is called."""
        return await self._edit("name_policy", name=name)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def do_again(self) -> Any:
        """What could not be kept because somebody else was first is done on what they left."""
        if self._again is None:
            return None
        (name, arguments), self._again, self.moved, self.can_redo = self._again, None, "", False
        return await self._edit(name, **arguments)

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def let_be(self) -> None:
        """What could not be kept is not wanted any more."""
        self._again, self.moved, self.can_redo = None, "", False

    @rx.event
    @audience(MERCHANT, may="returns.rules")
    async def discard(self) -> Any:
        """Back to what was published."""
        try:
            async with work(self) as (db, scope):
                await discard_draft(db, scope, seen=self._seen, now=clock.now())
        except DraftMoved as problem:
            return await self._told(problem)
        self.opened, self._removed, self.removed = "", None, ""
        await self._show()
        return [kit.toast(_("The draft is gone; this is what was published")), *self._after()]

    async def _edit(self, edit: str, /, **arguments: Any) -> Any:
        """Keep one edit and draw what it left. For the handlers of this page's States, which are marked."""
        try:
            async with work(self) as (db, scope):
                there = await edit_draft(db, scope, edit, arguments, seen=self._seen, now=clock.now())
                found, world = await check_draft(db, scope, there.draft), await world_of(db, scope, there.draft)
        except DraftMoved as problem:
            self._again, self.can_redo = (edit, arguments), True
            return await self._told(problem)
        except (Invalid, NotFound) as problem:
            await self._show()
            return kit.toast(problem.message, tone="problem")
        await self._draw(there, found, world)
        return self._after()

    def _after(self) -> list[Any]:
        """What tries the draft tries it again."""
        from wesupply_ui.portals.merchant.settings.returns.trying_state import TryState

        return [TryState.again]

    async def _told(self, problem: DraftMoved) -> Any:
        await self._show()
        self.moved = self.standing or problem.message
        return kit.toast(problem.message, tone="attention")

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            there = await kept(db, scope)
            found, world = await check_draft(db, scope, there.draft), await world_of(db, scope, there.draft)
        await self._draw(there, found, world)
        watch(self, topic(scope.merchant_id))

    async def _draw(self, there: Kept, found: Checked, world: World) -> None:
        draft, self._seen = there.draft, there.version
        self.is_blank = not there.version and there.newest is None
        self.name, self.number = draft["name"], there.newest.number if there.newest else 0
        self.name_error = next((each.message for each in found.faults if each.field == "name"), "")
        drawn = {
            "rules": rule_rows(draft, found, world),
            "default": outcome_pieces(draft["default"], world),
            "reasons": reason_trees(draft, found),
            "faults": fault_rows(found.faults, draft),
            "remarks": fault_rows(found.remarks, draft, remark=True),
        }
        for name, rows in drawn.items():
            if getattr(self, name) != rows:  # what is set is sent, and hundreds of rules are much to send
                setattr(self, name, rows)
        self.has_draft = there.version > 0
        self.changed = len(changes(there.published, policy_of(draft))) if self.has_draft else 0
        self._open(draft, found, world)
        tell = await telling_of(self)
        who = actor_words(there.changed_by, there.names)
        self.standing = _("Draft, kept {when} by {who}", when=tell.moment(there.changed_at), who=who) if there.changed_at else ""
        self.undrafted = ngettext("{count} change is not published", "{count} changes are not published", self.changed)
        self.undrafted = self.undrafted if self.has_draft else ""

    def _open(self, draft: dict[str, Any], found: Checked, world: World) -> None:
        """The editor of what is open; what is not there any more is closed."""
        if not self.opened:
            return
        problems = (*found.faults, *found.remarks)
        errors = within(problems, self.opened, draft)
        if self.opened == DEFAULT:
            self.parts, self.outcome = [], outcome_form(DEFAULT, draft["default"], errors, world)
            return
        for at, rule in enumerate(draft["rules"]):
            if rule[KEY] == self.opened:
                self.opened_name, self.opened_is_on, self.opened_place = rule["name"], bool(rule["active"]), at
                self.parts = part_rows(rule["when"], errors, world, self._suggested)
                self.outcome = outcome_form(rule[KEY], rule["then"], errors, world)
                return
        self.opened, self.parts, self.outcome = "", [], OutcomeForm()


def kit_text(text: str) -> str:
    """A text as a script can hold it."""
    import json

    return json.dumps(str(text)[:200]).replace("<", "\\u003c")
