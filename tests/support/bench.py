"""The stand-in hardware in this process, for tests that look at it from inside."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from camera_portal.simulator.air import Air
from camera_portal.simulator.chip import Chip
from camera_portal.simulator.hardware import Machine, Omv
from camera_portal.simulator.network import Network

from portal.core.modules import forget, loaded

_BOUND = ("portal.radio.cyw43", "portal.radio.ethernet", "portal.board.openmv")


class StillClock:
    """Time that passes only when a test, or a blocking driver's call, says so."""

    def __init__(self) -> None:
        self.ms = 0

    def now_ms(self) -> int:
        return self.ms

    def block_ms(self, duration_ms: int) -> None:
        self.ms += duration_ms


class Bench:
    """A CYW43 board on a bench: ``chip``, ``clock``, ``network``, and what its gate was told."""

    def __init__(self, folder: Path | None, air: dict | list | None, firmware: str, clock) -> None:
        self.gate: list[tuple] = []
        self.clock = clock
        self._path = folder / "air.json" if folder else None
        if air is not None:
            self.set_air(air)
        self.air = Air(str(self._path) if self._path else None)
        self.chip = Chip(
            clock,
            self.air,
            lambda *words: self.gate.append(words),
            b"\x02\x00\x00\x00\x00\x07",
            "PYBD0007",
            firmware < "5",
        )
        self.network = Network(self.chip, has_lan=True)

    def set_air(self, air: dict | list) -> None:
        assert self._path
        self._path.write_text(json.dumps({"networks": air} if isinstance(air, list) else air))


@contextmanager
def on_bench(
    folder: Path | None = None, air=None, firmware: str = "5.0.0", clock=None, button: bool = True
) -> Iterator[Bench]:
    """Let ``network``, ``machine`` and ``omv`` be a bench's, for as long as this lasts."""
    bench = Bench(folder, air, firmware, clock or StillClock())
    modules = {
        "network": bench.network,
        "machine": Machine(b"chip-one", has_button=button),
        "omv": Omv("OpenMV RT1062", "rt1062", firmware),
    }
    assert all(find_spec(name) for name in _BOUND)
    forget(loaded() & set(_BOUND))
    sys.modules.update(modules)  # type: ignore[arg-type]
    try:
        yield bench
    finally:
        forget(loaded() & set(_BOUND))
        for name in modules:
            del sys.modules[name]
