#!/usr/bin/env python3
"""Start a simulated camera: the real portal on real MicroPython, on this desktop.

Open the printed address in a browser, as a phone on the camera's hotspot would.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
from boards import BOARDS, FIRMWARES, WINC1500_BOARDS, Board

_STOP_S = 10  # the longest that a driver's call can block the camera
_UNITS = {"": 1, "k": 1024, "m": 1024 * 1024}


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--board", default="rt1062", metavar="|".join(BOARDS), type=_board)
    parser.add_argument("--firmware", default="5.0.0", choices=FIRMWARES)
    parser.add_argument(
        "--air", metavar="FILE", help="networks in range (JSON); a neighbourhood of its own"
    )
    parser.add_argument(
        "--flash", metavar="FILE", help="the drive's FAT image; a fresh one each run"
    )
    parser.add_argument("--button", action="store_true", help="SW is held at power-up")
    parser.add_argument("--lens", type=_lens, help=argparse.SUPPRESS)
    parser.add_argument(
        "--http", type=int, default=8080, metavar="PORT", help="0: a free one (8080)"
    )
    parser.add_argument(
        "--dns", type=int, default=5353, metavar="PORT", help="0: a free one (5353)"
    )
    parser.add_argument(
        "--heap", type=_size, metavar="SIZE", help="like 96k or 2m; the board's own"
    )
    parser.add_argument(
        "--speed", type=float, default=1.0, metavar="X", help="X times faster (1.0)"
    )
    parser.add_argument("--interpreter", choices=("micropython", "cpython"), default=None)
    return parser.parse_args(arguments)


def _board(name: str) -> str:
    if name in WINC1500_BOARDS:
        raise argparse.ArgumentTypeError(
            f"{name} has a WINC1500 radio, which the portal does not drive yet"
        )
    if name not in BOARDS:
        raise argparse.ArgumentTypeError(f"no board {name}: one of {', '.join(BOARDS)}")
    return name


def _lens(_: str) -> str:
    raise argparse.ArgumentTypeError("the portal does not look through the lens yet")


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([km]?)", text.lower())
    if not match:
        raise argparse.ArgumentTypeError(f"{text} is no size: say 369k or 4m")
    return int(match[1]) * _UNITS[match[2]]


class Simulation:
    """One camera from power-on to power-off."""

    def __init__(self, options: argparse.Namespace, flash: Path, folder: Path) -> None:
        self._options = options
        self._plan_file = folder / "plan.json"
        self._board = BOARDS[options.board]
        self._flash = flash
        self._ports = _free_port(socket.SOCK_STREAM), _free_port(socket.SOCK_DGRAM)
        self._announcing: asyncio.Task | None = None
        self._gate = None
        self._camera: asyncio.subprocess.Process | None = None

    async def run(self) -> int:
        """Until the camera ends or is told to; returns its exit code."""
        from gate import Gate

        self._gate = Gate(self._options.http, self._options.dns, *self._ports)
        self._camera = camera = await asyncio.create_subprocess_exec(
            *self._command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for this process; the camera is asked to stop
        )
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        assert camera.stdout
        while line := await camera.stdout.readline():
            self._hear(line.decode("utf-8", "replace").rstrip("\n"))
        self._gate.close()
        return await camera.wait()

    def _stop(self) -> None:
        """Ask the camera to end, so that its drive is whole; make it, if it does not."""
        assert self._camera and self._camera.stdin
        with contextlib.suppress(OSError):
            self._camera.stdin.write(b"stop\n")
        asyncio.get_running_loop().call_later(_STOP_S, self._kill)

    def _kill(self) -> None:
        assert self._camera
        with contextlib.suppress(ProcessLookupError):
            self._camera.kill()

    def _hear(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == "gate":
            self._move_gate(rest.split())
        elif word == "ready":
            self._announcing = asyncio.create_task(self._announce_ready())
        else:
            print(line, flush=True)

    def _move_gate(self, words: list[str]) -> None:
        assert self._gate
        if words[0] == "open":
            self._gate.open_after(int(words[1]) / 1000 / self._options.speed)
        else:
            self._gate.close()

    async def _announce_ready(self) -> None:
        """A phone can join once the air lets it through, on the ports that this desktop has."""
        gate = self._gate
        assert gate
        await gate.is_open.wait()
        print(f"ready http://127.0.0.1:{gate.http_port}/ dns 127.0.0.1:{gate.dns_port}", flush=True)

    def _command(self) -> list[str]:
        script = str(environment.ROOT / "tools" / "simulated" / "camera.py")
        self._plan_file.write_text(json.dumps(self._plan()))
        if self._options.interpreter == "cpython":
            return [sys.executable, "-u", script, str(self._plan_file)]
        heap = self._options.heap or self._board.heap_bytes
        return [_micropython(), "-X", f"heapsize={heap}", script, str(self._plan_file)]

    def _path(self) -> list[str]:
        """Where the camera imports from."""
        if self._options.interpreter == "cpython":
            return [str(environment.ROOT), str(environment.ROOT / "tools")]
        from compiler import compile_portal

        return [str(compile_portal())]

    def _plan(self) -> dict:
        options = self._options
        return {
            "path": self._path(),
            "board": options.board,
            "model": self._board.model,
            "lan": self._board.lan,
            "has_button": self._board.button,
            "button": options.button,
            "default_ssid": "ALIF" if options.board == "ae3" else "PYBD",
            "chip_id": (options.board.encode() * 8)[:5].hex() + "a1b2c3",
            "firmware": options.firmware,
            "air": options.air,
            "flash": str(self._flash),
            "speed": options.speed,
            "http_port": self._ports[0],
            "dns_port": self._ports[1],
        }


def _micropython() -> str:
    """The interpreter that this environment has, if it has one."""
    return str(Path(sys.executable).parent / "micropython")


def _free_port(kind: int) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _check_port(port: int, kind: int) -> None:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, kind == socket.SOCK_STREAM)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"simulate.py: port {port}: {error.strerror}; 0 picks a free one")


def _check_air(path: str | None) -> None:
    from simulated.air import Air

    try:
        Air(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"simulate.py: the air file {path} cannot be used: {error!r}")


def _prepare_flash(options: argparse.Namespace, board: Board, folder: Path) -> Path:
    from simulated.volume_cpython import check_image, format_image

    path = Path(options.flash or folder / "flash.img").resolve()
    try:
        if not path.exists() or not path.stat().st_size:
            format_image(str(path), board.flash_bytes)
        check_image(str(path))
    except (OSError, ValueError) as error:
        sys.exit(f"simulate.py: the drive {path} cannot be used: {error}")
    return path


def _choose_interpreter(options: argparse.Namespace) -> None:
    if options.interpreter is None:
        options.interpreter = "micropython" if shutil.which(_micropython()) else "cpython"
        if options.interpreter == "cpython":
            print("no MicroPython for this machine on PyPI: running on CPython", file=sys.stderr)
    elif options.interpreter == "micropython" and not shutil.which(_micropython()):
        sys.exit("simulate.py: PyPI has no MicroPython for this machine; use --interpreter cpython")


def main() -> int:
    options = parse(sys.argv[1:])
    environment.enter("simulate")
    sys.path.append(str(environment.ROOT))
    _choose_interpreter(options)
    _check_air(options.air)
    _check_port(options.http, socket.SOCK_STREAM)
    _check_port(options.dns, socket.SOCK_DGRAM)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flash = _prepare_flash(options, BOARDS[options.board], folder)
        return asyncio.run(Simulation(options, flash, folder).run())


if __name__ == "__main__":
    sys.exit(main())
