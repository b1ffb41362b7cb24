"""A carrier that says what a test tells it to, when the test lets it: for what no simulator can time."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from wesupply_ui.domain.tracking.ports import CarrierAccount
from wesupply_ui.domain.tracking.reading import Failure, Reading


class Scripted:
    """Implements the port `Carrier`. `says`: number to reading or failure; others are not found. Closed `door`: no call comes back."""

    def __init__(self, code: str = "ups", says: Mapping[str, Reading | Failure] | None = None, *, batch_size: int = 1) -> None:
        self.code, self.batch_size = code, batch_size
        self.says: dict[str, Reading | Failure] = dict(says or {})
        self.door = asyncio.Event()
        self.door.set()
        self.called = asyncio.Event()
        self.calls: list[tuple[str, tuple[str, ...]]] = []
        self.at_once = self.most_at_once = 0

    async def fetch(self, numbers: Sequence[str], account: CarrierAccount) -> Mapping[str, bytes | Failure]:
        self.calls.append((account.key, tuple(numbers)))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.called.set()
        try:
            await asyncio.sleep(0)  # a network never answers in the same breath
            await self.door.wait()
        finally:
            self.at_once -= 1
        answers = {number: self.says.get(number, Failure("not_found", "no such number", True)) for number in numbers}
        return {number: said if isinstance(said, Failure) else repr(said).encode() for number, said in answers.items()}

    def read(self, body: bytes, number: str) -> Reading | Failure:
        return self.says[number]


def everyone(carrier: str, base_url: str | None = None, **secrets: str):
    """Accounts: the platform's own for everybody."""

    async def accounts(_db: object, _carrier: str, merchant_ids: Sequence[str]) -> dict[str, CarrierAccount]:
        return dict.fromkeys(merchant_ids, CarrierAccount(f"platform:{carrier}", carrier, base_url, **secrets))

    return accounts
