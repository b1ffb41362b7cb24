"""The card by which a merchant asks its staff for two factors. A page draws `two_factor_card()`; `TwoFactorState.load` fills it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from wesupply_ui.domain.accounts.require_two_factor import require_two_factor, two_factor_rule
from wesupply_ui.kernel import clock
from wesupply_ui.kernel.language import _, ngettext
from wesupply_ui.portals import kit
from wesupply_ui.portals.access import MERCHANT, audience, look, work
from wesupply_ui.portals.kit import t


class TwoFactorState(rx.State):
    """The rule as it stands."""

    loaded: bool = False
    required: bool = False
    everybody: bool = False
    standing: str = ""

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def load(self) -> None:
        """Show it."""
        await self._show()
        self.loaded = True

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def require(self) -> Any:
        """From now on everybody who works here proves two factors."""
        return await self._set(True, _("From now on, everybody signs in with two factors"))

    @rx.event
    @audience(MERCHANT, may="security.manage")
    async def leave_free(self) -> Any:
        """Each decides for themselves again."""
        return await self._set(False, _("Two factors are up to each person again"))

    async def _set(self, required: bool, said: str) -> Any:
        async with work(self) as (db, scope):
            await require_two_factor(db, scope, required, now=clock.now())
        await self._show()
        return kit.toast(said)

    async def _show(self) -> None:
        async with look(self) as (db, scope):
            rule = await two_factor_rule(db, scope)
        self.required, self.everybody = rule.required, rule.with_factor == rule.staff
        self.standing = ngettext(
            "{having} of {count} person has set it up.", "{having} of {count} people have set it up.", rule.staff, having=rule.with_factor
        )


def two_factor_card() -> rx.Component:
    """The rule, who follows it already, and the button that changes it."""
    S = TwoFactorState
    ask = kit.dialog_with_trigger(
        kit.button(t("Require it of everybody")),
        rx.el.p(t("Whoever has not set it up is led to do so before they reach anything else of this shop.")),
        title=t("Require two-factor sign-in?"),
        foot=[kit.closing(kit.button(t("Require it"), look="primary", on_click=S.require))],
    )
    free = kit.button(t("Leave it to each person"), on_click=S.leave_free)
    standing = rx.el.p(
        rx.cond(S.required, kit.badge(t("Required"), "done"), kit.badge(t("Up to each person"))), " ", S.standing, role="status"
    )
    about = rx.el.p(
        t("A code from the phone or a passkey, beside the password. A stolen password alone then opens nothing."), class_name="text-soft"
    )
    inside = rx.el.div(about, standing, rx.el.div(rx.cond(S.required, free, ask)), class_name="flex flex-col gap-4")
    return kit.card(rx.cond(S.loaded, inside, kit.skeleton(lines=3)), title=t("Two-factor sign-in"))
