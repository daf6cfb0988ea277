"""The hotspot's DNS: one UDP socket that gives every name the camera's address.

One, because lwIP has five here and DHCP server, DHCP client, mDNS and look-ups take four
(micropython extmod/lwip-include/lwipopts_common.h, MEMP_NUM_UDP_PCB).
"""

import socket

from ..core import clock, const
from .dns_answer import PACKET_BYTES_MAX, answer

_PAUSE_MS = const(20)  # asyncio has no datagrams on MicroPython; nobody notices 20 ms
_BURST = const(8)  # packets answered before the others have their turn


class DnsServer:
    """Answers on ``address``, for ``address``. Raises OSError if the port is taken."""

    def __init__(self, address: str, port: int) -> None:
        self._answer_with = bytes(int(part) for part in address.split("."))
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.bind(socket.getaddrinfo(address, port)[0][-1])

    async def run(self) -> None:
        """Answer until cancelled."""
        try:
            while True:
                await clock.sleep_ms(_PAUSE_MS)
                for _ in range(_BURST):
                    if not self._answer_one():
                        break
        finally:
            self._socket.close()

    def _answer_one(self) -> bool:
        """Answer the next packet; False if there is none."""
        try:
            # One byte more than allowed, so that a longer packet is seen to be longer.
            query, sender = self._socket.recvfrom(PACKET_BYTES_MAX + 1)
            packet = answer(query, self._answer_with)
            if packet:
                self._socket.sendto(packet, sender)
        except OSError:
            return False  # nothing there, or the phone has left
        return True
