"""``wifi.txt`` while it is open: reading it, changing it, and the copy for OpenMV's recovery.

Close it soon: with all that it is made of, it takes more of the heap than what is in it.
"""

from ..core import console, const
from ..join.credentials import Credentials
from . import checks, openmv_recovery, saved_networks
from .hotspot_password import new_password
from .two_copies import NO_ROOM, TOO_LARGE, Storage

_REASONS = {NO_ROOM: "there is no room", TOO_LARGE: "they are too large"}
_COUNTRY = const("country")
_GREETING = const(
    (
        "Camera Portal's settings. Edit, save, eject the drive, switch the camera off and on.",
        "wifi.ssid and wifi.psk name the network to join; wifi.2.ssid and wifi.2.psk the next one.",
        "A password is rewritten here so that a glance does not show it. It is not encrypted.",
    )
)


class Notebook:
    """
    :param flash: the folder of ``wifi.txt``.
    :param unique_id: the chip's id, which hides passwords from a glance.
    """

    def __init__(self, flash: str, unique_id: bytes) -> None:
        self._unique_id = unique_id
        self._path = flash + "/wifi.txt"
        self._storage = Storage(self._path, flash + "/wifi.bak")
        self._recovery = Storage(flash + "/openmv-recovery.txt", flash + "/openmv-recovery.bak")
        self._file = self._storage.load()
        self.networks: list[Credentials] = []
        self.cable: tuple = (True, None)
        # What cannot be used: (line number from 1, word); 0 is the whole file.
        self.faults: list[tuple[int, str]] = []
        self._read()

    def get(self, key: str) -> str | None:
        """What the owner has set for ``key``, or None where that cannot be used."""
        value = self._file.get(key) or None
        return None if value and key == _COUNTRY and checks.fault(key, value) else value

    def set(self, values: dict) -> bool:
        """Keep ``{key: value}``, where there is a value; False where the drive would not."""
        for key, value in values.items():
            if value:
                self._file.set(key, value)
        return self._save()

    def tell_faults(self) -> None:
        """Say on the console which lines cannot be used."""
        for line, word in self.faults:
            if line:
                console.settings_fault(self._path, line, word)
            else:
                console.fault(self._path + " is too large, or a folder: left alone")

    def hotspot_password(self) -> str:
        """The hotspot's password, made and kept where there is none. One that cannot be used is
        left for its owner to see, and counts again once he has mended it."""
        for key in (checks.HOTSPOT_PASSWORD, checks.MADE_PASSWORD):
            password = self._file.get(key)
            if not password:
                break
            if not checks.fault(key, password):
                return password
        password = new_password()
        self._file.set(key, password)
        self._save()
        return password

    def hide_clear_passwords(self) -> None:
        """Rewrite what someone has typed into the file, and what a power cut has spoilt."""
        if (
            saved_networks.hide_clear_passwords(self._file, self._unique_id)
            or self._storage.is_spoilt
        ):
            self._save()
        file = self._recovery.load()
        if self._recovery.is_spoilt:
            _store(self._recovery, file, " of OpenMV's recovery")

    def remember(self, proven: Credentials) -> bool:
        """Keep a network that has just worked; False where the drive would not take it."""
        saved_networks.remember(self._file, proven, self._unique_id)
        kept = self._save()
        self._save_recovery(proven)
        return kept

    def prove(self, known: Credentials) -> None:
        """A network of this file has just worked: keep what has been learned with it."""
        if saved_networks.pin(self._file, known):
            self._save()
        self._save_recovery(known)

    def forget(self, ssid: bytes | None = None) -> bool:
        """Drop one network, or all; False where the drive would not take it."""
        saved_networks.forget(self._file, ssid)
        file = self._recovery.load()
        if openmv_recovery.forget(file, ssid):
            _store(self._recovery, file, " of OpenMV's recovery")
        return self._save()

    def _read(self) -> None:
        self.networks, self.faults = saved_networks.read(self._file, self._unique_id)
        ipv4, faults = saved_networks.cable(self._file)
        self.cable = not faults, ipv4
        self.faults += faults
        self.faults += checks.faults(self._file, bool(self.networks))
        if self._storage.is_unusable():
            self.faults.append((0, "unusable_file"))
        self.faults.sort()

    def _save(self) -> bool:
        if not self._file.render():
            for line in _GREETING:
                self._file.comment(line)
        self._read()
        return _store(self._storage, self._file, "")

    def _save_recovery(self, proven: Credentials) -> None:
        file = self._recovery.load()
        before = file.render()
        if openmv_recovery.update(file, proven, self._unique_id) and file.render() != before:
            _store(self._recovery, file, " of OpenMV's recovery")


def _store(storage: Storage, file, whose: str) -> bool:
    try:
        storage.save(file)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or "error %s" % error.errno
        console.fault("the drive did not take the settings%s: %s" % (whose, reason))
        return False
    return True
