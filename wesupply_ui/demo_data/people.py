"""Who buys at the demo shop, and where do they live? Invented people at real cities; mail addresses and phones that reach nobody."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from wesupply_ui.simulator.places import CITIES, CITIES_ABROAD, Place


@dataclass(frozen=True, slots=True)
class Shopper:
    """A customer as the shop would send them. `phone` from ranges set aside for fiction."""

    external_id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    line1: str
    line2: str
    place: Place

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


_FIRST = (
    "Ada", "Amara", "Anton", "Beatriz", "Bjørn", "Callum", "Camila", "Chloe", "Daniel", "Dalia", "Elif", "Emeka", "Emma", "Esther", "Farid",
    "Fiona", "Giulia", "Grace", "Hannah", "Harold", "Ibrahim", "Ines", "Isaac", "Jasmine", "Joaquín", "Jonas", "Keiko", "Kwame", "Laila",
    "Leah", "Liam", "Lucía", "Malik", "Marta", "Mei", "Mila", "Nadia", "Nikhil", "Noah", "Olga", "Omar", "Paige", "Pedro", "Priya",
    "Quentin", "Rosa", "Ruth", "Samir", "Sofia", "Søren", "Tamsin", "Teo", "Uma", "Viktor", "Walter", "Xiomara", "Yara", "Yusuf", "Zoë",
    "Zsófia",
)  # fmt: skip
_LAST = (
    "Abbott", "Adeyemi", "Almeida", "Andersson", "Baker", "Banerjee", "Brooks", "Castillo", "Chen", "Cohen", "Dąbrowski", "Diaz", "Doyle",
    "Edwards", "Fischer", "Fraser", "García", "Goldberg", "Haddad", "Hansen", "Hughes", "Ivanova", "Jansen", "Johnson", "Kaur", "Kim",
    "Kowalski", "Larsen", "Lopez", "MacLeod", "Mbeki", "Mendoza", "Miller", "Moreau", "Nakamura", "Nguyen", "Novák", "O'Brien", "Okafor",
    "Olsen", "Park", "Patel", "Pereira", "Quinn", "Reyes", "Ricci", "Rossi", "Sato", "Schneider", "Silva", "Singh", "Smith", "Tanaka",
    "Thompson", "Torres", "Ueda", "Vasquez", "Walker", "Wójcik", "Young",
)  # fmt: skip
# Names that try a layout: other scripts, other directions, very long, very short.
_SPECIAL = (
    ("美咲", "山田"), ("محمد", "عبد الرحمن الحسيني"), ("Олександра", "Шевченко"), ("דנה", "לוי"), ("예린", "박"),
    ("Γιώργος", "Παπαδόπουλος"),
    ("Maximiliana Theodora Josephine", "von und zu Hohenlohe-Waldenburg-Schillingsfürst"), ("Bo", "Xu"),
    ("अनन्या", "शर्मा"), ("D'Artagnan", "Ó Súilleabháin"),
    ("สมชาย", "ศรีสุวรรณ"), ("Wolfeschlegelsteinhausenbergerdorff", "Jr."),
)  # fmt: skip
_STREETS = (
    "Alder St", "Birch Ave", "Canal St", "Cedar Ln", "Dogwood Dr", "Elm St", "Foundry Rd", "Franklin Ave", "Garden St", "Harbor Way",
    "Hill Rd", "Juniper Ct", "Lake St", "Linden Blvd", "Main St", "Maple Ave", "Mill Rd", "Oak St", "Orchard Ln", "Park Pl", "Pine St",
    "Prospect Ave", "River Rd", "Spring St", "Summit Ave", "Union St", "Valley Rd", "Walnut St", "Water St", "Willow Way",
)  # fmt: skip
_DOMAINS = ("example.com", "example.org", "example.net")


def shoppers(count: int, source: random.Random, *, abroad: float = 0.1) -> list[Shopper]:
    """So many people; a tenth of them live in other countries. The names that try a layout are among the first sixty."""
    found = []
    special = iter(_SPECIAL)
    for index in range(count):
        unusual = next(special, None) if index % 5 == 2 else None
        first, last = unusual or (source.choice(_FIRST), source.choice(_LAST))
        place = source.choice(CITIES_ABROAD if source.random() < abroad else CITIES)
        found.append(_shopper(index, first, last, place, source))
    return found


def shopper(index: int, source: random.Random) -> Shopper:
    """The person of this index (0 or more), who has mail address and external id to themselves. At home in the country of the shop."""
    return _shopper(index, source.choice(_FIRST), source.choice(_LAST), source.choice(CITIES), source)


def _shopper(index: int, first: str, last: str, place: Place, source: random.Random) -> Shopper:
    local = _ascii(f"{first}.{last}").lower() or f"shopper{index}"
    return Shopper(
        external_id=f"c{1000 + index}",
        first_name=first,
        last_name=last,
        email=f"{local[:40]}{index}@{source.choice(_DOMAINS)}",
        # 555-0100 to 555-0199 are set aside for fiction in every North American area.
        phone=f"+1{source.choice(('415', '512', '206', '617', '303'))}55501{source.randrange(100):02d}",
        line1=f"{source.randrange(2, 2400)} {source.choice(_STREETS)}",
        line2=source.choice(("", "", "", f"Apt {source.randrange(1, 40)}", f"Floor {source.randrange(2, 9)}")),
        place=place,
    )


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(char for char in plain if char.isalnum() or char == ".").strip(".")
