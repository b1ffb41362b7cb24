"""Which carriers can be polled? One line per carrier; its adapter is imported when it is first asked for.

`runtime` makes each carrier once and gives all of them the same `Http`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from wesupply_ui.adapters.http import Http
from wesupply_ui.domain.tracking.ports import Carrier

Factory = Callable[[Http], Carrier]


def _lazy(module: str, name: str) -> Factory:
    """A factory that imports `wesupply_ui.adapters.carriers.<module>` at its first call and makes its class `name`."""

    def make(http: Http) -> Carrier:
        carrier: Carrier = getattr(import_module(f"wesupply_ui.adapters.carriers.{module}"), name)(http)
        return carrier

    return make


CARRIERS: dict[str, Factory] = {
    "ups": _lazy("ups.client", "Ups"),
    "fedex": _lazy("fedex.client", "FedEx"),
    "usps": _lazy("usps.client", "Usps"),
    "dhl": _lazy("dhl.client", "Dhl"),
}
"""Our carrier code -> what makes its adapter, given the shared HTTP client."""

NEEDS: dict[str, tuple[str, ...]] = {
    "ups": ("client_id", "client_secret"),
    "fedex": ("client_id", "client_secret"),
    "usps": ("client_id", "client_secret"),
    "dhl": ("api_key",),
}
"""By which secrets each carrier lets somebody in. UPS also takes the shipper's account number."""

TAKES_ACCOUNT = frozenset({"ups"})

SANDBOXES = {"ups": "https://wwwcie.ups.com", "fedex": "https://apis-sandbox.fedex.com", "usps": "https://apis-tem.usps.com"}
"""Where carriers let an account be tried without real parcels."""

SAMPLES = {"ups": "1Z12345E0205271688", "fedex": "122816215025810", "usps": "9400100000000000000000", "dhl": "00340434292135100186"}
"""Numbers of the carriers' own documents, for trying an account: that they are unknown tells as well that it works."""
