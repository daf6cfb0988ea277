#!/usr/bin/env python3
"""Measure the portal on the simulated camera: bytes, heap and times, printed as tables."""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
import time
from pathlib import Path

import environment

_REPEATS = 20
_HEAP_STEP_KIB = 8
_NETWORKS = [
    {"ssid": f"Network number {i:02}", "password": "x" * 8, "rssi": -40 - i, "channel": 6}
    for i in range(20)
]
_PAGES = ("/", "/link?part", "/networks", "/api/networks", "/api/link", "/api/camera")


def main() -> int:
    environment.enter("test")
    sys.path.append(str(environment.ROOT / "tests"))
    sys.path.append(str(environment.ROOT))
    from rich.console import Console

    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(_answers(Path(folder)))
        console.print(_flow(Path(folder)))
        console.print(_heap(Path(folder)))
    return 0


def _camera(folder: Path, air, **options):
    from simulated_camera import SimulatedCamera

    image = folder / f"{time.monotonic_ns()}.img"
    return SimulatedCamera(folder, air, board="nicla", flash=image, **options)


def _answers(folder: Path):
    from rich.table import Table

    table = Table("answer", "bytes", "gzip -9", "median ms", title="Answers, with twenty networks")
    with _camera(folder, _NETWORKS).wait_ready() as camera:
        for path in _PAGES:
            times = []
            for _ in range(_REPEATS):
                start = time.perf_counter()
                content = camera.get(path).content
                times.append((time.perf_counter() - start) * 1000)
            packed = len(gzip.compress(content, 9))
            table.add_row(path, str(len(content)), str(packed), f"{statistics.median(times):.1f}")
    return table


def _flow(folder: Path):
    from rich.table import Table

    table = Table("from power-on, camera's own speed", "s", title="A setup in real time")
    start = time.monotonic()
    with _camera(folder, _NETWORKS, speed=1) as camera:
        camera.wait_ready()
        table.add_row("hotspot and page are up", f"{time.monotonic() - start:.1f}")
        start = time.monotonic()
        link = camera.join(ssid="Network number 00", password="x" * 8)
        table.add_row("POST to 'joined' (radio: 2.4 s)", f"{time.monotonic() - start:.1f}")
        assert link["state"] == "joined"
        free = camera.get("/api/camera").json()["free_heap"]
        table.add_row("heap in use then, KiB of 64-bit words", f"{369 - free / 1024:.0f}")
    return table


def _heap(folder: Path):
    """The whole flow in less and less heap, until it fails."""
    from rich.table import Table

    title = "Smallest heap, 64 bit"
    table = Table("heap, KiB", "list, wrong password, right password", title=title)
    kib = 200
    while kib and _completes(folder, kib):
        kib -= _HEAP_STEP_KIB
    table.add_row(str(kib + _HEAP_STEP_KIB), "completes")
    table.add_row(str(kib), "does not")
    return table


def _completes(folder: Path, kib: int) -> bool:
    try:
        with _camera(folder, _NETWORKS[:5], heap=f"{kib}k").wait_ready() as camera:
            camera.get("/")
            failed = camera.join(ssid="Network number 00", password="y" * 8)
            joined = camera.join(ssid="Network number 00", password="x" * 8)
            return (failed["state"], joined["state"]) == ("failed", "joined")
    except (AssertionError, OSError, KeyError, ValueError):
        return False


if __name__ == "__main__":
    sys.exit(main())
