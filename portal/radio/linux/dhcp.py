"""The station's address: a fixed one, or by busybox's DHCP client."""

import os

from .processes import Daemon, run

_SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lease.sh")


class Lease:
    """The address of one interface.

    :param interface: the station's.
    :param folder: for the client's files.
    """

    def __init__(self, interface: str, folder: str) -> None:
        self._interface = interface
        self._folder = folder
        self._file = os.path.join(folder, "lease")
        self._client: Daemon | None = None

    def start(self, hostname: str, fixed=None) -> None:
        """Have an address, and keep it for as long as the network wants to give it.

        :param hostname: the name that the router is told.
        :param fixed: the ``fixed_address.Address`` to have without asking anybody, or None.

        Raises OSError if the interface does not take a fixed one.
        """
        if self._client or self.address():
            return
        if fixed:
            self._put("bound", fixed)
        else:
            self._ask(hostname)

    def _ask(self, hostname: str) -> None:
        """Three calls a second apart, then a pause: a lost answer costs a second, not three."""
        self._client = Daemon(
            self._folder,
            "busybox",
            *("udhcpc", "-f", "-R", "-i", self._interface, "-s", _SCRIPT),
            *("-p", os.path.join(self._folder, "udhcpc.number")),
            *("-t", "3", "-T", "1", "-A", "2", "-x", "hostname:" + hostname),
            environment={"LEASE": self._file},
        )

    def _put(self, event: str, fixed=None) -> None:
        """Call the DHCP client's own script as the client does."""
        environment = {"LEASE": self._file, "interface": self._interface}
        if fixed:
            environment["ip"], environment["mask"] = fixed.address, fixed.netmask
            environment["router"], environment["dns"] = fixed.gateway or "", fixed.server or ""
        run("sh", _SCRIPT, event, environment=environment)

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
        self._put("deconfig")
        run("ip", "-4", "addr", "flush", "dev", self._interface)
