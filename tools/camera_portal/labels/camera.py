"""A camera as its label knows it."""

from __future__ import annotations

import ipaddress

from portal.errors import Refused

from ..inputs.hotspot_rules import check_hotspot
from . import Unusable


class Camera:
    """What is known of one camera.

    :param hotspot: the name of its own Wi-Fi, 1 to 32 bytes.
    :param password: what opens that; "" if nothing has to, None if it is not known.
    :param name: what people call it; its hotspot's name if empty.
    :param model: what it is.
    :param mac: its radio's address; ``id``, its chip's, is shown if that is not known.
    :param address: where its page is, an IPv4 address; empty if not known.

    Raises Unusable.
    """

    def __init__(
        self,
        hotspot: str,
        password: str | None = None,
        name: str = "",
        model: str = "",
        mac: str = "",
        id: str = "",
        address: str = "",
    ) -> None:
        _check_address(address)
        self.hotspot = hotspot
        self.name = name
        self.model = model
        self.mac = mac
        self.id = id
        self.address = address
        self._password: str | None = None
        self.password = password

    @property
    def password(self) -> str | None:
        return self._password

    @password.setter
    def password(self, password: str | None) -> None:
        """Raises Unusable if no hotspot can have it, with the rule and never the password."""
        _check(self.hotspot, password or "")
        self._password = password

    @property
    def title(self) -> str:
        return self.name or self.hotspot

    @property
    def page(self) -> str:
        return f"http://{self.address}/"

    def complete(self, other: Camera) -> None:
        """Take from ``other``, the same camera, what is not known yet."""
        for fact in ("name", "model", "mac", "id", "address"):
            setattr(self, fact, getattr(self, fact) or getattr(other, fact))
        if self.password is None:
            self.password = other.password


def merge(cameras: list[Camera]) -> list[Camera]:
    """One Camera for each hotspot, in order; what the first does not know, a later one tells."""
    merged: dict[str, Camera] = {}
    for camera in cameras:
        merged.setdefault(camera.hotspot, camera).complete(camera)
    return list(merged.values())


def _check(hotspot: str, password: str) -> None:
    try:
        check_hotspot(hotspot, password)
    except Refused as refused:
        raise Unusable(refused.word.replace("_", " ")) from None
    # The standard has no other passphrases (IEEE 802.11-2020, J.4.1). A camera would take one,
    # but a letter that the label's font lacks is spelled out, and nobody could type it from that.
    if not password.isascii():
        raise Unusable("password not in plain letters (ASCII)")


def _check_address(address: str) -> None:
    try:
        ipaddress.IPv4Address(address or "0.0.0.0")
    except ValueError:
        raise Unusable(f"{address!r} is no IPv4 address") from None
