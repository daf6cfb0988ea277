"""What a program gets: the network it is on."""


class Link:
    """The network that the camera is on.

    :param interface: ``wlan`` or ``cable``.
    :param address: the IPv4 address.
    :param ssid: the network's name in bytes; None on a cable.
    """

    def __init__(self, interface: str, address: str, ssid: bytes | None = None) -> None:
        self.interface = interface
        self.address = address
        self.ssid = ssid

    def __repr__(self) -> str:
        return "<Link %s %s>" % (self.interface, self.address)
