"""Going from screen to screen in one tab, as the router does, and what is wrong on each: by day and by night, at every width.

A screen that is drawn exactly as it was before (for another role, say) is not looked at twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.builders import PASSWORD

WIDTHS = (360, 768, 1280)
STRICT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GO = """(to) => {
  document.querySelector("main")?.setAttribute("data-left", "");
  history.pushState({ idx: (history.state?.idx ?? 0) + 1, key: "walk" }, "", to);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}"""
# Everything by day; by night only what differs then.
LOOK = """async ([tags, night]) => {
  document.documentElement.dataset.theme = night ? "dark" : "light";
  const only = night ? { type: "rule", values: ["color-contrast"] } : { type: "tag", values: tags };
  const { violations } = await axe.run({ runOnly: only, resultTypes: ["violations"] });
  return violations.map((each) => `${night ? "by night " : ""}${each.id}: ${each.nodes.map((node) => node.html.slice(0, 140))}`);
}"""
MEASURE = "() => document.documentElement.scrollWidth"
DRAWN = r"() => document.body.innerHTML.replace(/ (id|for|aria-\w+|data-\w+|style|value|href)=\"[^\"]*\"/g, '')"
ALIKE = ("/app/orders", "/app/returns", "/app/settings/locations")
_SCRIPT = Axe().axe_script


@dataclass
class Walk:
    """One person's tab. `widths`: also look whether a screen is wider than the window."""

    page: Page
    widths: tuple[int, ...] = ()
    seen: set[int] = field(default_factory=set)
    found: dict[str, list[str]] = field(default_factory=dict)

    def through(self, addresses: Iterable[str]) -> None:
        """Look at each of these screens."""
        for address in addresses:
            self.go(address)
            self.look(address)

    def go(self, address: str) -> None:
        """Be there, and wait until all is drawn."""
        if "/app" in self.page.url and address.startswith("/app") and not self._is_same(address):
            self.page.evaluate(GO, address)
            expect(self.page.locator("main[data-left]")).to_have_count(0)
        else:
            self.page.goto(address)
        expect(self.page.locator("main").get_by_role("heading").first).to_be_visible()
        expect(self.page.get_by_text("Loading", exact=True)).to_have_count(0)

    def look(self, name: str) -> None:
        """Note what is wrong on the screen as it is now."""
        drawn = hash(self.page.evaluate(DRAWN))
        if drawn in self.seen:
            return
        self.seen.add(drawn)
        if not self.page.evaluate("() => Boolean(globalThis.axe)"):
            self.page.evaluate(_SCRIPT)
        wrong = [each for night in (False, True) for each in self.page.evaluate(LOOK, [STRICT, night])]
        wrong += [f"wider than {width}" for width in self.widths if self._width_at(width) > width]
        if wrong:
            self.found[name] = wrong

    def _is_same(self, address: str) -> bool:
        """The router draws the same page anew for another order: then it can't be told when it is there."""
        return address.rpartition("/")[0] in ALIKE and urlsplit(self.page.url).path.rpartition("/")[0] in ALIKE

    def _width_at(self, width: int) -> int:
        self.page.set_viewport_size({"width": width, "height": 800})
        return self.page.evaluate(MEASURE)


def sign_in(browser: BrowserContext, email: str) -> None:
    """A browser in which this person is signed in, without looking at the form."""
    answer = browser.request.post("/api/sign-in", form={"email": email, "password": PASSWORD})
    assert answer.ok, answer.text()[:300]
