"""The programs that do the work on Linux: started, stopped, and found again after a crash."""

import os
import shutil
import signal
import subprocess
import time

_STOP_S = 3

# What has to be installed, and the Debian package that has it.
TOOLS = {
    "wpa_supplicant": "wpasupplicant",
    "hostapd": "hostapd",
    "dnsmasq": "dnsmasq-base",
    "busybox": "busybox",
    "iw": "iw",
    "ip": "iproute2",
}

# Debian keeps these where only root's PATH leads.
_PATH = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/local/sbin:/usr/sbin:/sbin"


def missing() -> list:
    """The Debian packages of the tools that are not there."""
    return [package for tool, package in TOOLS.items() if not shutil.which(tool, path=_PATH)]


def run(*arguments: str, environment: dict | None = None) -> str:
    """The output of a tool that ends by itself. Raises OSError with what it complained about."""
    result = subprocess.run(
        [_find(arguments[0]), *arguments[1:]],
        capture_output=True,
        text=True,
        errors="replace",
        env=_surroundings(environment),
    )
    if result.returncode:
        raise OSError("%s: %s" % (" ".join(arguments[:5]), result.stderr.strip()))
    return result.stdout


def _surroundings(environment: dict | None) -> dict:
    return {**os.environ, "PATH": _PATH, **(environment or {})}


class Daemon:
    """A tool that goes on running.

    :param folder: where its number is kept; one of its arguments names this folder, by which it
                   is known again.
    """

    def __init__(self, folder: str, *arguments: str, environment: dict | None = None) -> None:
        self._mark = os.path.join(folder, arguments[0] + ".pid")
        self._log = os.path.join(folder, arguments[0] + ".log")
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                [_find(arguments[0]), *arguments[1:]],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_surroundings(environment),
                start_new_session=True,
            )
        with open(self._mark, "w") as mark:
            mark.write(str(self._process.pid))

    def is_running(self) -> bool:
        return self._process.poll() is None

    def last_words(self) -> str:
        """The end of what it said."""
        with open(self._log, errors="replace") as log:
            return " / ".join(log.read().strip().splitlines()[-3:])

    def stop(self) -> None:
        """End it; one that has ended already may be stopped once more."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        remove(self._mark)


def remove(path: str) -> None:
    """Delete a file, if it is there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def end_leftovers(folder: str) -> None:
    """End what an earlier portal has left running, be it on purpose or by a crash."""
    for name in os.listdir(folder):
        if name.endswith(".pid"):
            with open(os.path.join(folder, name)) as mark:
                _end(int(mark.read() or 0), folder)
            os.unlink(os.path.join(folder, name))


def _end(number: int, folder: str) -> None:
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + _STOP_S
        while _is_ours(number, folder) and time.monotonic() < deadline:
            os.kill(number, signal_number)
            time.sleep(0.05)


def _is_ours(number: int, folder: str) -> bool:
    """Whether that process is one of this folder's: a number may be another's by now."""
    try:
        with open("/proc/%d/cmdline" % number, "rb") as stream:
            return folder.encode() in stream.read()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _find(tool: str) -> str:
    path = shutil.which(tool, path=_PATH)
    if path is None:
        raise FileNotFoundError("%s is not installed (Debian: %s)" % (tool, TOOLS.get(tool, tool)))
    return path
