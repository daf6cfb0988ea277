#!/usr/bin/env python3
"""Put the portal on a camera over USB, or take it off again.

Without options: on the one camera that is plugged in. Only what has changed is written; it is
verified on the camera, which then starts anew. A main.py of yours is never overwritten. If the
camera's drive is open on this computer, eject it first: two writers damage a FAT drive.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import environment
from deployment.failure import MEANINGS, Failure


def parse(arguments: list[str]) -> argparse.Namespace:
    meanings = "\n".join(f"  {code:3}  {meaning}" for code, meaning in MEANINGS.items())
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="exit codes:\n" + meanings,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--port", help="the camera's serial port, where there are several")
    target.add_argument(
        "--into", metavar="DIR", type=_folder, help="a mounted drive or a folder instead"
    )
    target.add_argument("--romfs", metavar="FILE", type=Path, help="build a ROMFS image instead")
    parser.add_argument("--remove", action="store_true", help="take off what this tool has put on")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
    options = parser.parse_args(arguments)
    if options.romfs and (options.remove or options.dry_run):
        parser.error("--romfs builds a file: there is nothing to remove or to try")
    return options


def _folder(name: str) -> Path:
    if not Path(name).is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {name}")
    return Path(name)


def main() -> int:
    options = parse(sys.argv[1:])
    environment.enter("deploy")
    try:
        _run(options)
    except Failure as failure:
        print(f"deploy.py: {failure}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        print("deploy.py: stopped; run it again to finish", file=sys.stderr)
        return 130
    return 0


def _run(options: argparse.Namespace) -> None:
    from deployment.job import Job, build_image

    job = Job(options.remove, options.dry_run)
    if options.romfs:
        build_image(options.romfs)
    elif options.into:
        job.into(options.into)
    else:
        job.on_camera(options.port)


if __name__ == "__main__":
    sys.exit(main())
