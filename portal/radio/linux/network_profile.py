"""A network as wpa_supplicant takes it: the pairs of its SET_NETWORK commands.

Pure. Every name and password goes in hex or as a derived key, a form in which no byte of it can
end a string, a command or a line (wpa_supplicant/config.c, wpa_config_parse_string).
"""

import hashlib

from ...join import networks
from ...join.credentials import Credentials, is_key

# IEEE 802.11-2020, J.4.1: a key is derived from passphrase and name in 4096 rounds.
_KEY_ROUNDS = 4096
_KEY_BYTES = 32

_PROTECTED_IF_ABLE = "1"  # management frames, ieee80211w: WPA3 demands it, WPA2 may
_PROTECTED = "2"

_METHODS = {
    "peap": ("PEAP", b"auth=MSCHAPV2"),
    "ttls-pap": ("TTLS", b"auth=PAP"),
    "ttls-mschapv2": ("TTLS", b"auth=MSCHAPV2"),
}


def pairs(credentials: Credentials, flash: str) -> list:
    """``(key, value)`` of every SET_NETWORK for ``credentials``.

    :param flash: the folder that a certificate's file name is in.
    """
    found = [("ssid", credentials.ssid.hex()), ("scan_ssid", "1")]
    if credentials.login:
        return found + _enterprise(credentials, flash)
    if not credentials.password:
        return [*found, ("key_mgmt", "NONE")]
    return found + _personal(credentials)


def derived_key(ssid: bytes, password: bytes) -> str:
    """The 256 bits that WPA2 uses for a password, in hex; a key in hex is itself."""
    if is_key(password):
        return password.decode()
    return hashlib.pbkdf2_hmac("sha1", password, ssid, _KEY_ROUNDS, _KEY_BYTES).hex()


def _personal(credentials: Credentials) -> list:
    """WPA2 and WPA3 together, unless only one can be: a list cannot always tell."""
    password = credentials.password
    if credentials.security == networks.WPA3:
        return [
            ("key_mgmt", "SAE"),
            ("ieee80211w", _PROTECTED),
            ("sae_password", password.hex()),
        ]
    key = ("psk", derived_key(credentials.ssid, password))
    if credentials.security == networks.WPA or is_key(password):
        return [("key_mgmt", "WPA-PSK"), ("ieee80211w", _PROTECTED_IF_ABLE), key]
    return [
        ("key_mgmt", "WPA-PSK WPA-PSK-SHA256 SAE"),
        ("ieee80211w", _PROTECTED_IF_ABLE),
        key,
        ("sae_password", password.hex()),
    ]


def _enterprise(credentials: Credentials, flash: str) -> list:
    login = credentials.login
    method, inner = _METHODS[login.method]
    found = [
        ("key_mgmt", "WPA-EAP WPA-EAP-SHA256"),
        ("ieee80211w", _PROTECTED_IF_ABLE),
        ("eap", method),
        ("phase2", inner.hex()),
        ("identity", login.identity.hex()),
        ("password", credentials.password.hex()),
    ]
    return found + [(key, value.encode().hex()) for key, value in _trust(login, flash)]


def _trust(login, flash: str) -> list:
    """What the server's certificate has to be: signed by a file's, or the pinned one itself."""
    if login.authority:
        trust = [("ca_cert", "%s/%s" % (flash, login.authority))]
        if login.server:
            trust.append(("domain_suffix_match", login.server))
        return trust
    if login.certificate:
        return [("ca_cert", "hash://server/sha256/" + login.certificate)]
    return []
