"""What the camera remembers: the networks it knows, and what its owner has set.

It is all in ``wifi.txt``. Only what is needed all the time is kept in the heap; for everything
else the file is opened, see ``wifi_txt``, and closed again.
"""

import os

from ..core import console, const, modules, text

_KEYS = const(("camera.name", "country", "lens", "serial"))
_CERTIFICATES = const((".pem", ".crt"))


class Store:
    """What the camera remembers, for the rest of the portal.

    :param flash: the folder of ``wifi.txt``.
    :param unique_id: the chip's id, which hides passwords from a glance.
    """

    def __init__(self, flash: str, unique_id: bytes) -> None:
        self._flash = flash
        self._unique_id = unique_id
        self._values: dict = {}
        self._hotspot_password = ""
        self.networks: list = []  # of Credentials
        # Whether it may be used; and a fixed_address.Address, or None if its network gives one.
        self.cable: tuple = (True, None)
        self._faults: list = []  # of wifi.txt's lines, see WifiTxt.faults
        self._faults = self._change("tidy")  # as they were typed
        self.write_result([])

    def get(self, key: str) -> str | None:
        """What the owner has set for ``key``, or None."""
        return self._values[key]

    def set(self, values: dict) -> bool:
        """Keep ``{key: value}``, as far as there is a value; False if the drive did not."""
        return self._change("set", values)

    def switched_on(self, key: str, default: bool) -> bool:
        """Whether the owner has set ``key`` to yes; ``default`` if nothing is set."""
        said = text.yes_or_no(self.get(key) or "")
        return default if said is None else said

    def certificates(self) -> list[str]:
        """The files on the drive that may say who signs an enterprise network's certificate."""
        return sorted(name for name in os.listdir(self._flash) if name.endswith(_CERTIFICATES))

    def hotspot_password(self) -> str:
        """The hotspot's password, made and kept on first use."""
        if not self._hotspot_password:
            self._hotspot_password = self._change("hotspot_password")
        return self._hotspot_password

    def remember(self, proven) -> bool:
        """Keep a network that has just worked; False if the drive did not take it."""
        return self._change("remember", proven)

    def note_success(self, known) -> None:
        """A network of the file has just worked: keep what has been learned with it."""
        self._change("note_success", known)

    def write_result(self, attempts: list) -> None:
        """Write into ``wifi-result.txt`` what is wrong with ``wifi.txt`` and what came of
        ``attempts``, if that is news. Before the first of them, what came of the last ones
        stays, unless the file is another one or names no network."""
        to_come = bool(self.networks) and not attempts
        if to_come and not self._faults:
            return
        try:
            with modules.TemporaryImports():
                from . import result_file, two_copies

                path = self._flash + "/wifi-result.txt"
                old = two_copies.read(path)
                news = result_file.render(attempts, self._faults)
                is_wanted = attempts or self._faults or old is not None
                if is_wanted and result_file.differs(old or b"", news, to_come):
                    two_copies.write(path, news)
        except (OSError, MemoryError) as error:
            console.fault("the drive did not take wifi-result.txt: %s" % error)

    def forget(self, ssid: bytes | None = None) -> bool:
        """Drop one network, or all; False if the drive did not take it."""
        return self._change("forget", ssid)

    def _change(self, name: str, *values):
        """Open the file, call that method of ``WifiTxt``, and keep what is needed of the file."""
        with modules.TemporaryImports():
            from .wifi_txt import WifiTxt

            file = WifiTxt(self._flash, self._unique_id)
            result = getattr(file, name)(*values)
            self.networks, self.cable = file.networks, file.cable
            self._faults = file.faults
            self._values = {key: file.get(key) for key in _KEYS}
            return result
