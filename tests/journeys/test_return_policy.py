"""A merchant makes the rule "final sale" without a mouse, tries it, sees what it would have changed, publishes it; then a quote says no."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy.ext.asyncio import AsyncSession

from tests.builders import a_merchant, a_person
from tests.domain.returns.bought import POLICY
from tests.journeys.walking import Walk, sign_in
from tests.returning import LAMP, SOCKS, bought, takes_back
from tests.served import Served
from wesupply_ui.domain.accounts.api_clients import create_client, issue_token
from wesupply_ui.domain.returns.publish import publish
from wesupply_ui.kernel.clock import now

OWNER = "vera@policy.example"
FRAGILE: dict[str, Any] = {
    "name": "Lamps are looked at",
    "priority": 1,
    "when": {"all": [{"field": "line.title", "op": "contains", "value": "lamp"}]},
    "then": {"approval": "review"},
}
ASKED = {"order_external_id": "8101", "lines": [{"line_external_id": "socks", "quantity": 1, "reason": "size"}]}


async def a_shop(db: AsyncSession) -> str:
    """Three orders of socks in the final sale and a lamp, a policy with one rule, and a machine that asks for quotes; its token."""
    shop = await a_merchant(db, "policy", name="Policy Outfitters", password=None)
    await a_person(db, shop, OWNER, "owner")
    scope = await takes_back(db, shop, approval="automatic")
    socks = SOCKS | {"attributes": {"tags": "final-sale, winter"}}
    for number in ("8101", "8102", "8103"):
        await bought(db, scope, number, lines=[socks, LAMP])
    await publish(db, scope, POLICY | {"default": {"window": {"days": 30}}, "rules": [FRAGILE], "applies_to": "all_orders"}, now=now())
    machine, secret = await create_client(db, scope, name="shop", scopes=None, now=now())
    await db.flush()
    return (await issue_token(db, client_id=machine.client_id, client_secret=secret, now=now())).token


class Keyboard:
    """A person without a mouse: goes to things by Tab, or finds that they can't be reached."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, thing: Locator, *, key: str = "Tab") -> None:
        expect(thing).to_be_visible()
        for _step in range(120):
            if thing.evaluate("(element) => element === document.activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{thing} cannot be reached with {key}")

    def press(self, thing: Locator, key: str = "Enter") -> None:
        self.reach(thing)
        self.page.keyboard.press(key)

    def type(self, thing: Locator, text: str) -> None:
        self.reach(thing)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


def test_a_rule_is_made_tried_and_published_by_keyboard(served_app: Served, visitor: Callable[..., BrowserContext]) -> None:
    token = served_app.inside(a_shop)
    browser = visitor(reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    sign_in(browser, OWNER)
    page = browser.new_page()
    desk, phone, keys = Walk(page), Walk(page, (360,)), Keyboard(page)
    button = partial(page.get_by_role, "button")

    def look(name: str) -> None:
        desk.look(f"{name} at 1280")
        page.set_viewport_size({"width": 360, "height": 800})
        phone.look(f"{name} at 360")
        page.set_viewport_size({"width": 1280, "height": 900})

    desk.go("/app/settings/returns")
    keys.press(button(name="Add a rule"))
    name = page.get_by_label("Name of the rule", exact=True)
    expect(name).to_be_focused()
    keys.type(name, "Final sale")
    keys.press(button(name="Add a condition"))
    keys.type(page.get_by_label("Value", exact=True), "final-sale")
    more = page.get_by_label("Decide one more thing")
    keys.reach(more)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Whether it can be returned").get_by_role("combobox")).to_be_focused()
    keys.reach(more)
    more.select_option(label="What shoppers are told")
    keys.type(page.get_by_role("group", name="What shoppers are told").get_by_role("textbox"), "Final sale stays yours.")
    look("the editor")
    keys.press(button(name="Close", exact=True))
    rule = page.get_by_test_id("rule-Final sale")
    expect(rule).to_contain_text("If the item's tag contains final-sale, then it can't be returned, saying “Final sale stays yours.”")
    keys.reach(button(name="Move “Final sale”"), key="Shift+Tab")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("“Final sale” is rule 1 of 2 now")).to_be_attached()
    expect(button(name="Move “Final sale”")).to_be_focused()

    trial = page.get_by_test_id("try")
    keys.type(trial.get_by_label("Order to try"), "8101")
    keys.press(trial.get_by_role("button", name=re.compile("^#8101")))
    expect(trial.get_by_test_id("verdict").first).to_contain_text("No")
    expect(rule).to_contain_text("Decides")
    look("the trial")

    keys.reach(page.get_by_role("tab", name="Rules"), key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Add a reason")).to_be_visible()
    look("the reasons")
    page.keyboard.press("ArrowRight")
    keys.press(button(name="Work it out"))
    expect(page.get_by_test_id("time-machine")).to_contain_text("3 answers would be others, over 3 orders.")
    expect(page.get_by_role("link", name="#8102")).to_be_visible()
    look("the time machine")

    keys.reach(button(name="Publish", exact=True), key="Shift+Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Rule “Final sale” is new")
    keys.reach(dialog.get_by_label(re.compile("^Orders placed from then on")))
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_label(re.compile("^All orders"))).to_be_checked()
    look("the question")

    def quoted() -> dict[str, Any]:
        return browser.request.post("/api/v1/returns/quote", data=ASKED, headers={"Authorization": f"Bearer {token}"}).json()["items"][0]

    before = quoted()
    keys.press(dialog.get_by_role("button", name="Publish"))
    expect(page.get_by_text("Published as version 3")).to_be_visible()
    after = quoted()
    assert (before["verdict"], after["verdict"]) == ("yes", "no")
    assert after["decided_by"]["returnable"] == "Final sale" and after["say"] == "Final sale stays yours."
    assert desk.found | phone.found == {}
