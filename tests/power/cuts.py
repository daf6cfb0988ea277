"""Cuts power at every block write of every save, and tears every block. Runs on MicroPython.

``cuts.py DRIVE [unprotected] ROOT`` prints a JSON line a scenario, see ``Findings``.
"""

import json
import sys

sys.path.append(sys.argv[-1])

import openmv_reader
import scenarios
import vfs
from ram_drive import FLASH, Mounted, RamDrive

import portal.settings.wifi_txt

# Blocks, bytes a block, whether other files take the drive's first 254 clusters (openmv's
# OMV_FLASH_FFS_LENGTH, MICROPY_HW_SPIFLASH_SIZE_BITS; 4096: micropython ports/mimxrt).
DRIVES = {
    "96K": (192, 512, False),
    "128K": (256, 512, False),
    "4M": (8192, 512, True),
    "4M of 4096": (1024, 4096, True),
    "11M": (22528, 512, True),
}
TEARS = (1, 64, 255, 511)
ERASED_FROM = (0, 1, 64, 255, 511)
_CLUSTER_NUMBER = 27  # between its two bytes, in an entry of 32 (lib/oofatfs/ff.c, DIR_FstClusLO)
OVERWRITING = ("the second network", "a new password", "forgetting one", "forgetting all")
NEIGHBOURS = {"main.py": b"import portal\n" * 20, "watched.bin": b"\xa5" * 3000}


class Unprotected:
    """Settings kept once, written the plain way: the trials have to catch it."""

    is_spoilt = False

    def __init__(self, path: str, _) -> None:
        self._path = path

    def load(self):
        try:
            with open(self._path, "rb") as stream:
                return portal.core.config_file.WifiFile(stream.read())
        except OSError:
            return portal.core.config_file.WifiFile()

    def save(self, file) -> None:
        with open(self._path, "wb") as stream:
            stream.write(file.render())

    def is_unusable(self) -> bool:
        return False


class Findings:
    """What came of one scenario's trials.

    ``broken``: what must never be. ``mixed``: a torn block of the recovery file, from which its
    reader, which knows no seal, reads neither old nor new. ``number``: another file harmed, or the
    next save refused, by an entry torn within its cluster's number. ``lost``: whatever a block of
    the FAT or the folder costs that was left erased; the camera starts.
    """

    def __init__(self) -> None:
        self.counts = {"cuts": 0, "tears": 0, "erased": 0, "mixed": 0, "number": 0, "lost": 0}
        self.broken: list = []


def new_drive(name: str) -> RamDrive:
    count, size, crowded = DRIVES[name]
    drive = RamDrive(count, size, {})
    vfs.VfsFat.mkfs(drive)
    with Mounted(drive):
        scenarios.drop("main.py", NEIGHBOURS["main.py"])
        if crowded:
            fill_to_cluster_256()
        scenarios.drop("watched.bin", NEIGHBOURS["watched.bin"])
    return RamDrive(count, size, drive.blocks())


def fill_to_cluster_256() -> None:
    """Cluster numbers of two bytes from here on; watched.bin comes to lie at the first."""
    import os

    size, _, total, free = os.statvfs(FLASH)[:4]
    with open(FLASH + "/filler.bin", "wb") as stream:
        for _ in range(2 + total - free, 256):
            stream.write(bytes(size))


def observe() -> tuple:
    """What a camera that starts now knows."""
    memory = scenarios.wifi_txt()
    known = sorted((one.ssid, one.password) for one in memory.networks)
    return known, memory.get("hotspot.password"), memory.get("camera.name")


def neighbours_live() -> bool:
    try:
        return all(scenarios.content(name) == data for name, data in NEIGHBOURS.items())
    except OSError:
        return False


