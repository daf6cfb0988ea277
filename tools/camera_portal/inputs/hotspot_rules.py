"""What a camera's hotspot can be called and opened with: the portal's rules, for every tool that
reads them from a file or a person."""

from __future__ import annotations

from portal.errors import Refused
from portal.join import networks
from portal.join.credentials import check_password, check_ssid, encode


def check_hotspot(name: str, password: str) -> None:
    """
    :param password: empty for an open one.

    Raises Refused with the broken rule's word, and the name of the field as tables have it:
    ``hotspot`` or ``hotspot_password``.
    """
    try:
        check_ssid(encode(name, "hotspot"))
        security = networks.WPA2 if password else networks.OPEN
        check_password(encode(password, "password"), security)
    except Refused as refused:
        column = "hotspot_password" if refused.field == "password" else "hotspot"
        raise Refused(refused.word.replace("ssid", "hotspot"), column) from None
