"""The Linux camera under test: ``python3 -m portal`` in a namespace of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from radios import inside, run

from portal.radio.linux.control_socket import Control

INTERFACE = "wlan0"
_FOLDER = "/run/camera-portal-"


class LinuxCamera:
    """
    :param flash: its folder for ``wifi.txt``; kept between power-ons.
    :param interface: its radio's, in ``namespace``.
    """

    def __init__(
        self, flash: str, *options: str, interface: str = INTERFACE, namespace: str = "camera"
    ) -> None:
        Path(flash).mkdir(exist_ok=True)
        self._interface = interface
        self.lines: list[str] = []
        self.started = time.monotonic()
        command = [sys.executable, "-u", "-m", "portal", "--interface", interface, "--flash", flash]
        self._process = subprocess.Popen(
            inside(namespace, *command, *options),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, pattern: str, timeout_s: float = 60, after: int = 0) -> re.Match:
        """The first line that matches, past or to come.

        :param after: how many lines to leave out.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            for line in self.lines[after:]:
                if match := re.search(pattern, line):
                    return match
            assert time.monotonic() < deadline, f"no {pattern!r} in {self.lines}"
            time.sleep(0.02)

    def signal(self, program: str, number: int) -> None:
        """Send a signal to one of the camera's own programs."""
        mark = Path(f"{_FOLDER}{self._interface}/{program}.pid")
        os.kill(int(mark.read_text()), number)

    def deauthenticate(self) -> None:
        """Throw everybody off the hotspot, as an attacker's forged frames do."""
        control = Control(f"{_FOLDER}{self._interface}/hostapd/{self._interface}-ap", "/tmp")
        control.do("DEAUTHENTICATE ff:ff:ff:ff:ff:ff")
        control.close()

    def stop(self) -> int:
        """End it with SIGTERM; its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """End it as a crash does."""
        self._process.kill()
        self._process.wait()

    def wait(self, timeout_s: float = 90) -> int:
        return self._process.wait(timeout_s)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))


def leftovers() -> list[str]:
    """The processes, addresses, interfaces and name servers that a camera has left behind."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # it has just ended
        if _FOLDER + INTERFACE in line:
            found.append(line)
    found += re.findall(r"inet \S+", run("ip", "-4", "addr", "show", namespace="camera"))
    found += re.findall(r"Interface (\S+-ap)", run("iw", "dev", namespace="camera"))
    found += Path("/etc/resolv.conf").read_text().splitlines()
    return [entry for entry in found if "127.0.0.1" not in entry]


class Witness:
    """Hears the events of the camera's own supplicant, and when each came."""

    def __init__(self) -> None:
        self._control = Control(f"{_FOLDER}{INTERFACE}/{INTERFACE}", "/tmp")
        self._events: list[tuple[float, str]] = []
        self._ended = False
        threading.Thread(target=self._hear, daemon=True).start()

    def between(self, first: str, last: str) -> tuple[float, str]:
        """Seconds from the first event like ``first`` to the first like ``last``, and that one;
        both are regular expressions. The events are forgotten then."""
        begun = [at for at, event in self._events if re.match(first, event)]
        ended = [entry for entry in self._events if re.search(last, entry[1])]
        events, self._events = self._events, []
        if not begun or not ended:
            return 0.0, "none of " + "; ".join(event for _, event in events)
        return ended[0][0] - begun[0], ended[0][1]

    def forget(self) -> None:
        self._events = []

    def close(self) -> None:
        self._ended = True

    def _hear(self) -> None:
        while not self._ended:
            for event in self._control.events():
                self._events.append((time.monotonic(), event))
            time.sleep(0.005)
        self._control.close()
