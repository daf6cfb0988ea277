"""The Ethernet port of RT1062, N6 and Portenta H7: no connect step, only an address or none.

Facts from micropython ports/stm32/network_lan.c and ports/mimxrt/network_lan.c.
"""

import network

from ..join import radio_status


class Cable:
    """The started port.

    :param ipv4: a ``fixed_address.Address``; None if the network gives one.

    Raises OSError if the board has no Ethernet chip on it.
    """

    def __init__(self, ipv4=None) -> None:
        self._lan = network.LAN()
        self._lan.active(True)
        if ipv4:
            # Starting it has begun to ask for one. A cable that comes later asks again only
            # if there is none (ports/stm32/eth.c, eth_dhcp_restart_if_needed).
            self._lan.ifconfig(ipv4.ifconfig)

    def plugged(self) -> bool:
        """Whether there is a live socket at the other end."""
        return self._lan.status() > radio_status.DOWN

    def address(self) -> str | None:
        """The address that the network gave, or the fixed one; None without a link."""
        return self._lan.ifconfig()[0] if self._lan.isconnected() else None
