"""A camera as its label knows it."""

from __future__ import annotations

import ipaddress
import re

from . import Unusable

_SSID_BYTES_MAX = 32  # IEEE 802.11-2020, 9.4.2.2
_PASSPHRASE = re.compile(r"[ -~]{8,63}")  # the same, J.4.1
_KEY = re.compile(r"[0-9A-Fa-f]{64}")  # and a key of 256 bits in digits


class Camera:
    """
    :param hotspot: the name of its own Wi-Fi, 1 to 32 bytes.
    :param password: what opens that; "" where nothing has to, None where it is not known.
    :param name: what people call it; its hotspot's name where empty.
    :param model: what it is.
    :param mac: its radio's address; ``id``, its chip's, is shown where that is not known.
    :param address: where its page is, an IPv4 address; empty where not known.

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
        _check_name(hotspot)
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
        """Raises Unusable where no hotspot can have it, with the rule and never the password."""
        if password and not (_PASSPHRASE.fullmatch(password) or _KEY.fullmatch(password)):
            raise Unusable("a hotspot's password has 8 to 63 characters, plain ones (ASCII)")
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


def _check_name(hotspot: str) -> None:
    if not hotspot:
        raise Unusable("there is no hotspot's name")
    if len(hotspot.encode()) > _SSID_BYTES_MAX:
        raise Unusable(f"the hotspot's name {hotspot!r} has more than {_SSID_BYTES_MAX} bytes")


def _check_address(address: str) -> None:
    try:
        ipaddress.IPv4Address(address or "0.0.0.0")
    except ValueError:
        raise Unusable(f"{address!r} is no IPv4 address") from None
