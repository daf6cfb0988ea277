"""What ``deploy`` takes, and how it ends. No package is needed here."""

from __future__ import annotations

import argparse
from pathlib import Path

from .. import exit_codes
from ..command_line import Parser, complain
from .errors import Failure

HELP = "put the portal on a camera over USB, or take it off again"

_ABOUT = """\
Put the portal on a camera over USB, or take it off again.

Without options: on the one camera that is plugged in. Only what has changed is written; it is
verified on the camera, which then starts again. A main.py of yours is never overwritten. If the
camera's drive is open on this computer, eject it first: two writers damage a FAT drive.
"""
CODES = (
    *exit_codes.COMMON,
    exit_codes.NO_CAMERA, exit_codes.UNFIT, exit_codes.NO_ROOM, exit_codes.IN_THE_WAY,
    exit_codes.NOT_VERIFIED, exit_codes.LOST,
)  # fmt: skip


def fill(parser: Parser) -> None:
    parser.description = _ABOUT
    parser.epilog = exit_codes.table(*CODES)
    parser.set_defaults(environment="deploy", check=check, error=parser.error)
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--port", help="the camera's serial port, if there are several")
    target.add_argument(
        "--into", metavar="DIR", type=_folder, help="a mounted drive or a folder instead"
    )
    target.add_argument("--romfs", metavar="FILE", type=Path, help="build a ROMFS image instead")
    parser.add_argument("--remove", action="store_true", help="take off what this tool has put on")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _folder(name: str) -> Path:
    if not Path(name).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {name}")
    return Path(name)


def check(options: argparse.Namespace) -> None:
    """Ends the program if an option does not go with another."""
    if options.romfs and (options.remove or options.dry_run):
        options.error("--romfs builds a file: there is nothing to remove or to try")


def run(options: argparse.Namespace) -> int:
    try:
        _deploy(options)
    except Failure as failure:
        complain(failure)
        return failure.code
    except KeyboardInterrupt:
        complain("stopped; run it again to finish")
        return exit_codes.INTERRUPTED
    return exit_codes.DONE


def _deploy(options: argparse.Namespace) -> None:
    from .deploy import Deployment, build_image  # needs packages

    deployment = Deployment(options.remove, options.dry_run)
    if options.romfs:
        build_image(options.romfs)
    elif options.into:
        deployment.into(options.into)
    else:
        deployment.on_camera(options.port)
