"""How tests call the simulated carriers: bare HTTP, as each carrier's documents say, without the product's own adapters."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from wesupply_ui.simulator.running import Running
from wesupply_ui.simulator.sign_in import API_KEY, CLIENT_ID, CLIENT_SECRET

SHIPPED = datetime(2026, 11, 3, 15, 0, tzinfo=UTC)
"""A Tuesday, ten in the morning in Newark."""


@dataclass
class Watch:
    """A clock that tests set."""

    at: datetime = SHIPPED

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **amount: float) -> None:
        self.at += timedelta(**amount)


@dataclass
class Caller:
    """Signs in once per carrier and asks."""

    up: Running
    http: httpx.AsyncClient
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, carrier: str, client_id: str = CLIENT_ID, secret: str = CLIENT_SECRET) -> httpx.Response:
        base = self.up.base_urls[carrier]
        if carrier == "ups":
            basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
            headers = {"Authorization": f"Basic {basic}"}
            return await self.http.post(f"{base}/security/v1/oauth/token", data={"grant_type": "client_credentials"}, headers=headers)
        fields = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        if carrier == "fedex":
            return await self.http.post(f"{base}/oauth/token", data=fields)
        return await self.http.post(f"{base}/oauth2/v3/token", json=fields)

    async def sign_in(self, carrier: str) -> None:
        self.tokens[carrier] = (await self.token(carrier)).json()["access_token"]

    async def ask(self, carrier: str, *numbers: str) -> httpx.Response:
        base = self.up.base_urls[carrier]
        if carrier == "dhl":
            return await self.http.get(f"{base}/track/shipments", params={"trackingNumber": numbers[0]}, headers={"DHL-API-Key": API_KEY})
        if carrier not in self.tokens:
            await self.sign_in(carrier)
        headers = {"Authorization": f"Bearer {self.tokens[carrier]}"}
        if carrier == "ups":
            headers |= {"transId": "1", "transactionSrc": "tests"}
            return await self.http.get(f"{base}/api/track/v1/details/{numbers[0]}", headers=headers)
        if carrier == "usps":
            return await self.http.get(f"{base}/tracking/v3/tracking/{numbers[0]}", params={"expand": "DETAIL"}, headers=headers)
        listed = [{"trackingNumberInfo": {"trackingNumber": number}} for number in numbers]
        question = {"includeDetailedScans": True, "trackingInfo": listed}
        return await self.http.post(f"{base}/track/v1/trackingnumbers", json=question, headers=headers)


def entries(carrier: str, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The scans of an answer about one number, newest first, as the carrier wrote them."""
    if carrier == "ups":
        return answer["trackResponse"]["shipment"][0]["package"][0]["activity"]
    if carrier == "fedex":
        return answer["output"]["completeTrackResults"][0]["trackResults"][0]["scanEvents"]
    return answer["trackingEvents"] if carrier == "usps" else answer["shipments"][0]["events"]
