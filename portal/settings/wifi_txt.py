"""``wifi.txt`` while it is open: what is in it, and every change that is made to it.

Close it soon: with all the modules that it needs, it takes more of the heap than its content.
"""

import os

from ..core import assets, console, const
from ..join import credentials
from . import checks, openmv_recovery, saved_networks
from .two_copies import NO_ROOM, TOO_LARGE, TwoCopies

_REASONS = {NO_ROOM: "there is no room", TOO_LARGE: "they are too large"}
_COUNTRY = const("country")

# Without the letters that are mistaken for one another on a label: 0 o 1 l i.
_LETTERS = const("23456789abcdefghjkmnpqrstuvwxyz")
# 31 letters are 4.95 bits each: 13 of them are 64 bits.
_LENGTH = const(13)
# The largest multiple of 31 that a byte can hold; bytes above it would favour some letters.
_FAIR = const(248)


class WifiTxt:
    """The open file. What is changed is saved at once, and in OpenMV's recovery file, too.

    :param flash: the folder of ``wifi.txt``.
    :param unique_id: the chip's id, which hides passwords from a glance.
    """

    def __init__(self, flash: str, unique_id: bytes) -> None:
        self._unique_id = unique_id
        self._path = flash + "/wifi.txt"
        self._storage = TwoCopies(self._path, flash + "/wifi.bak")
        self._recovery = TwoCopies(flash + "/openmv-recovery.txt", flash + "/openmv-recovery.bak")
        self._file = self._storage.load()
        self.networks: list[credentials.Credentials] = []
        self.cable: tuple = (True, None)
        # What cannot be used: (line number from 1, word); 0 is the whole file.
        self.faults: list[tuple[int, str]] = []
        self._read()

    def get(self, key: str) -> str | None:
        """What the owner has set for ``key``; None if nothing, or a country that is not usable."""
        value = self._file.get(key) or None
        return None if value and key == _COUNTRY and checks.fault(key, value) else value

    def tidy(self) -> list:
        """Say on the console what cannot be used, hide the passwords that someone has typed, and
        mend what a power cut has spoilt. Returns the faults as they were before."""
        faults = self.faults
        for line, word in faults:
            if line:
                console.settings_fault(self._path, line, word)
            else:
                console.fault(self._path + " is too large, or a folder: left alone")
        if (
            saved_networks.hide_clear_passwords(self._file, self._unique_id)
            or self._storage.is_spoilt
        ):
            self._save()
        recovery = self._recovery.load()
        if self._recovery.is_spoilt:
            self._save_recovery(recovery)
        return faults

    def set(self, values: dict) -> bool:
        """Keep ``{key: value}``, as far as there is a value. Like every change it returns False
        if the drive did not take it."""
        for key, value in values.items():
            if value:
                self._file.set(key, value)
        return self._save()

    def hotspot_password(self) -> str:
        """The hotspot's password, made and kept if there is none. One that cannot be used is left
        for its owner to see, and counts again once they have corrected it."""
        for key in (checks.HOTSPOT_PASSWORD, checks.MADE_PASSWORD):
            password = self._file.get(key)
            if not password:
                break
            if not checks.fault(key, password):
                return password
        password = new_password()
        self.set({key: password})
        return password

    def remember(self, proven: credentials.Credentials) -> bool:
        """Keep a network that has just worked."""
        saved_networks.remember(self._file, proven, self._unique_id)
        kept = self._save()
        self._change_recovery(openmv_recovery.update, proven, self._unique_id)
        return kept

    def note_success(self, known: credentials.Credentials) -> None:
        """A network of this file has just worked: keep what has been learned with it."""
        if saved_networks.pin(self._file, known):
            self._save()
        self._change_recovery(openmv_recovery.update, known, self._unique_id)

    def forget(self, ssid: bytes | None = None) -> bool:
        """Drop one network, or all."""
        self._change_recovery(openmv_recovery.forget, ssid)
        saved_networks.forget(self._file, ssid)
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
        if not self._file.keys:
            with assets.open_text("templates/greeting.txt") as stream:
                for line in stream:
                    self._file.comment(line.rstrip())
        self._read()
        return _write_or_report(self._storage, self._file, "")

    def _change_recovery(self, change, *values) -> None:
        """
        :param change: a function of ``openmv_recovery``; if it changes nothing, nothing is saved.
        """
        file = self._recovery.load()
        if change(file, *values):
            self._save_recovery(file)

    def _save_recovery(self, file) -> None:
        _write_or_report(self._recovery, file, " of OpenMV's recovery")


def _write_or_report(storage: TwoCopies, file, whose: str) -> bool:
    try:
        storage.save(file)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or "error %s" % error.errno
        console.fault("the drive did not take the settings%s: %s" % (whose, reason))
        return False
    return True


def new_password() -> str:
    """A random one. ETSI EN 303 645, 5.1-1 and 5.1-2: unique per device, and not to be worked out
    from its id."""
    letters = ""
    while len(letters) < _LENGTH:
        byte = os.urandom(1)[0]
        if byte < _FAIR:
            letters += _LETTERS[byte % len(_LETTERS)]
    return letters
