"""Products from a feed in Google's format: RSS 2.0 or Atom with the elements of Google's namespace.

Read as a stream by expat with every kind of entity and document type refused, so that a feed can neither grow in memory nor reach for
other files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from wesupply_ui.domain.catalogue.raw_products import RawProduct
from wesupply_ui.kernel.errors import FieldProblem, Invalid

MOST_DEPTH = 20
MOST_CHARACTERS = 20_000
MOST_PRODUCTS = 200_000
_GOOGLE = "http://base.google.com/ns/1.0"
_PRODUCTS = frozenset({"item", "entry"})
_OWN = {"id": "sku", "title": "title", "item_group_id": "variant_of", "link": "product_url", "image_link": "image_url"}
_OPTIONS = frozenset({"color", "size", "material", "pattern"})
_PRICE = re.compile(r"([0-9][0-9.,]*)\s*([A-Za-z]{3})?|([A-Za-z]{3})\s*([0-9][0-9.,]*)")


def products_of_google(body: bytes) -> Iterator[RawProduct]:
    """Every product of the feed, by the line on which it begins. Invalid with line and column when it is no such feed."""
    feed = _Feed()
    try:
        feed.parser.Parse(body, True)
    except expat.ExpatError as error:
        said = f"The feed is no XML: {expat.ErrorString(error.code)} in line {error.lineno}, column {error.offset + 1}."
        raise Invalid(said) from error
    if not feed.products and feed.root not in ("rss", "feed", "channel"):
        raise Invalid("This is no product feed: it begins with neither “rss” nor “feed”.")
    return iter(feed.products)


class _Feed:
    """What expat has told so far."""

    def __init__(self) -> None:
        self.products: list[RawProduct] = []
        self.root = ""
        self._path: list[str] = []
        self._current: RawProduct | None = None
        self._base = 0
        self._text: list[str] = []
        self._length = 0
        self._link = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.UnparsedEntityDeclHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse

    def _refuse(self, *_: Any) -> bool:
        raise Invalid("The feed has a document type or entities, which are not taken; send it without.")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        self.root = self.root or name
        self._path.append(name)
        if len(self._path) > MOST_DEPTH:
            raise Invalid(f"The feed is nested more than {MOST_DEPTH} deep.")
        self._text, self._length = [], 0
        if self._current is None and name in _PRODUCTS and namespace != _GOOGLE:
            if len(self.products) >= MOST_PRODUCTS:
                raise Invalid(f"The feed has more than {MOST_PRODUCTS} products; send it in parts.")
            self._current, self._base = RawProduct({}, self.parser.CurrentLineNumber), len(self._path)
        self._link = attributes.get("href", "") if name == "link" else ""

    def _characters(self, text: str) -> None:
        if self._current is None:
            return
        self._length += len(text)
        if self._length <= MOST_CHARACTERS:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        namespace, _, name = tag.rpartition(" ")
        depth = len(self._path)
        self._path.pop()
        if self._current is None:
            return
        if depth == self._base:
            self.products.append(self._current)
            self._current = None
        elif depth == self._base + 1:
            self._take(name, "".join(self._text).strip() or self._link, wins=namespace == _GOOGLE)
        self._text, self._length, self._link = [], 0, ""

    def _take(self, name: str, text: str, *, wins: bool) -> None:
        """One element of a product; Google's own win over the feed's. Groups of elements, such as shipping prices, have no text."""
        assert self._current is not None
        product = self._current
        if not text:
            return
        if self._length > MOST_CHARACTERS:
            product.problems.append(FieldProblem(name, f"has more than {MOST_CHARACTERS} characters"))
        elif name == "price":
            _take_price(text, product)
        elif name in _OWN:
            if wins or _OWN[name] not in product.value:
                product.value[_OWN[name]] = text
        elif name in _OPTIONS:
            product.value.setdefault("options", {}).setdefault(name, text)
        else:
            attributes = product.value.setdefault("attributes", {})
            before = attributes.get(name)
            attributes[name] = text if before is None else [*(before if isinstance(before, list) else [before]), text]


def _take_price(text: str, product: RawProduct) -> None:
    found = _PRICE.fullmatch(text)
    if not found:
        product.problems.append(FieldProblem("price", f"is “{text[:60]}”; write it like 15.00 USD"))
        return
    amount, currency = (found[1], found[2]) if found[1] else (found[4], found[3])
    product.value["price"] = _plain(amount)
    if currency:
        product.value["currency"] = currency.upper()


def _plain(amount: str) -> str:
    """A comma is the point where two digits at most follow it, else it parts thousands."""
    return amount.replace(",", ".") if re.fullmatch(r"[0-9]+,[0-9]{1,2}", amount) else amount.replace(",", "")
