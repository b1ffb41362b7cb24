"""What the demo shop sells: outdoor and home goods with prices, options and the drawing that shows each."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text


@dataclass(frozen=True, slots=True)
class Good:
    """One product. `price` in whole minor units of the shop's currency; `drawing` and `colours` are for `pictures`."""

    sku: str
    title: str
    price: int
    weight_grams: int
    drawing: str
    colours: tuple[str, str]
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    brand: str = "Fern & Forge"
    tags: tuple[str, ...] = ()
    fulfilment: str = "ship"


_SIZES = ("Size", ("XS", "S", "M", "L", "XL"))
_SHOES = ("Size", ("38", "39", "40", "41", "42", "43", "44", "45"))

GOODS: tuple[Good, ...] = (
    Good("BOOT-RIDGE", "Ridgeline hiking boots", 16800, 1250, "boot", ("#8a5a36", "#4b3221"), (_SHOES,), tags=("footwear",)),
    Good("SHOE-CREEK", "Creekside trail runners", 12400, 640, "boot", ("#3f6f8f", "#e3a33b"), (_SHOES,), tags=("footwear",)),
    Good("JKT-STORM", "Stormwatch rain jacket", 18900, 420, "jacket", ("#d9822b", "#7a3e0d"), (_SIZES, ("Colour", ("Amber", "Slate"))),
         tags=("clothing",)),
    Good("JKT-DOWN", "Larch down jacket", 22900, 510, "jacket", ("#40684f", "#22382b"), (_SIZES, ("Colour", ("Pine", "Ink"))),
         tags=("clothing",)),
    Good("FLC-MOSS", "Moss fleece pullover", 8900, 380, "jacket", ("#7b8f4b", "#4c5a2a"), (_SIZES,), tags=("clothing",)),
    Good("SOCK-WOOL", "Merino hiking socks, pair", 2200, 90, "socks", ("#b5534a", "#6b2a25"), (("Size", ("S", "M", "L")),),
         tags=("clothing",)),
    Good("CAP-WAX", "Waxed cotton cap", 3400, 110, "cap", ("#6a6f45", "#3d4028"), tags=("clothing",)),
    Good("TENT-2P", "Hollow 2 tent for two", 34900, 2300, "tent", ("#c9a13b", "#6b5418"), tags=("camping",)),
    Good("TENT-4P", "Hollow 4 family tent", 52900, 4900, "tent", ("#5b8a72", "#2d4a3c"), tags=("camping", "bulky")),
    Good("BAG-SLEEP", "Ember sleeping bag, −5 °C", 19900, 1350, "bag", ("#a8473b", "#5c211a"), (("Length", ("Regular", "Long")),),
         tags=("camping",)),
    Good("MAT-CORK", "Cork-backed camping mat", 6400, 780, "mat", ("#b98b5a", "#6f4d2b"), tags=("camping",)),
    Good("PACK-38", "Switchback backpack 38 l", 15900, 1180, "pack", ("#35607a", "#1b3442"), (("Colour", ("Lake", "Rust")),),
         tags=("packs",)),
    Good("PACK-18", "Daytrip backpack 18 l", 7900, 540, "pack", ("#b4552d", "#63290f"), (("Colour", ("Rust", "Lake")),), tags=("packs",)),
    Good("STOVE-GAS", "Pocket gas stove", 5900, 110, "stove", ("#8c9299", "#3c4247"), tags=("camping", "hazmat")),
    Good("POT-TI", "Titanium cook set", 8400, 290, "pot", ("#9aa3a8", "#596166"), tags=("camping",)),
    Good("BTL-STEEL", "Insulated bottle 750 ml", 3600, 360, "bottle", ("#2f6f63", "#17403a"), (("Colour", ("Fern", "Bone", "Night")),),
         tags=("kitchen",)),
    Good("LAMP-HEAD", "Owl headlamp 400 lm", 4900, 85, "headlamp", ("#e0b33f", "#3a3a3a"), tags=("camping",)),
    Good("LAMP-DESK", "Forge desk lamp, brass", 13900, 1900, "lamp", ("#c79a3d", "#5f4514"), tags=("home", "fragile")),
    Good("MUG-ENAMEL", "Enamel mug, set of two", 2600, 320, "mug", ("#e9e4d8", "#2c4d63"), (("Colour", ("Cream", "Blue")),),
         tags=("kitchen",)),
    Good("PAN-IRON", "Cast-iron pan 26 cm", 7200, 2700, "pan", ("#3a3c3f", "#1d1e20"), tags=("kitchen",)),
    Good("BOARD-OAK", "Oak cutting board", 5400, 1600, "board", ("#b98450", "#7a5028"), tags=("kitchen",)),
    Good("KNIFE-CHEF", "Hand-forged chef's knife", 14900, 310, "knife", ("#a9b1b6", "#5a3a22"), tags=("kitchen",)),
    Good("BLKT-WOOL", "Lambswool blanket", 11900, 1100, "blanket", ("#93584a", "#ead9c3"), (("Colour", ("Heather", "Oat")),),
         tags=("home",)),
    Good("CNDL-PINE", "Pine & smoke candle", 2800, 430, "candle", ("#efe6d2", "#56633f"), tags=("home", "fragile")),
    Good("VASE-CLAY", "Stoneware vase", 4700, 900, "vase", ("#b7795a", "#6d402b"), tags=("home", "fragile")),
    Good("RUG-JUTE", "Jute rug 120 × 180 cm", 13400, 3800, "rug", ("#c3a46f", "#82673a"), tags=("home", "bulky")),
    Good("CHAIR-FOLD", "Folding camp chair, ash and canvas", 12900, 3200, "chair", ("#8f6b45", "#3f5b4a"), tags=("camping", "bulky")),
    Good("AXE-CAMP", "Forest axe, hickory handle", 9800, 980, "axe", ("#a7acb0", "#9c6b3c"), tags=("camping",)),
    Good("GIFT-50", "Gift card, $50", 5000, 0, "card", ("#1f6f54", "#e9c46a"), tags=("gift",), fulfilment="digital"),
    Good("GUIDE-PDF", "Field guide: 40 weekend trails (PDF)", 1400, 0, "book", ("#3d6b52", "#e9dfc7"),
         tags=("digital",), fulfilment="digital"),
)  # fmt: skip

BY_SKU = {good.sku: good for good in GOODS}


def picture_path(sku: str) -> str:
    """Where a product's picture is served, below the installation's address."""
    return f"/demo/products/{sku.lower()}.svg"


# The API takes whole web addresses only; our pictures are served beside the pages, wherever those may be.
LINE_PICTURES = text(
    "UPDATE order_line SET image_url = '/demo/products/' || lower(sku) || '.svg' WHERE merchant_id = :merchant AND image_url IS NULL"
)

LOGO_PATH = "/demo/logo.svg"
