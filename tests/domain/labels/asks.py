"""What tests ask labels for: Ada sends boots back to the warehouse in Newark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from wesupply_ui.domain.labels.ask import Ask, Goods, Party

ADA = Party("Ada Lovelace", "", "1 Main St", "", "Austin", "TX", "78701", "US", "+15125550101")
WAREHOUSE = Party("", "Acme Outfitters", "12 Dock Rd", "Gate 4", "Newark", "NJ", "07105", "US", "+19735550100")
TORONTO = Party("Émilie Tremblay", "", "5 Queen St", "", "Toronto", "ON", "M5H 2N2", "CA", "+14165550123")
NOWHERE = replace(ADA, line1="7 Nowhere Lane")
BOOTS = Goods("Trail boots", 2, 6000, 900, "640391", "PT")


def ask(**changes: Any) -> Ask:
    """Ada's boots, 1.8 kg."""
    return replace(Ask(ADA, WAREHOUSE, 1800, printed="R-1001", currency="USD"), **changes)


def abroad(**changes: Any) -> Ask:
    """The same from Toronto, with what customs want to know."""
    return ask(**({"sender": TORONTO, "goods": (BOOTS,)} | changes))
