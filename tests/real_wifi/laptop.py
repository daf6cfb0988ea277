"""The installer's laptop: a radio that NetworkManager rules, in a namespace of its own."""

import os
import subprocess
import time
from pathlib import Path

from radios import Namespace, inside, run

FOLDER = Path("/tmp/laptop")
_BUS = "/run/dbus/system_bus_socket"

# Everybody in the guest is root: who may talk to whom is not under test.
_BUS_SETTINGS = """<busconfig><type>system</type><listen>unix:path={bus}</listen>
<auth>EXTERNAL</auth><policy context="default"><allow user="*"/><allow own="*"/>
<allow send_destination="*" eavesdrop="true"/><allow receive_sender="*"/>
<allow send_type="method_call"/></policy></busconfig>"""

# Every nmcli of the laptop's owner leaves its command line behind: a process that lives for a
# tenth of a second may escape a look at the process list.
_WITNESS = """#!/bin/sh
printf '%s\\n' "$*" >>{log}
exec /bin/nmcli "$@"
"""
_SETTINGS = """[main]
plugins=keyfile
auth-polkit=false
dns=none
dhcp=internal
[connectivity]
enabled=false
"""


class Laptop:
    """
    :param interface: its radio's, in the namespace.
    """

    def __init__(self, namespace: Namespace, interface: str) -> None:
        self._name = namespace.name
        self.interface = interface
        for folder in (FOLDER, "/run/dbus", "/var/lib/NetworkManager", "/etc/NetworkManager"):
            Path(folder).mkdir(parents=True)
        Path("/var/run").symlink_to("/run")  # where D-Bus's programs look for it
        (FOLDER / "bus.conf").write_text(_BUS_SETTINGS.format(bus=_BUS))
        Path("/etc/NetworkManager/NetworkManager.conf").write_text(_SETTINGS)
        (FOLDER / "bin").mkdir()
        witness = FOLDER / "bin" / "nmcli"
        witness.write_text(_WITNESS.format(log=FOLDER / "nmcli.log"))
        witness.chmod(0o755)
        self._start("dbus-daemon", "--config-file", str(FOLDER / "bus.conf"), "--nofork")
        _wait_for(Path(_BUS).exists)
        self._start("wpa_supplicant", "-u", "-s")
        # NetworkManager waits for udev to know each device, unless /sys is read-only, as it is
        # in containers (src/core/platform/nm-linux-platform.c, use_udev).
        self._start("sh", "-c", "mount -o remount,ro /sys; exec NetworkManager --debug")
        _wait_for(lambda: "disconnected" in self.ask("-g", "STATE", "device", "status"))

    def ask(self, *arguments: str) -> str:
        """What nmcli answers; empty if it cannot."""
        return subprocess.run(
            inside(self._name, "nmcli", "-t", *arguments), capture_output=True, text=True
        ).stdout

    def keep(self, ssid: str, password: str) -> None:
        """Join a network as its owner does, and come back to it."""
        self.ask("device", "wifi", "list", "--rescan", "yes")
        run(
            *("nmcli", "device", "wifi", "connect", ssid, "password", password),
            namespace=self._name,
        )

    def on(self) -> str:
        """The profile that is up; empty if none is."""
        name = self.ask("-f", "GENERAL.STATE,GENERAL.CONNECTION", "device", "show", self.interface)
        state, _, profile = name.strip().partition("\n")
        return profile.partition(":")[2] if "STATE:100" in state else ""

    def start(self, *command: str) -> subprocess.Popen:
        """A program of the laptop's owner."""
        return subprocess.Popen(
            inside(self._name, *command),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PATH": f"{FOLDER}/bin:{os.environ['PATH']}"},
        )

    def command_lines(self) -> str:
        """Those of every nmcli that its owner's programs have started."""
        return (FOLDER / "nmcli.log").read_text()

    def log(self) -> str:
        """What NetworkManager has written; its secrets it never does."""
        return (FOLDER / "sh.log").read_text()

    def _start(self, *command: str) -> None:
        with open(FOLDER / (command[0] + ".log"), "wb") as log:
            subprocess.Popen(inside(self._name, *command), stdout=log, stderr=log)


def _wait_for(condition, timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, condition
        time.sleep(0.1)
