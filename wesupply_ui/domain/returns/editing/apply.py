"""Every edit that there is, by its name: what a person did is kept as a name with its arguments, so that it can be done again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wesupply_ui.domain.returns.editing import outcomes, reasons, rules, whens
from wesupply_ui.domain.returns.editing.draft import NEXT, Draft, begin
from wesupply_ui.kernel.errors import Invalid
from wesupply_ui.kernel.language import _


def replace_all(draft: Draft, *, document: Mapping[str, Any]) -> Draft:
    """Another document instead of this one, as it was sent."""
    new = begin(document)
    return new | {NEXT: max(new[NEXT], draft[NEXT])}


_FUNCTIONS: tuple[Callable[..., Draft], ...] = (
    replace_all, rules.name_policy, rules.add_rule, rules.duplicate_rule, rules.remove_rule, rules.put_back_rule, rules.move_rule,
    rules.name_rule, rules.switch_rule, whens.join_parts, whens.add_condition, whens.add_group, whens.remove_part, whens.ask_for_field,
    whens.compare_by, whens.set_value, whens.add_value, whens.remove_value, outcomes.speak_of, outcomes.be_silent_on, outcomes.set_aspect,
    outcomes.tick, outcomes.add_offer, outcomes.remove_offer, outcomes.move_offer, outcomes.set_offer, reasons.add_reason,
    reasons.name_reason, reasons.move_reason, reasons.remove_reason,
)  # fmt: skip
EDITS: Mapping[str, Callable[..., Draft]] = {each.__name__: each for each in _FUNCTIONS}


def apply(draft: Draft, name: str, arguments: Mapping[str, Any]) -> Draft:
    """The draft after an edit. Gone for what is not there any more, Invalid for what cannot be done."""
    edit = EDITS.get(name)
    if edit is None:
        raise Invalid(_("There is no such change."))
    return edit(draft, **arguments)
