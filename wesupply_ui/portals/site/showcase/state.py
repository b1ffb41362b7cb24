"""What the showcase remembers: enough to see the parts move. Knows no merchant and no database."""

from __future__ import annotations

from dataclasses import replace

import reflex as rx

from wesupply_ui.portals import kit
from wesupply_ui.portals.access import ANYONE, audience
from wesupply_ui.portals.site.showcase.rows import EXCEPTIONS, ON_TIME, ORDERS, SCANS, STOPS, SampleOrder, SampleScan, SampleStop


class ShowcaseState(rx.State):
    """The sample rows and what is chosen among them."""

    loaded: bool = False
    orders: list[SampleOrder] = []
    scans: list[SampleScan] = []
    stops: list[SampleStop] = []
    bars: list[kit.Bar] = []
    search: str = ""
    tone: str = ""
    tab: str = "parts"
    sort: str = "number"
    asking: bool = False
    beside: bool = False
    errors: dict[str, str] = {}
    brand: dict[str, str] = {}

    @rx.event
    @audience(ANYONE)
    async def load(self) -> None:
        """Put the samples on the page."""
        self.scans, self.stops, self.loaded = list(SCANS), list(STOPS), True
        self.brand = kit.brand_of("#e4572e").style()
        on_time = [kit.Point(f"{day + 8} Nov", share, f"{share} % on time", "done") for day, share in enumerate(ON_TIME)]
        exceptions = [kit.Point(f"{day + 8} Nov", -number * 2, f"{number} exceptions", "problem") for day, number in enumerate(EXCEPTIONS)]
        self.bars = kit.bars([*on_time, *exceptions], most=100)
        self._choose()

    @rx.event
    @audience(ANYONE)
    async def search_for(self, text: str) -> None:
        """Narrow the table to what was typed."""
        self.search = str(text)[:100]
        self._choose()

    @rx.event
    @audience(ANYONE)
    async def choose_tone(self, tone: str) -> None:
        """Narrow the table to one tone, or stop doing so."""
        self.tone = "" if tone == self.tone else str(tone)
        self._choose()

    @rx.event
    @audience(ANYONE)
    async def sort_by(self, key: str) -> None:
        """Order the table by another column."""
        self.sort = str(key)
        self._choose()

    @rx.event
    @audience(ANYONE)
    async def tick(self, number: str, ticked: bool) -> None:
        """Choose a row."""
        self.orders = [replace(each, ticked=ticked is True) if each.number == number else each for each in self.orders]

    @rx.event
    @audience(ANYONE)
    async def choose_tab(self, tab: str) -> None:
        """Show another tab."""
        self.tab = str(tab)

    @rx.event
    @audience(ANYONE)
    async def ask(self, open_now: bool) -> None:
        """Open or close the dialog."""
        self.asking = open_now is True

    @rx.event
    @audience(ANYONE)
    async def look_beside(self, open_now: bool) -> None:
        """Open or close the drawer."""
        self.beside = open_now is True

    @rx.event
    @audience(ANYONE)
    async def send(self, form: dict[str, str]) -> object:
        """Pretend to save the form: an address without @ is refused beside its field."""
        written = form.get("email", "") if isinstance(form, dict) else ""
        self.errors = {} if "@" in str(written) else {"email": "Write the whole address, with an @."}
        return None if self.errors else kit.toast("Saved")

    @rx.event
    @audience(ANYONE)
    async def agree(self) -> object:
        """Close the dialog and say so."""
        self.asking = False
        return kit.toast("Return approved")

    def _choose(self) -> None:
        found = [each for each in ORDERS if self.search.lower() in f"{each.number} {each.person}".lower() and self.tone in ("", each.tone)]
        key = self.sort.removeprefix("-")
        if key in ("number", "person"):
            found.sort(key=lambda each: getattr(each, key), reverse=self.sort.startswith("-"))
        self.orders = found
