"""The one door to Wi-Fi and cable, whatever the chip: everything to get online with.

A radio is an object with these eight methods and seven attributes, whatever the chip, and one
attribute more if it joins enterprise networks:

- ``await scan()``: rows ``(ssid, bssid, channel, rssi, security)``; takes seconds, and on a
  camera blocks for them.
- ``host(ssid, password, channel)``: open the hotspot, or move it; returns its IPv4 address.
- ``unhost()``: close the hotspot; True if the station has to join again afterwards.
- ``join(credentials, security)``: begin to join; security None lets the driver choose.
- ``status()``: ``(number, address)``, a ``status`` number and the address or None.
- ``leave()``: let go of the network.
- ``rssi()``: dBm of the link, or None.
- ``phones()``: how many phones are on the hotspot.
- ``joins``: the words of ``networks.SECURITIES`` it can join.
- ``hotspot``: what becomes of the hotspot during a join, and during a scan: ``stays`` or ``goes``.
- ``sockets_poll``: whether its sockets can be polled, as asyncio does.
- ``mdns``: whether the camera's name resolves on the network as ``NAME.local``.
- ``channel``: where the hotspot is now; 0 while it is closed.
- ``hostname``: the name that DHCP and mDNS tell from the next join on.
- ``certificate``: with ``enterprise`` in ``joins``: the SHA-256 in hex of the certificate that the
  network's server has shown, or None.
- ``mac``: the station's address, 6 bytes; empty if the driver does not tell it.
"""

from ..errors import NoRadio


def find_radio(hostname: str, country: str | None):
    """The board's radio, ready and silent.

    :param hostname: the name that DHCP and mDNS tell, at most 32 characters.
    :param country: two letters, or None for the firmware's own default.

    Raises NoRadio.
    """
    import network

    driver = _driver(getattr(network, "WLAN", None))
    if country:  # read when the chip starts, and never again (cyw43_ll.c, cyw43_ll_wifi_on)
        network.country(country)
    try:
        return driver.Radio(hostname)
    except OSError as error:
        raise NoRadio("no Wi-Fi chip answers: error %s" % error.errno)


def _driver(wlan):
    """The driver's module. It is known by what the class has: ``config()``, which others would
    ask, joins a network on a WINC1500."""
    if hasattr(wlan, "status"):
        from . import cyw43

        return cyw43
    if hasattr(wlan, "fw_version"):
        from . import winc1500

        return winc1500
    raise NoRadio("no Wi-Fi in this firmware that the portal knows")


def find_cable(ipv4=None):
    """The board's Ethernet, started, or None if it has none.

    :param ipv4: the ``fixed_address.Address`` that it has to have, or None.
    """
    import network

    if not hasattr(network, "LAN"):
        return None
    from .ethernet import Cable

    try:
        return Cable(ipv4)
    except OSError:
        return None  # the board can take an Ethernet shield, and has none on it
