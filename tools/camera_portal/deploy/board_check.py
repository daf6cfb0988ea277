"""Whether a board can run the portal, decided from what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass

LIBRARY = "/flash/lib"

# MicroPython 1.26 is the oldest that the portal is written for (OpenMV 4.8.0 and later).
_OLDEST_MICROPYTHON = (1, 26)

# OpenMV 5.0.0 freezes this one; the portal has been run with it, and with nothing older.
_OLDEST_MICRODOT = (2, 6, 2)


@dataclass
class Facts:
    """What a board says of itself.

    :param implementation: ``sys.implementation.name``.
    :param version: MicroPython's.
    :param mpy: ``sys.implementation._mpy``; its low byte is the version of .mpy files.
    :param machine: the board's name as MicroPython has it.
    :param folder: the working directory, whose ``main.py`` runs.
    :param path: ``sys.path``.
    :param openmv: model and firmware as ``omv`` has them; None on other firmware.
    """

    implementation: str
    version: tuple
    mpy: int
    machine: str
    folder: str
    path: list[str]
    openmv: tuple[str, str] | None

    def __str__(self) -> str:
        version = ".".join(str(number) for number in self.version[:3])
        firmware = f"{self.implementation} {version}".replace("micropython", "MicroPython")
        if self.openmv:
            return f"{self.openmv[0]}, OpenMV {self.openmv[1]}, {firmware}"
        return f"{self.machine or 'a board'}, {firmware}"


def why_unfit(facts: Facts, mpy_version: int) -> str | None:
    """Why this board cannot run the portal, or None.

    :param mpy_version: of the files that would go on it.
    """
    if facts.implementation != "micropython":
        return f"this is {facts.implementation}; the portal needs MicroPython"
    if facts.version[:2] < _OLDEST_MICROPYTHON:
        return "this MicroPython is too old: 1.26 or later is needed (OpenMV 4.8.0 or later)"
    if facts.openmv is None:
        return "this is not OpenMV's firmware, which the portal needs"
    if facts.mpy & 0xFF != mpy_version:
        wants = facts.mpy & 0xFF
        return f"this firmware takes .mpy version {wants}, and mpy-cross makes {mpy_version}"
    if LIBRARY not in facts.path:
        return f"this firmware does not import from {LIBRARY}"
    return None


def why_microdot_unfit(version: str) -> str | None:
    """Why the Microdot that the board imports before any other will not do, or None."""
    numbers = tuple(int(part) for part in version.split(".") if part.isdigit())
    if _OLDEST_MICRODOT <= numbers < (_OLDEST_MICRODOT[0] + 1,):
        return None
    oldest = ".".join(map(str, _OLDEST_MICRODOT))
    return f"Microdot {version or 'of unknown version'}; the portal needs {oldest} or a later 2"
