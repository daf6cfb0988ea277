"""A Linux board with a camera, for example a Raspberry Pi."""

import hashlib
import os
import platform
import shutil

from ..core import console
from ..errors import NoRadio
from ..radio.linux import Radio, interfaces, processes
from ..radio.linux.ethernet import Cable, wires

_FOLDER = "/run/camera-portal-%s"
# The machine's id is a secret among its programs; what others may see is made from it
# (freedesktop.org, machine-id(5)).
_ID_FOR = b"camera-portal "
_ID_BYTES = 8


class Board:
    """See ``portal.board``. It has no power switch of its own: who starts the program decides.

    :param interface: the Wi-Fi interface, for example ``wlan0``.
    :param flash: the folder of ``wifi.txt``.

    Raises ``portal.NoRadio`` if something that it needs is missing.
    """

    def __init__(self, interface: str, flash: str) -> None:
        missing = processes.missing()
        if missing:
            raise NoRadio("apt-get install " + " ".join(missing))
        if not interfaces.is_wireless(interface):
            raise NoRadio("%s is not a Wi-Fi interface of this machine" % interface)
        self._interface = interface
        self._flash = flash
        self._radio: Radio | None = None
        self._folder = _FOLDER % interface
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        self.id = hashlib.sha256(_ID_FOR + _machine_id(interface)).digest()[:_ID_BYTES]
        self.name = "Camera-" + self.id.hex()[-6:].upper()
        self.model = _first_line("/proc/device-tree/model") or platform.node()
        self.kind = platform.machine()
        self.firmware = platform.release()

    counts_power_cycles = False

    def leds(self) -> dict:
        return {}

    def button_held(self) -> bool:
        return False

    def radio(self, hostname: str, country: str | None) -> Radio:
        try:
            self._radio = Radio(self._interface, self._folder, self._flash, hostname, country)
        except OSError as error:
            raise NoRadio(str(error))
        return self._radio

    def cable(self, ipv4) -> Cable | None:
        if ipv4:
            console.fault("a cable's address is this system's to set, not wifi.txt's: ipv4 ignored")
        return Cable() if wires() else None

    def close(self, stay_online: bool) -> None:
        """The portal ends; see ``Radio.close``."""
        if self._radio:
            self._radio.close(stay_online)
        if not stay_online:
            shutil.rmtree(self._folder)


def _machine_id(interface: str) -> bytes:
    return (_first_line("/etc/machine-id") or interfaces.read(interface, "address")).encode()


def _first_line(path: str) -> str:
    try:
        with open(path, errors="replace") as stream:
            return stream.readline().strip().strip("\x00")
    except OSError:
        return ""
