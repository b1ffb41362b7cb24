"""What pages really draw is said in the reader's language: every screen is walked in a French whose words stand in brackets.

The catalogue of that French is made here: each text says itself between ⟦ and ⟧. Words outside of brackets were never asked for in the
reader's language, unless they are data: names, numbers, addresses, the carriers' own words. Days, months and countries come from babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.pofile import write_po
from playwright.sync_api import Browser, Page
from sqlmodel import select, update

from tests.builders import PASSWORD
from tests.journeys.staff import OWNER, stocked
from tests.journeys.test_merchant_screens import SCREENS
from tests.served import Served, serving
from wesupply_ui.domain.accounts.models import Person
from wesupply_ui.domain.orders.links import link_token
from wesupply_ui.domain.orders.models import Order
from wesupply_ui.kernel.language import source_of

# Every text of the page in reading order, also of menus that are closed, and what readers are told by attributes. Not what shows data
# or code, nor long lists of names that are not ours.
TEXTS = """() => {
  const found = [document.title], add = (text) => text && text.trim() && found.push(text.replace(/\\s+/g, " ").trim());
  const left = "script, style, template, noscript, pre, code, kbd, iframe, datalist, [dir=auto], [lang]:not(html), "
    + "select[name=region], select[name=time_zone]";
  const walk = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 1 && node.matches(left) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 3) add(node.data);
      else for (const name of ["aria-label", "aria-description", "placeholder", "title", "alt"]) add(node.getAttribute(name));
    }
  };
  walk(document.body);
  return found;
}"""
READY = """() => {
  const whole = document.body?.innerText ?? "";
  return document.documentElement.lang === "fr" && !("words" in document.documentElement.dataset)
    && document.title.includes("⟦") && !!document.querySelector("h1, h2")
    && !/Loading⟧|^Loading$/m.test(whole) && !document.querySelector("main .skeleton");
}"""
# Of the stocked shop, and names that are no words of ours.
DATA = re.compile(
    r"\S+@\S+|https?://\S+|[\w.-]+\.example\b|Your order \d+ is on its way|550 mailbox unavailable|Trail boots|Size|Memphis"
    r"|Departed from Facility|[Aa]cme|Outfitters|Ada|Lovelace|Grace|Okafor|Edsger|Dekker|Linus|Amsel|[Oo]wner|[Vv]era|FedEx|WeSupply|Stripe"
    r"|EasyPost|Shippo|English|Español|Deutsch|Français|^password$|#\d+|\b[A-Z0-9]{2,}[A-Z0-9_/.•-]*\b|\b\w+/[\w/+-]+|\b\w+:\w{20,}|\b\d+[a-z]+\b|\{\w+\}"
    r"|\b\w+_\w+\b"
)
IN_FRENCH = Locale.parse("fr")
SAID_BY_BABEL = {
    word.lower()
    for names in (
        *IN_FRENCH.months["format"].values(),
        *IN_FRENCH.days["format"].values(),
        IN_FRENCH.territories,
        IN_FRENCH.currencies,
    )
    for name in names.values()
    for word in re.split(r"[\W\d_]+", name)
}
IN_PUBLIC = ("/", "/login", "/login/second", "/signup", "/forgot", "/confirm/nothing", "/reset/nothing", "/invite/nothing", "/nowhere")


def in_brackets(folder: Path) -> Path:
    """A folder of catalogues with one language, in which every text says itself in brackets."""
    said = source_of("fr")
    assert said is not None
    for each in said:
        if each.id:
            each.string = tuple(f"⟦{form}⟧" for form in each.id) if isinstance(each.id, tuple) else f"⟦{each.id}⟧"
    path = folder / "fr" / "LC_MESSAGES" / "wesupply.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, said)
    source_of.cache_clear()  # it holds what was read, and this changed it
    return folder


def outside(text: str) -> str:
    """What stands outside of all brackets."""
    kept, depth = [], 0
    for letter in text:
        depth += letter == "⟦"
        kept.append("" if depth else letter)
        depth -= letter == "⟧"
    return "".join(kept)


def english(texts: list[str]) -> list[str]:
    """Texts with words that nobody asked for in the reader's language."""
    left = ((text, re.findall(r"[^\W\d_][^\W\d_]+", DATA.sub(" ", outside(text)))) for text in dict.fromkeys(texts))
    return [text for text, words in left if any(word.lower() not in SAID_BY_BABEL for word in words)]


@pytest.fixture(scope="module")
def bracketed(built_pages: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product with Acme, whose owner reads the French in brackets."""
    folder = in_brackets(tmp_path_factory.mktemp("locale"))
    with serving(tmp_path_factory.mktemp("data"), environment={"WESUPPLY_LOCALE_DIR": str(folder)}) as served:
        stocked(served)
        served.inside(lambda db: db.execute(update(Person).values(language="fr")))
        yield served


@pytest.fixture
def page(browser: Browser, bracketed: Served) -> Iterator[Page]:
    """A tab of somebody whose browser asks for French."""
    context = browser.new_context(base_url=bracketed.url, locale="fr-FR", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def texts_of(page: Page, address: str) -> list[str]:
    """Every text of the page at this address, once it knows what it shows and speaks the reader's language."""
    page.goto(address, wait_until="commit")
    page.wait_for_function(READY)
    return page.evaluate(TEXTS)


def assert_nothing(found: dict[str, list[str]]) -> None:
    """Every text that is left, with the address where it was seen first."""
    left = {text: address for address, texts in reversed(found.items()) for text in texts}
    assert not left, "\n".join(f"{address}: {text}" for text, address in left.items())


def test_no_screen_of_staff_says_a_word_that_is_not_in_their_language(page: Page) -> None:
    page.goto("/login")
    page.locator("#email").fill(OWNER)
    page.locator("#password").fill(PASSWORD)
    page.locator("#password").press("Enter")
    page.wait_for_url(re.compile(r"^[^?]*/app$"))
    found = {address: english(texts_of(page, address)) for address in (*SCREENS, "/app/account", "/login/confirm", "/store")}
    assert_nothing(found)


def test_no_page_for_anyone_says_a_word_that_is_not_in_the_readers_language(page: Page) -> None:
    found = {address: english(texts_of(page, address)) for address in IN_PUBLIC}
    assert_nothing(found)


def test_no_page_of_a_shopper_says_a_word_that_is_not_in_their_language(page: Page, bracketed: Served) -> None:
    async def links(db) -> list[str]:
        orders = (await db.execute(select(Order).order_by(Order.number))).scalars()
        return [f"/t/{link_token(order.id, order.link_version)}" for order in orders]

    found = {address: english(texts_of(page, address)) for address in ("/s/acme", "/s/nobody", "/t/nothing", *bracketed.inside(links))}
    assert_nothing(found)


def test_what_is_not_said_in_the_readers_language_is_found() -> None:
    assert english(["⟦Orders⟧", "20 nov.", "Ada Lovelace, UPS", "⟦Order {number}⟧ #5001", "Save", "⟦By⟧ somebody"]) == [
        "Save",
        "⟦By⟧ somebody",
    ]