class Trial:
    """One scenario on one drive."""

    def __init__(self, drive: RamDrive, prepare, act) -> None:
        with Mounted(drive):
            prepare()
            self._old = observe(), openmv_reader.read()
        self._before = drive.blocks()
        self._drive = drive
        self._act = act
        self.findings = Findings()

    def run(self) -> Findings:
        drive = self._power_on(self._before)
        with Mounted(drive):
            self._act()
            self._new = observe(), openmv_reader.read()
        self._stop_everywhere(len(drive.writes))
        image = dict(self._before)
        for block, data in drive.writes:
            self._tear(image, block, data)
            image[block] = data
        return self.findings

    def _power_on(self, blocks: dict, power=None) -> RamDrive:
        return RamDrive(self._drive.count, self._drive.size, blocks, power)

    def _stop_everywhere(self, writes: int) -> None:
        for power in range(writes + 1):
            drive = self._power_on(self._before, power)
            with Mounted(drive):
                self._act()
            self.findings.counts["cuts"] += 1
            self._check("cut", drive.blocks())

    def _tear(self, image: dict, block: int, data: bytes) -> None:
        old = image.get(block) or bytes(len(data))
        folder, files = self._drive.layout()
        edges = set(TEARS)
        if block < files:  # of a file's block a few are enough
            edges.update(at for at in range(1, len(data)) if old[at] != data[at])
        for at in edges:
            self.findings.counts["tears"] += 1
            number = folder <= block < files and at % 32 == _CLUSTER_NUMBER
            self._check("number" if number else "tear", image, block, data[:at] + old[at:])
        for at in ERASED_FROM:
            self.findings.counts["erased"] += 1
            kind = "lost" if block < files else "tear"
            self._check(kind, image, block, data[:at] + b"\xff" * (len(data) - at))

    def _check(self, kind: str, image: dict, block: int = 0, data: bytes = b"") -> None:
        """Start on what is left: the ``image``, but for one block."""
        drive = self._power_on(image)
        if data:
            drive.put(block, data)
        self._kind = kind
        self._counted = False  # a trial counts once
        self._where = "%s %d %d" % (kind, self.findings.counts["cuts"], block)
        try:
            with Mounted(drive):
                found, recovery = observe(), openmv_reader.read()
            self._judge(drive, found, recovery)
        except (OSError, ValueError) as error:
            self._fail("does not start: %r" % error)

    def _judge(self, drive: RamDrive, found: tuple, recovery) -> None:
        """The camera knows the old or the new; it mends what it finds; the next save works; other
        files are as they were."""
        if found not in self._both(0):
            self._fail("neither the old settings nor the new", "lost")
        if recovery not in self._both(1):
            self._fail("the recovery file is neither", "lost", "tear:mixed", "number:mixed")
        with Mounted(drive):
            scenarios.wifi_txt().tidy()
        with Mounted(drive):
            if observe() != found:
                self._fail("mended into something else", "lost")
            kept = scenarios.wifi_txt().remember(scenarios.LATER)
        with Mounted(drive):
            later = [(scenarios.LATER.ssid, scenarios.LATER.password)]
            if not kept or observe()[0] != sorted(found[0] + later):
                self._fail("the next save failed", "lost", "number")
            if not neighbours_live():
                self._fail("another file is harmed", "lost", "number")

    def _both(self, part: int) -> tuple:
        return self._old[part], self._new[part]

    def _fail(self, sentence: str, *tolerated: str) -> None:
        """``tolerated``: the kinds of trial where this is counted, and as what."""
        for one in tolerated:
            kind, _, count = one.partition(":")
            if kind == self._kind:
                self.findings.counts[count or kind] += not self._counted
                self._counted = True
                return
        self.findings.broken.append("%s: %s" % (self._where, sentence))


def main(name: str, unprotected: bool) -> None:
    portal.settings.wifi_txt.new_password = lambda: "no chance here"  # one trial is as the other
    if unprotected:
        portal.settings.wifi_txt.TwoCopies = Unprotected
    blocks = new_drive(name)
    for scenario in OVERWRITING if unprotected else scenarios.ALL:
        prepare, act = scenarios.ALL[scenario]
        drive = RamDrive(blocks.count, blocks.size, blocks.blocks())
        findings = Trial(drive, prepare, act).run()
        line = {"scenario": scenario, "broken": findings.broken}
        line.update(findings.counts)
        print("result " + json.dumps(line))


main(sys.argv[1], "unprotected" in sys.argv)
