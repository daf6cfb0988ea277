"""Measure the portal on the simulated camera: bytes, heap and times, printed as tables."""

from __future__ import annotations

import gzip
import statistics
import tempfile
import time
from pathlib import Path

_REPEATS = 20
_HEAP_STEP_KIB = 4
_NETWORKS = [
    {"ssid": f"Network number {i:02}", "password": "x" * 8, "rssi": -40 - i, "channel": 6}
    for i in range(20)
]
_PHASES = {
    "firmware": "interpreter, asyncio, stand-in, FAT",
    "starting": "+ the camera: settings, radio, decisions",
    "hosting": "+ Microdot, servers, session, lens, list",
    "linked": "setup has ended, the program goes on",
}
_PAGES = ("/", "/link?part", "/networks", "/api/networks", "/api/link", "/api/camera")


def main() -> int:
    from rich.console import Console

    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        console.print(_answers(Path(folder)))
        console.print(_flow(Path(folder)))
        for table in _where_it_goes(Path(folder)):
            console.print(table)
        console.print(_heap(Path(folder)))
    return 0


def _camera(folder: Path, air, **options):
    from support.simulated_camera import SimulatedCamera

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
    return table


def _where_it_goes(folder: Path) -> tuple:
    """What is in use in each phase, and what each module has left in the heap when it was loaded,
    as the simulated camera prints it; in 64-bit words, which are twice as long as a camera's."""
    with _camera(folder, _NETWORKS[:5], speed=20, measure=True).wait_ready() as camera:
        camera.get("/")
        camera.join(ssid="Network number 00", password="y" * 8)
        camera.join(ssid="Network number 00", password="x" * 8)
        camera.post("api/done")
        camera.wait_for("heap linked")
        lines = [line.split() for line in camera.lines]
    heap = [(line[1], int(line[2]) / 1024) for line in lines if line[0] == "heap"]
    cost = [(line[1], int(line[2]) / 1024) for line in lines if line[0] == "cost"]
    return _phases(heap), _modules(cost)


def _phases(heap: list):
    from rich.table import Table

    table = Table("phase", "KiB in use", "more than before", title="Heap by phase, 64 bit")
    before = 0.0
    for word, kib in heap:
        table.add_row(_PHASES.get(word, word), f"{kib:.1f}", f"{kib - before:+.1f}")
        before = kib
    return table


def _modules(cost: list):
    """The largest first. Whatever makes the table of names grow pays for that, too."""
    from rich.table import Table

    table = Table("module", "KiB", title="What loading each module leaves in the heap, 64 bit")
    for name, kib in sorted(cost, key=lambda entry: -entry[1]):
        table.add_row(name, f"{kib:.1f}")
    table.add_row("all", f"{sum(kib for _, kib in cost):.1f}")
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
