"""What has to be done to a drive, decided from what is wanted, what is there, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..exit_codes import IN_THE_WAY
from .errors import Failure
from .manifest import Manifest, sha256

MAIN = "main.py"
MAIN_TEXT = b"import portal\n\nportal.connect()\n"

# The blinking light that the firmware puts on a new drive is nobody's work: OpenMV's
# scripts/libraries/_boot.py; before 2024-11 boards/*/main_py.h and templates/main_py.h.
_FIRMWARES_MAIN = (
    "55308872362c67e218d9cdbf09823aae5741fd80053fa405d25a807b520c27ce",
    "06595bddf56cc88b01b227c59f89ad331f7faed0c76dc5b61735183398bcb203",
    "4f565bcdc513ba2c76cd52b8951b6b8475210bf76e1746c5daa406f726453ff5",
)

_NAMES_SHOWN = 3

# A name's entries in a FAT folder: 32 bytes for every 13 letters and 32 more (Microsoft's FAT
# specification, "Long Directory Entries").
_ENTRY_BYTES = 32
_ENTRY_LETTERS = 13


@dataclass(frozen=True)
class Found:
    """What has a name on the drive: a file, or a folder, which has no hash."""

    size_bytes: int = 0
    sha256: str = ""


@dataclass
class Plan:
    """What to write, what to remove, and what to leave alone.

    :param writes: the files to write, with their content.
    :param removals: the files of an earlier version to remove.
    :param folders: those to make, parents first.
    :param unused_folders: this tool's folders that are needed no more, children first.
    :param mended: the files to write because someone has changed them since.
    :param left: files in the list that someone has changed since: theirs now.
    :param before: the list to leave while the drive is being changed.
    :param after: the list that is true afterwards.
    """

    writes: dict[str, bytes]
    removals: list[str]
    folders: list[str]
    unused_folders: list[str]
    mended: list[str]
    left: list[str]
    before: Manifest
    after: Manifest
    is_needed: bool


def names_to_look_at(wanted: Iterable[str], manifest: Manifest) -> list[str]:
    """The names that the decisions below want to know about."""
    files = {*wanted, *manifest.files}
    return sorted({*files, *_folders_of(files), *map(_source_of, files)})


def deployment(wanted: dict[str, bytes], manifest: Manifest, found: dict[str, Found]) -> Plan:
    """Make the drive hold ``wanted`` and nothing older of this tool's. A ``main.py`` that is the
    owner's stays. Raises Failure if other files of the owner's are in the way."""
    if not is_main_free(manifest, found):
        wanted = {name: data for name, data in wanted.items() if name != MAIN}
    _refuse_what_is_in_the_way(wanted, manifest, found)
    needed = _folders_of(wanted)
    writes = {
        name: data
        for name, data in wanted.items()
        if name not in found or found[name].sha256 != sha256(data)
    }
    mine = {name for name in manifest.files if name in wanted or _is_mine(name, manifest, found)}
    hashes = {name: sha256(wanted[name]) for name in wanted if name in mine or name in writes}
    made = [name for name in needed if name not in found]
    after = Manifest(dict(hashes), (manifest.folders & set(needed)) | set(made))
    before = Manifest(
        {**{name: manifest.files[name] for name in mine}, **dict.fromkeys(writes)},
        manifest.folders | set(made),
    )
    removals = sorted(name for name in mine if name in found and name not in wanted)
    return Plan(
        writes,
        removals,
        made,
        _children_first(manifest.folders - set(needed)),
        [name for name in writes if name in manifest.files and not _is_mine(name, manifest, found)],
        _left(manifest, found, wanted),
        before,
        after,
        is_needed=bool(writes or removals or after != manifest),
    )


def removal(manifest: Manifest, found: dict[str, Found]) -> Plan:
    """Take off all that is this tool's."""
    mine = [name for name in sorted(manifest.files) if _is_mine(name, manifest, found)]
    return Plan(
        {},
        [name for name in mine if name in found],
        [],
        _children_first(manifest.folders),
        [],
        _left(manifest, found, {}),
        manifest,
        Manifest(),
        is_needed=manifest != Manifest(),
    )


def needed_bytes(plan: Plan, found: dict[str, Found], cluster_bytes: int) -> int:
    """How much free room the plan takes at most, in whole clusters of ``cluster_bytes``."""

    def clusters(size_bytes: int) -> int:
        return -(-size_bytes // cluster_bytes) * cluster_bytes

    def entries(folder: str) -> int:
        names = [PurePosixPath(name).name for name in plan.writes if _parent(name) == folder]
        return sum(_ENTRY_BYTES * (2 - (-len(name) // _ENTRY_LETTERS)) for name in names)

    gone = [name for name in (*plan.writes, *plan.removals) if name in found]
    return (
        sum(clusters(len(data)) for data in plan.writes.values())
        + sum(cluster_bytes + clusters(entries(folder)) for folder in plan.folders)
        + 2 * clusters(len(plan.before.render()))  # the list and its draft
        - sum(clusters(found[name].size_bytes) for name in gone)
    )


def is_main_free(manifest: Manifest, found: dict[str, Found]) -> bool:
    """Whether ``main.py`` is missing, this tool's, or the one that a new drive comes with."""
    if MAIN not in found or found[MAIN].sha256 in _FIRMWARES_MAIN:
        return True
    return MAIN in manifest.files and _is_mine(MAIN, manifest, found)


def _is_mine(name: str, manifest: Manifest, found: dict[str, Found]) -> bool:
    """Whether the drive still holds what this tool wrote, or a torn piece of it."""
    if name not in found:
        return True
    recorded = manifest.files[name]
    if recorded is None and name == MAIN:  # the owner's again, perhaps, since the write was torn
        recorded = sha256(MAIN_TEXT[: found[name].size_bytes])
    return recorded is None or found[name].sha256 == recorded


def _left(manifest: Manifest, found: dict[str, Found], wanted: Iterable[str]) -> list[str]:
    names = set(manifest.files) - set(wanted)
    return sorted(name for name in names if not _is_mine(name, manifest, found))


def _refuse_what_is_in_the_way(
    wanted: dict[str, bytes], manifest: Manifest, found: dict[str, Found]
) -> None:
    ways = [name for name in _folders_of(wanted) if name in found and found[name].sha256]
    for name, data in wanted.items():
        is_foreign = name in found and name not in manifest.files and name != MAIN
        if is_foreign and found[name].sha256 != sha256(data):
            ways.append(name)
        # MicroPython imports a .py before the .mpy beside it (py/builtinimport.c).
        source = _source_of(name)
        if source != name and source in found:
            ways.append(source)
    if ways:
        shown = ", ".join(ways[:_NAMES_SHOWN])
        more = f" and {len(ways) - _NAMES_SHOWN} more" if len(ways) > _NAMES_SHOWN else ""
        raise Failure(
            IN_THE_WAY, f"not written by this tool, and in its way: {shown}{more}; move them away"
        )


def _source_of(name: str) -> str:
    return name.removesuffix(".mpy") + ".py" if name.endswith(".mpy") else name


def _parent(name: str) -> str:
    return str(PurePosixPath(name).parent)


def _folders_of(names: Iterable[str]) -> list[str]:
    """All folders above ``names``, parents first."""
    parents = {str(folder) for name in names for folder in PurePosixPath(name).parents}
    return sorted(parents - {"."})


def _children_first(folders: Iterable[str]) -> list[str]:
    return sorted(folders, reverse=True)
