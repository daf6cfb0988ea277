"""A camera on USB as a drive, over mpremote's transport: its files, what it says of itself."""

from __future__ import annotations

import contextlib
import errno
import io
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import serial
from mpremote.transport import TransportError, TransportExecError
from mpremote.transport_serial import SerialTransport
from serial.tools import list_ports

from ..exit_codes import LOST, NO_CAMERA, NO_ROOM, NOT_VERIFIED, UNFIT
from .board_check import LIBRARY, Facts
from .errors import Failure
from .plan import Found

ROOT = "/flash/"

_READ_S = 2  # one read of the port; mpremote adds them up to its own limits
# A scan keeps the portal from noticing Ctrl-C for up to 10 s (extmod/network_cyw43.c), and a
# camera that is starting does not notice it at all.
_STOP_S = 4
_STOP_TRIES = 3
_SETTLE_S = 0.3
_NAMES_AT_ONCE = 12  # some of them hashed in well under mpremote's 10 s, in little heap
_PIECE_BYTES = 1024
_RESTART = "import time, machine; time.sleep_ms(100); machine.reset()"  # mpremote's "reset"


def find_port() -> str:
    """The one USB serial port of this computer. Raises Failure if there is none, or more."""
    ports = [port for port in sorted(list_ports.comports()) if port.vid is not None]
    if len(ports) == 1:
        return ports[0].device
    if not ports:
        raise Failure(NO_CAMERA, "no camera found: plug one in, or name its port with --port")
    lines = [f"  {port.device}  {port.product or port.description}" for port in ports]
    raise Failure(NO_CAMERA, "\n".join(["several boards: choose one with --port", *lines]))


@contextlib.contextmanager
def connected(port: str) -> Iterator[Camera]:
    """The camera at ``port``, its program stopped; it starts again at the end.

    Raises Failure if nothing there answers as MicroPython does, if it has not mounted its
    drive, or if the connection breaks.
    """
    with _explained(port):
        transport = _open(port)
    try:
        with _explained(port):
            _stop_program(transport, port)
            transport.exec((Path(__file__).parent / "on_camera.py").read_bytes())
        camera = Camera(transport, port)
        if not camera.look([""]):
            raise Failure(UNFIT, f"{ROOT} is missing on the camera: switch it off and on")
        yield camera
    finally:
        _let_go(transport)


class Camera:
    """See ``carrier.Drive``; the camera's ``/flash``."""

    def __init__(self, transport: SerialTransport, port: str) -> None:
        self._transport = transport
        self.port = port
        self.where = "the camera"

    def facts(self) -> Facts:
        return Facts(*self._ask("facts()"))

    def look(self, names: list[str]) -> dict[str, Found]:
        found = {}
        for start in range(0, len(names), _NAMES_AT_ONCE):
            some = names[start : start + _NAMES_AT_ONCE]
            for name, size_bytes, digest in self._ask(f"look({ROOT!r}, {some!r})"):
                found[name] = Found(size_bytes, digest)
        return found

    def room(self) -> tuple[int, int]:
        return self._ask(f"room({ROOT!r})")

    def read(self, name: str) -> bytes | None:
        with self._talking(name):
            try:
                return bytes(self._transport.fs_readfile(ROOT + name, _PIECE_BYTES))
            except FileNotFoundError:
                return None

    def write(self, name: str, data: bytes, tell: Callable[[int], None]) -> None:
        told = 0

        def progress(written: int, _: int) -> None:
            nonlocal told
            tell(written - told)
            told = written

        with self._talking(name):
            self._transport.fs_writefile(ROOT + name, data, _PIECE_BYTES, progress)

    def remove(self, name: str) -> None:
        with self._talking(name):
            self._transport.fs_rmfile(ROOT + name)

    def rename(self, old: str, new: str) -> None:
        self._ask(f"os.rename({ROOT + old!r}, {ROOT + new!r})")

    def make_folder(self, name: str) -> None:
        with self._talking(name):
            self._transport.fs_mkdir(ROOT + name)

    def remove_folder(self, name: str) -> None:
        """Where it is empty."""
        if name in self.look([name]) and not self._ask(f"os.listdir({ROOT + name!r})"):
            with self._talking(name):
                self._transport.fs_rmdir(ROOT + name)

    def file_ahead(self, module: str) -> str | None:
        """The file that the camera would import for ``module`` instead of this tool's."""
        return self._ask(f"file_ahead({module!r}, {LIBRARY!r})")

    def module_ahead(self, module: str) -> tuple[str, str] | None:
        """The same for frozen modules, too; its file and version."""
        return self._ask(f"module_ahead({module!r}, {LIBRARY!r})")

    def imported(self, module: str) -> str:
        """Import ``module`` on the camera; the file that it came from. Raises Failure if that
        does not work."""
        try:
            return self._transport.eval(f"imported({module!r})")
        except TransportExecError as error:
            reason = error.error_output.strip().splitlines()[-1]
            raise Failure(NOT_VERIFIED, f"the camera cannot import {module}: {reason}")

    def _ask(self, expression: str):
        with self._talking(expression):
            return self._transport.eval(expression)

    def _talking(self, what: str):
        return _explained(self.port, what)


@contextlib.contextmanager
def _explained(port: str, what: str = "") -> Iterator[None]:
    """Say what went wrong between here and the drive in one sentence."""
    at = f"{port}, {what}" if what else port
    try:
        yield
    except TransportExecError as error:
        raise Failure(LOST, f"{at}: {error.error_output.strip().splitlines()[-1]}")
    except (TransportError, serial.SerialException, struct.error, ValueError, SyntaxError) as error:
        raise Failure(LOST, f"{at}: the camera fell silent ({error}); run it again")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Failure(NO_ROOM, f"the drive is full at {what}")
        reason = errno.errorcode.get(error.errno or 0, str(error))
        raise Failure(LOST, f"{at}: the connection or the drive failed ({reason}); run it again")


def _open(port: str) -> SerialTransport:
    try:
        return SerialTransport(port, timeout=_READ_S)
    except (TransportError, OSError):
        raise Failure(
            NO_CAMERA, f"cannot open {port}: is it used by another program, or not allowed to you?"
        )


def _stop_program(transport: SerialTransport, port: str) -> None:
    """Interrupt what runs there. Not a soft reset, which would run ``boot.py`` under our hands."""
    for tries in range(_STOP_TRIES):
        if _enter_raw_repl(transport):
            if not tries:
                return
            # It answers the earlier tries, too, now that it has woken up: start from a clean line.
            time.sleep(_SETTLE_S)
            if _enter_raw_repl(transport):
                return
    raise Failure(UNFIT, f"nothing at {port} answers as MicroPython does")


def _enter_raw_repl(transport: SerialTransport) -> bool:
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # mpremote prints what it could not read
            transport.enter_raw_repl(soft_reset=False, timeout_overall=_STOP_S)
    except TransportError:
        return False
    return True


def _let_go(transport: SerialTransport) -> None:
    """Start the camera again; if it is gone, it has done so already."""
    with contextlib.suppress(TransportError, OSError, struct.error, ValueError):
        if transport.in_raw_repl:
            transport.exec_raw_no_follow(_RESTART)
    with contextlib.suppress(OSError):
        transport.close()
