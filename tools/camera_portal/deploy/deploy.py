"""One deployment: on a camera, into a folder, or as a ROMFS image."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..build.compiler import compile_portal
from ..build.romfs import image
from ..exit_codes import IN_THE_WAY, NOT_VERIFIED, UNFIT
from . import board_check, bundle, camera, plan, report, transfer
from .board_check import Facts
from .camera import Camera
from .errors import Failure
from .folder import Folder
from .transfer import Drive

_PORTAL_FILE = f"{board_check.LIBRARY}/portal/__init__.mpy"
_MAINS_FOLDER = "/flash"


class Deployment:
    """Puts the portal somewhere, or takes it off.

    :param remove: take the portal off instead of putting it on.
    :param dry_run: only say what would be done.
    """

    def __init__(self, remove: bool, dry_run: bool) -> None:
        self._remove = remove
        self._dry_run = dry_run

    def into(self, folder: Path) -> None:
        self._do(Folder(folder), bundle.files)

    def on_camera(self, port: str | None) -> None:
        """On the camera at ``port``, or on the only one."""
        with camera.connected(port or camera.find_port()) as drive:
            facts = drive.facts()
            print(f"{facts}, at {drive.port}")
            self._do(drive, lambda: _fitting_files(drive, facts))
            if not self._remove and not self._dry_run:
                _try_import(drive)
            if facts.folder != _MAINS_FOLDER:
                print(f"Mind that it runs {facts.folder}/{plan.MAIN}, not {_MAINS_FOLDER}'s.")

    def _do(self, drive: Drive, choose: Callable[[], dict[str, bytes]]) -> None:
        if self._remove:
            todo = transfer.plan_removal(drive)
        else:
            todo = transfer.plan_deployment(drive, choose())
        report.announce(todo, in_full=self._dry_run)
        if not self._dry_run:
            report.carry_out_visibly(drive, todo)
        if not self._remove and plan.MAIN not in todo.after.files:
            report.explain_main(drive)


def build_image(file: Path) -> None:
    """Everything that goes on a camera, but for ``main.py``, as a ROMFS image."""
    data = image(compile_portal())
    try:
        file.write_bytes(data)
    except OSError as error:
        raise Failure(NOT_VERIFIED, f"{file}: {error.strerror}")
    print(f"{file} has {len(data)} bytes. Write it with: mpremote romfs deploy {file}")
    print("That replaces all that the camera's ROMFS holds, OpenMV's models included.")
    report.explain_missing_main()


def _fitting_files(drive: Camera, facts: Facts) -> dict[str, bytes]:
    """What this camera needs. Raises Failure if it cannot run the portal."""
    wanted = bundle.files()
    if reason := board_check.why_unfit(facts, bundle.mpy_version(wanted)):
        raise Failure(UNFIT, reason)
    if path := drive.file_ahead("portal"):
        raise Failure(IN_THE_WAY, f"the camera would import {path} instead: move it away")
    microdot = drive.module_ahead("microdot")
    if microdot is None:
        return wanted
    file, version = microdot
    if reason := board_check.why_microdot_unfit(version):
        raise Failure(UNFIT, f"the camera would import {file}, which is {reason}")
    print(f"It has Microdot {version} of its own.")
    return bundle.files(with_microdot=False)


def _try_import(drive: Camera) -> None:
    if (file := drive.imported("portal")) != _PORTAL_FILE:
        raise Failure(NOT_VERIFIED, f"the camera imports {file} instead of {_PORTAL_FILE}")
    drive.imported("microdot")
