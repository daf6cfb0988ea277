"""What wpa_supplicant heard on air, as rows of ``portal.radio`` and as channels.

Pure. The table's form is wpa_supplicant/ctrl_iface.c, wpa_supplicant_ctrl_iface_scan_result:
``bssid TAB frequency TAB signal TAB flags TAB ssid``, the name with escapes of printf.
"""

from ...join import networks
from ...join.credentials import Credentials

_CHANNEL_1_MHZ = 2412  # IEEE 802.11-2020, 15.4.4.3: channels are 5 MHz apart, but for the 14th
_CHANNEL_14_MHZ = 2484
_CHANNEL_36_MHZ = 5180

_ESCAPES = {"n": 10, "r": 13, "t": 9, "e": 27, "\\": 92, '"': 34}


def rows(table: str) -> list:
    """``(ssid, bssid, channel, rssi, security)`` for each line of SCAN_RESULTS."""
    found = []
    for line in table.split("\n")[1:]:
        fields = line.split("\t", 4)
        if len(fields) == 5:
            bssid, frequency, signal, flags, name = fields
            address = bytes.fromhex(bssid.replace(":", ""))
            channel = channel_of(int(frequency))
            found.append((unescape(name), address, channel, int(signal), security_of(flags)))
    return found


def elsewhere(rows: list, credentials: Credentials, channel: int) -> list:
    """The addresses of a network's access points on other channels than ``channel``; none if
    it is not on that one.

    One radio has one channel. wpa_supplicant would try the fastest first, on whatever channel;
    the driver refuses, and each next try comes later (measured over mac80211_hwsim: 0.1, 0.5,
    1 and 2 s).
    """
    named = [row for row in rows if row[0] == credentials.ssid]
    if not any(row[2] == channel and _fits(row[4], credentials) for row in named):
        return []
    return [row[1] for row in named if row[2] != channel]


def _fits(security: str, credentials: Credentials) -> bool:
    if credentials.security:
        return security == credentials.security
    return networks.fits(security, credentials)


def security_of(flags: str) -> str:
    """A word of ``networks.SECURITIES`` for flags like ``[WPA2-PSK+SAE-CCMP][ESS]``."""
    if "EAP" in flags or "802.1X" in flags:
        return networks.ENTERPRISE
    if "PSK" in flags:
        return networks.WPA2 if "WPA2-" in flags or "RSN-" in flags else networks.WPA
    if "SAE" in flags:
        return networks.WPA3
    if "WEP" in flags:
        return networks.WEP
    return networks.UNKNOWN if "OWE" in flags or "WPA" in flags else networks.OPEN


def unescape(name: str) -> bytes:
    """The bytes of a name that hostap's printf_encode (src/utils/common.c) has written."""
    data = bytearray()
    letters = iter(name)
    for letter in letters:
        if letter != "\\":
            data += letter.encode(errors="surrogateescape")
            continue
        mark = next(letters, "\\")
        if mark == "x":
            data.append(int(next(letters) + next(letters), 16))
        else:
            data.append(_ESCAPES[mark])
    return bytes(data)


def channel_of(frequency_mhz: int) -> int:
    """The channel's number; 0 for one outside the bands of 2.4 and 5 GHz."""
    if frequency_mhz == _CHANNEL_14_MHZ:
        return 14
    if _CHANNEL_1_MHZ <= frequency_mhz < _CHANNEL_14_MHZ:
        return (frequency_mhz - _CHANNEL_1_MHZ) // 5 + 1
    if _CHANNEL_36_MHZ <= frequency_mhz < 5955:
        return (frequency_mhz - _CHANNEL_36_MHZ) // 5 + 36
    return 0


def frequency_of(channel: int) -> int:
    """The frequency in MHz of a channel from 1 to 14, or from 36 on."""
    if channel == 14:
        return _CHANNEL_14_MHZ
    if channel < 14:
        return _CHANNEL_1_MHZ + 5 * (channel - 1)
    return _CHANNEL_36_MHZ + 5 * (channel - 36)
