"""One simulated camera from power-on to power-off: its interpreter, its hardware, its air."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import TYPE_CHECKING

from .. import exit_codes
from ..boards import BOARDS, Board
from ..command_line import complain
from ..installation import PACKAGE, ROOT
from . import interpreter, winc1500
from .air import Air
from .air_gate import AirGate
from .chip import Chip
from .clock import Clock
from .csi import Csi
from .hardware import Machine, Omv
from .network import Network
from .picture import Picture
from .ports import free_port
from .socket_generation import SocketGeneration
from .wire import Wire

if TYPE_CHECKING:
    from .console import Console

# The portal lies in ROMFS, as an image of camera-portal deploy is on a camera: it is read in place.
# Here they are in the interpreter's heap, which is made so much larger. What stands in for the
# firmware is there, too.
START = """import sys, vfs
rom = bytearray({size})
with open({rom!r}, "rb") as stream:
    stream.readinto(rom)
vfs.mount(vfs.VfsRom(rom), "/rom")
sys.path[:] = {path}
from on_camera import power_on
power_on.main({plan!r})
"""
START_CPYTHON = """import sys
sys.path[0] = {root!r}
sys.path.append({home!r})
from camera_portal.simulator.on_camera import power_on
power_on.main({plan!r})
"""
# A camera's words have 4 bytes, this interpreter's 8: what fills a heap there fills twice as much.
_WORD_RATIO = sys.maxsize.bit_length() // 31
# What a setup takes of this interpreter's heap, see tests/benchmark.
_PAGE_HEAP_BYTES = 192 * 1024

PATH = ["/rom", ".frozen"]
_STOP_S = 10  # the longest that a driver's call can block the camera


class Simulation:
    """One simulated camera while it runs.

    :param options: those of ``simulate``.
    :param flash: the drive's image.
    :param folder: an empty one, for its own use.
    """

    def __init__(self, options: argparse.Namespace, flash: Path, folder: Path) -> None:
        self._options = options
        self._plan_file = folder / "plan.json"
        self._start_file = folder / "start.py"
        self._rom_file = folder / "portal.romfs"
        self._board = BOARDS[options.board]
        self._flash = flash
        self._ports = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_DGRAM)
        self._announcing: asyncio.Task | None = None
        self._gate = AirGate(
            self._board.hotspot_address,
            options.http or free_port(socket.SOCK_STREAM),
            options.dns or free_port(socket.SOCK_DGRAM),
            *self._ports,
            self._fail,
        )
        self._failed = False
        self._camera: asyncio.subprocess.Process | None = None
        self._console: Console | None = None
        self._stop_end, self._stopper = os.pipe()

    async def run(self) -> int:
        """Until the camera ends or is told to; returns its exit code."""
        loop = asyncio.get_running_loop()

        def tell_gate(*words) -> None:  # the hardware lives in a thread of its own
            loop.call_soon_threadsafe(self._move_gate, *words)

        wire = Wire(*_hardware(self._options, self._board, tell_gate))
        self._camera = camera = await asyncio.create_subprocess_exec(
            *self._command(wire),
            stdin=PIPE if self._options.console else DEVNULL,
            stdout=PIPE,
            pass_fds=(*wire.camera_ends, self._stop_end),
            start_new_session=True,  # Ctrl-C is for this process; the camera is asked to stop
        )
        wire.start()
        self._connect_console(camera)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        assert camera.stdout
        while line := await camera.stdout.readline():
            self._hear(line.decode("utf-8", "replace").rstrip("\n"))
        self._gate.close()
        code = await camera.wait()
        return exit_codes.FAILED if self._failed else code

    def _fail(self, error: OSError) -> None:
        """Somebody else has taken the phone's port meanwhile."""
        complain(error.strerror or error)
        self._failed = True
        self._stop()

    def _stop(self) -> None:
        """Ask the camera to end, so that its drive is whole; make it, if it does not."""
        with contextlib.suppress(OSError):
            os.write(self._stopper, b"stop\n")
        asyncio.get_running_loop().call_later(_STOP_S, self._kill)

    def _kill(self) -> None:
        assert self._camera
        with contextlib.suppress(ProcessLookupError):
            self._camera.kill()

    def _connect_console(self, camera: asyncio.subprocess.Process) -> None:
        os.close(self._stop_end)
        if camera.stdin:
            from .console import Console  # Windows has no pseudo-terminals

            self._console = Console(camera.stdin.write, self._interrupt)
            print(f"console {self._console.path}", flush=True)

    def _interrupt(self) -> None:
        assert self._camera
        with contextlib.suppress(ProcessLookupError):
            self._camera.send_signal(interpreter.interrupt_signal())

    def _hear(self, line: str) -> None:
        if self._console:
            self._console.say(line)
        if line.startswith("ready "):
            self._announcing = asyncio.create_task(self._announce_ready())
        else:
            print(line, flush=True)

    def _move_gate(self, word: str, away_ms: int = 0) -> None:
        if word == "open":
            self._gate.open_after(away_ms / 1000 / self._options.speed)
        else:
            self._gate.close()

    async def _announce_ready(self) -> None:
        """A phone can join once the air lets it through, on the ports that this desktop has."""
        gate = self._gate
        await gate.is_open.wait()
        print(f"ready http://127.0.0.1:{gate.http_port}/ dns 127.0.0.1:{gate.dns_port}", flush=True)

    def _command(self, wire: Wire) -> list[str]:
        if self._options.interpreter == "cpython":
            self._plan_file.write_text(json.dumps(self._plan(wire)))
            names = {"home": str(PACKAGE.parent), "root": str(ROOT), "plan": str(self._plan_file)}
            return [sys.executable, "-u", "-c", START_CPYTHON.format(**names)]
        from ..build.romfs import image

        rom = image(*rom_folders())
        self._rom_file.write_bytes(rom)
        self._plan_file.write_text(json.dumps(self._plan(wire, len(rom))))
        names = {"rom": str(self._rom_file), "plan": str(self._plan_file), "path": PATH}
        self._start_file.write_text(START.format(size=len(rom), **names))
        heap = self._options.heap or self._heap_bytes()
        return interpreter.command("-X", f"heapsize={heap + len(rom)}", str(self._start_file))

    def _heap_bytes(self) -> int:
        """The board's heap, in this interpreter's words; more if that is too little for the
        page, so that the rest of the board can be tried."""
        own = self._board.heap_bytes * _WORD_RATIO
        if own < _PAGE_HEAP_BYTES:
            kib = self._board.heap_bytes >> 10, _PAGE_HEAP_BYTES // _WORD_RATIO >> 10
            print(
                f"{self._options.board} has a heap of {kib[0]} KiB, too little for the page: "
                f"simulated with {kib[1]} KiB",
                file=sys.stderr,
            )
        return max(own, _PAGE_HEAP_BYTES)

    def _plan(self, wire: Wire, rom_bytes: int | None = None) -> dict:
        """What the camera's interpreter is told.

        :param rom_bytes: what the ROM takes of MicroPython's heap; None if there is none.
        """
        answers, requests = wire.camera_ends
        return {
            "answers": answers,
            "requests": requests,
            "radio": self._board.radio,
            "hotspot": self._board.hotspot_address,
            "flash": str(self._flash),
            "speed": self._options.speed,
            "measure": self._options.measure and rom_bytes,
            "stop": self._stop_end,
            "serial": self._options.console,
            "http_port": self._ports[0],
            "dns_port": self._ports[1],
        }


def _hardware(options: argparse.Namespace, board: Board, tell_gate) -> tuple:
    """The modules that only a camera has: ``network``, ``machine``, ``omv`` and ``csi``; and the
    era of a WINC1500's sockets."""
    chip_id = bytes.fromhex((options.board.encode() * 8)[:5].hex() + "a1b2c3")
    clock, air = Clock(options.speed), Air(options.air)
    era = SocketGeneration()
    if board.radio == "winc1500":
        network = winc1500.Network(clock, air, tell_gate, era.end)
    else:
        mac = b"\x02" + chip_id[-5:]
        name = ("ALIF" if options.board == "ae3" else "PYBD") + mac.hex()[-4:].upper()
        chip = Chip(clock, air, tell_gate, mac, name, options.firmware < "5")
        network = Network(chip, board.lan)
    machine = Machine(chip_id, board.button, options.button)
    omv = Omv(board.model, options.board, options.firmware)
    csi = Csi(clock, air, Picture(options.lens), options.firmware < "5")
    return network, machine, omv, csi, era


def rom_folders() -> list[Path]:
    """What is in the camera's ROM."""
    from ..build.compiler import compile_portal, compile_stand_in

    return [compile_portal(), compile_stand_in()]
