"""The station's address, by busybox's DHCP client."""

import os

from .daemon import Daemon, run

_SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lease.sh")


class Lease:
    """
    :param interface: the station's.
    :param folder: for the client's files.
    """

    def __init__(self, interface: str, folder: str) -> None:
        self._interface = interface
        self._folder = folder
        self._file = os.path.join(folder, "lease")
        self._client: Daemon | None = None

    def start(self, hostname: str) -> None:
        """Ask for an address, and keep it for as long as the network wants to give it. Three
        calls a second apart, then a pause: a lost answer costs a second, not three.

        :param hostname: the name that the router is told.
        """
        if self._client:
            return
        self._client = Daemon(
            self._folder,
            "busybox",
            *("udhcpc", "-f", "-R", "-i", self._interface, "-s", _SCRIPT),
            *("-p", os.path.join(self._folder, "udhcpc.number")),
            *("-t", "3", "-T", "1", "-A", "2", "-x", "hostname:" + hostname),
            environment={"LEASE": self._file},
        )

    def address(self) -> str | None:
        """The address that was given, or None."""
        try:
            with open(self._file) as stream:
                return stream.read().strip() or None
        except FileNotFoundError:
            return None

    def stop(self) -> None:
        """Give the address up."""
        if self._client:
            self._client.stop()
            self._client = None
        self.forget()

    def forget(self) -> None:
        """Take the address off the interface, also one that an earlier portal has left."""
        run("ip", "-4", "addr", "flush", "dev", self._interface)
        if os.path.exists(self._file):
            os.unlink(self._file)
