"""The networks in range: many radio rows, a few rows for people.

Pure.
"""

from ..core import const, text

# More than anyone scrolls through; a flood of forged beacons must not fill the heap.
_ROWS_MAX = const(50)

SSID_BYTES_MAX = 32  # IEEE 802.11-2020, 9.4.2.2

OPEN = "open"
WEP = "wep"
WPA = "wpa"
WPA2 = "wpa2"
WPA3 = "wpa3"
ENTERPRISE = "enterprise"
UNKNOWN = "unknown"
SECURITIES = (OPEN, WEP, WPA, WPA2, WPA3, ENTERPRISE, UNKNOWN)


class Network:
    """One name and security in range, however many access points carry it.

    :param ssid: the name, 1 to 32 bytes.
    :param security: a word of ``SECURITIES``.
    :param rssi: strength of the strongest access point, dBm.
    :param channel: the channel of that access point.
    """

    def __init__(self, ssid: bytes, security: str, rssi: int, channel: int) -> None:
        self.ssid = ssid
        self.security = security
        self.rssi = rssi
        self.channel = channel
        self.radios = 1

    @property
    def id(self) -> str:
        return self.ssid.hex()

    @property
    def name(self) -> str:
        return text.show(self.ssid)

    def add_radio(self, rssi: int, channel: int) -> None:
        """One more access point of the same name; the strongest speaks for all."""
        self.radios += 1
        if rssi > self.rssi:
            self.rssi = rssi
            self.channel = channel


def merge(rows: list) -> list[Network]:
    """One Network for each name and security in ``rows``, strongest first.

    :param rows: ``(ssid, bssid, channel, rssi, security)`` tuples of a radio's ``scan()``.

    A hidden network comes as an empty name or as NULs (micropython extmod/network_cyw43.c)
    and cannot be picked from a list, so it is left out.
    """
    merged: dict[tuple[bytes, str], Network] = {}
    for ssid, _, channel, rssi, security in rows:
        if not 0 < len(ssid) <= SSID_BYTES_MAX or not ssid.strip(b"\x00"):
            continue
        known = merged.get((ssid, security))
        if known:
            known.add_radio(rssi, channel)
        else:
            merged[ssid, security] = Network(bytes(ssid), security, rssi, channel)
    return strongest_first(merged.values())[:_ROWS_MAX]


def strongest_first(networks) -> list[Network]:
    return sorted(networks, key=lambda network: -network.rssi)


def find(networks: list[Network], credentials) -> Network | None:
    """The one of ``networks`` that ``credentials`` are for, or None if the name is not there.

    A name may be on air twice, open and secured for example, and on two channels. What has the
    very security comes first, then what is open or secured as the credentials are.
    """
    named = [network for network in networks if network.ssid == credentials.ssid]
    for network in named:
        if network.security == credentials.security:
            return network
    for network in named:
        if fits(network.security, credentials):
            return network
    return named[0] if named else None


def fits(security: str, credentials) -> bool:
    """Whether a network of that ``security`` is open, or secured, as the credentials are."""
    return (security != OPEN) == credentials.secured
