"""Which camera this is: the chip's id, and the names made from it."""

import machine
import omv

from . import VERSION
from .identity_names import hostname, hotspot_ssid


def unique_id() -> bytes:
    """The chip's own number; every OpenMV port has it (modmachine.c, mp_machine_unique_id)."""
    return machine.unique_id()


class Identity:
    """What the camera says of itself. Nothing in it is secret.

    :param name: the name its owner gave it, or None for one made from the chip's id.
    """

    def __init__(self, name: str | None = None) -> None:
        self.id = unique_id().hex()
        self.name = name or "OpenMV-" + self.id[-6:].upper()
        self.hostname = hostname(self.name)
        self.hotspot_ssid = hotspot_ssid(self.name)
        self.model = omv.arch()
        self.board = omv.board_type()
        self.firmware = omv.version_string()
        self.portal = VERSION
