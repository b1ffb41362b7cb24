"""A small DNS server on loopback, with text records that a test sets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset


@dataclass
class Zone:
    """`records`: name → texts. `mute`: queries are swallowed. `address`: "127.0.0.1:port" once it runs."""

    records: dict[str, list[str]] = field(default_factory=dict)
    mute: bool = False
    broken: bool = False
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def answer(self, query: dns.message.Message) -> dns.message.Message:
        name = query.question[0].name.to_text(omit_final_dot=True)
        self.asked.append(name)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.AA | dns.flags.RA
        if self.broken:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif name not in self.records:
            response.set_rcode(dns.rcode.NXDOMAIN)
        elif self.records[name]:
            texts = [f'"{text}"' for text in self.records[name]]
            response.answer.append(dns.rrset.from_text(query.question[0].name, 60, "IN", dns.rdatatype.TXT, *texts))
        return response


class _Socket(asyncio.DatagramProtocol):
    def __init__(self, zone: Zone) -> None:
        self._zone = zone

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.DatagramTransport = transport  # type: ignore[assignment]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if not self._zone.mute:
            self._transport.sendto(self._zone.answer(dns.message.from_wire(data)).to_wire(), addr)


@asynccontextmanager
async def serving() -> AsyncIterator[Zone]:
    """The server, for the block."""
    zone = Zone()
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Socket(zone), local_addr=("127.0.0.1", 0))
    host, port = transport.get_extra_info("sockname")[:2]
    zone.address = f"{host}:{port}"
    try:
        yield zone
    finally:
        transport.close()
