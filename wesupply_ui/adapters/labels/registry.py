"""Which label providers can be asked? One line for each; its adapter is imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from wesupply_ui.adapters.http import Http
from wesupply_ui.domain.labels.ports import LabelShop

Factory = Callable[[Http], LabelShop]


def _lazy(module: str, name: str) -> Factory:
    def make(http: Http) -> LabelShop:
        shop: LabelShop = getattr(import_module(f"wesupply_ui.adapters.labels.{module}"), name)(http)
        return shop

    return make


SHOPS: dict[str, Factory] = {"easypost": _lazy("easypost", "EasyPost"), "shippo": _lazy("shippo", "Shippo")}
