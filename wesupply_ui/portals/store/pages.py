"""The store's addresses."""

from __future__ import annotations

from wesupply_ui.portals.page import Page
from wesupply_ui.portals.store.desk.page import desk
from wesupply_ui.portals.store.desk.state import DeskState

# For anyone: a registered tablet's cookie shows names and nothing else; what is of the store is loaded by a handler for its people.
PAGES = (Page("/store", desk, "Store desk", on_load=[DeskState.load]),)
