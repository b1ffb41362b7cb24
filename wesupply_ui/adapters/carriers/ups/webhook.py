"""Which parcels does a UPS Track Alert push speak of? UPS sends one event as JSON, with the merchant's credential in a header.

Source: UPS's Track Alert document (`trackingNumber` names the parcel; the credential given at subscription comes back as the header
`credential`). The push only says that there is news. The history itself is
read from the Track API, so that a forged or partial event can never write a scan.
"""

from __future__ import annotations

import orjson


class TrackAlert:
    """UPS's pushes."""

    credential_header = "credential"

    def numbers(self, body: bytes) -> list[str]:
        """The tracking numbers in a push. ValueError when it isn't one of UPS's documented shapes."""
        try:
            event = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ValueError("is not JSON") from error
        events = event if isinstance(event, list) else [event]
        found = [each.get("trackingNumber") for each in events if isinstance(each, dict)]
        named = [number for number in found if isinstance(number, str) and number.strip()]
        if not named:
            raise ValueError("names no tracking number")
        return named
