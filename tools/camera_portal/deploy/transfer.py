"""Carries files to a drive and off again, so that the list on the drive is true at every moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..exit_codes import NO_ROOM, NOT_VERIFIED
from . import plan as planning
from .errors import Failure
from .manifest import DRAFT, NAME, Manifest, parse, sha256
from .plan import Found, Plan


class Drive(Protocol):
    """What a deployment asks of a drive. Names start at its root; all raise Failure."""

    where: str

    def look(self, names: list[str]) -> dict[str, Found]: ...
    def room(self) -> tuple[int, int]:
        """Free bytes, and the bytes of a cluster."""

    def read(self, name: str) -> bytes | None: ...
    def write(self, name: str, data: bytes, tell: Callable[[int], None]) -> None:
        """``tell`` is called with the number of bytes written since its last call."""

    def remove(self, name: str) -> None: ...
    def rename(self, old: str, new: str) -> None: ...
    def make_folder(self, name: str) -> None: ...
    def remove_folder(self, name: str) -> None: ...


def plan_deployment(drive: Drive, wanted: dict[str, bytes]) -> Plan:
    """Raises Failure if the owner's files are in the way, or if there is no room."""
    manifest = _load(drive)
    found = drive.look(planning.names_to_look_at(wanted, manifest))
    plan = planning.deployment(wanted, manifest, found)
    free_bytes, cluster_bytes = drive.room()
    needed_bytes = planning.needed_bytes(plan, found, cluster_bytes)
    if needed_bytes > free_bytes and plan.is_needed:
        needed, free = -(-needed_bytes // 1024), free_bytes // 1024
        raise Failure(NO_ROOM, f"not enough room: {needed} KiB needed, {free} KiB free")
    return plan


def plan_removal(drive: Drive) -> Plan:
    manifest = _load(drive)
    return planning.removal(manifest, drive.look(planning.names_to_look_at((), manifest)))


def carry_out(drive: Drive, plan: Plan, tell: Callable[[int], None]) -> None:
    """Do what the plan says; stopped at any moment, it can be done again.

    Raises Failure if the drive does not hold afterwards what was written.
    """
    if not plan.is_needed:
        return
    if plan.writes:
        _save(drive, plan.before)
    for name in plan.removals:
        drive.remove(name)
    for folder in plan.unused_folders:
        drive.remove_folder(folder)
    for folder in plan.folders:
        drive.make_folder(folder)
    for name, data in plan.writes.items():
        drive.write(name, data, tell)
    _verify(drive, plan.writes)
    _save(drive, plan.after)


def _verify(drive: Drive, written: dict[str, bytes]) -> None:
    found = drive.look(sorted(written))
    for name, data in written.items():
        if name not in found or found[name].sha256 != sha256(data):
            raise Failure(
                NOT_VERIFIED, f"{name} is not on the drive as it was written; is the drive damaged?"
            )


def _load(drive: Drive) -> Manifest:
    """The list; an empty one if none has been written whole."""
    for name in (NAME, DRAFT):
        manifest = parse(drive.read(name) or b"")
        if manifest:
            return manifest
    return Manifest()


def _save(drive: Drive, manifest: Manifest) -> None:
    present = drive.look([NAME])
    if manifest != Manifest():
        data = manifest.render()
        drive.write(DRAFT, data, lambda _: None)
        _verify(drive, {DRAFT: data})
    if present:
        drive.remove(NAME)
    if manifest != Manifest():
        drive.rename(DRAFT, NAME)
    elif drive.look([DRAFT]):
        drive.remove(DRAFT)
