"""What ``simulate`` takes, and what is checked before the simulated camera is switched on."""

from __future__ import annotations

import argparse
import asyncio
import re
import socket
import sys
import tempfile
from pathlib import Path

from .. import exit_codes
from ..boards import BOARDS, FIRMWARES, Board
from ..command_line import Parser, complain
from . import interpreter

HELP = "start a simulated camera on this computer"

_ABOUT = """\
Start a simulated camera: the real portal on real MicroPython, on this computer.

Open the printed address in a browser, as a phone on the camera's hotspot would.
"""

_HEAP_BYTES_MIN = 32 * 1024
_SPEED_MAX = 1000  # a second's wait is a millisecond then, which is what clocks here can tell
_UNITS = {"": 1, "k": 1024, "m": 1024 * 1024}


class _Unusable(Exception):
    """What the options name cannot be used; the text says why."""


def fill(parser: Parser) -> None:
    parser.description = _ABOUT
    parser.epilog = exit_codes.table(*exit_codes.COMMON)
    parser.set_defaults(environment="simulate")
    boards = " ".join(BOARDS)
    parser.add_argument(
        "--board", default="rt1062", metavar="BOARD", type=_board, help=f"{boards} (rt1062)"
    )
    parser.add_argument(
        "--firmware", default="5.0.0", choices=FIRMWARES, help="OpenMV's version (5.0.0)"
    )
    parser.add_argument(
        "--air", metavar="FILE", help="networks in range, JSON (a made-up neighbourhood)"
    )
    parser.add_argument(
        "--flash", metavar="FILE", help="the drive's FAT image, kept between runs (a fresh one)"
    )
    parser.add_argument("--button", action="store_true", help="SW is held at power-up")
    parser.add_argument(
        "--console", action="store_true", help="its USB serial port, as a pseudo-terminal"
    )
    parser.add_argument(
        "--lens", metavar="FILE", help="the picture the camera sees (a grey test card)"
    )
    _add_running(parser)


def _add_running(parser: Parser) -> None:
    """How it runs on this computer."""
    parser.add_argument(
        "--http",
        type=_port,
        default=8080,
        metavar="PORT",
        help="of the page on 127.0.0.1; 0 picks a free one (8080)",
    )
    parser.add_argument(
        "--dns",
        type=_port,
        default=5353,
        metavar="PORT",
        help="of DNS on 127.0.0.1; 0 picks a free one (5353)",
    )
    parser.add_argument(
        "--heap", type=_size, metavar="SIZE", help="the interpreter's, like 96k or 2m (the board's)"
    )
    parser.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="X",
        help="all times X times shorter (1.0)",
    )
    parser.add_argument(
        "--measure", action="store_true", help="print heap and modules behind each state"
    )
    parser.add_argument(
        "--interpreter",
        choices=("micropython", "cpython"),
        help="what runs the portal (micropython if PyPI has it for this machine)",
    )


def _board(name: str) -> str:
    if name not in BOARDS:
        raise argparse.ArgumentTypeError(f"no board {name}: one of {', '.join(BOARDS)}")
    return name


def _size(text: str) -> int:
    match = re.fullmatch(r"(\d+)([km]?)", text.lower())
    if not match:
        raise argparse.ArgumentTypeError(f"{text} is no size: say 369k or 4m")
    size = int(match[1]) * _UNITS[match[2]]
    if size < _HEAP_BYTES_MIN:
        raise argparse.ArgumentTypeError(f"{text}: no interpreter starts in less than 32k")
    return size


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0
    if not 0 < speed <= _SPEED_MAX:
        raise argparse.ArgumentTypeError(f"{text} is no speed: more than 0, at most {_SPEED_MAX}")
    return speed


def _check_port(port: int, kind: int) -> None:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, kind == socket.SOCK_STREAM)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise _Unusable(f"port {port}: {error.strerror}; 0 picks a free one")


def _check_air(path: str | None) -> None:
    from .air import Air

    try:
        Air(path)
    except (OSError, ValueError) as error:
        raise _Unusable(f"the air file {path} cannot be used: {error}")


def _check_lens(path: str | None) -> None:
    from .picture import UNREADABLE, Picture

    try:
        Picture(path)
    except UNREADABLE as error:
        raise _Unusable(f"the picture {path} cannot be used: {error}")


def _prepare_flash(options: argparse.Namespace, board: Board, folder: Path) -> Path:
    from .on_camera.volume_cpython import check_image, format_image

    path = Path(options.flash or folder / "flash.img").resolve()
    try:
        if not path.exists() or not path.stat().st_size:
            format_image(str(path), board.flash_bytes)
        check_image(str(path))
    except (OSError, ValueError) as error:
        raise _Unusable(f"the drive {path} cannot be used: {error}")
    return path


def _choose_interpreter(options: argparse.Namespace) -> None:
    if options.interpreter is None:
        options.interpreter = "micropython" if interpreter.is_there() else "cpython"
        if options.interpreter == "cpython":
            print("no MicroPython for this machine on PyPI: running on CPython", file=sys.stderr)
    elif options.interpreter == "micropython" and not interpreter.is_there():
        raise _Unusable("PyPI has no MicroPython for this machine; use --interpreter cpython")


def run(options: argparse.Namespace) -> int:
    try:
        return _simulate(options)
    except _Unusable as error:
        complain(error)
        return exit_codes.FAILED


def _simulate(options: argparse.Namespace) -> int:
    _choose_interpreter(options)
    _check_air(options.air)
    _check_lens(options.lens)
    _check_port(options.http, socket.SOCK_STREAM)
    _check_port(options.dns, socket.SOCK_DGRAM)
    from .simulation import Simulation

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flash = _prepare_flash(options, BOARDS[options.board], folder)
        return asyncio.run(Simulation(options, flash, folder).run())
