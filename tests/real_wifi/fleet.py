"""An installer's day, run inside the guest: a laptop with NetworkManager, and three cameras of
which one has a wrong password and one is out of range at first."""

import csv
import json
import signal
import sys
import threading
import time
from pathlib import Path

import site_networks as site
from cases import report
from laptop import Laptop
from linux_camera import LinuxCamera
from radios import Air, Namespace

sys.path.append("/project/tools")
from camera_portal.inputs.cameras_csv import Row
from camera_portal.wifi.network_manager import NetworkManager

FILE = Path("/tmp/cameras.csv")
RESULT, PAPER = Path("/tmp/cameras-result.csv"), Path("/tmp/cameras-report.html")
NAMES = ("Gate", "Dock 7", 'Größe; "X"')
HOME = "Six"
LAPTOP = "wlan9"
WRONG = "wrong horse"
HOTSPOT_WRONG = "no such password"


class ProcessList:
    """Looks again and again whether a secret can be read in some process's command line."""

    def __init__(self, secrets: list[str]) -> None:
        self.seen: set[str] = set()
        self.looks = 0
        self._secrets = [secret.encode() for secret in secrets]
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    line = path.read_bytes()
                except OSError:
                    continue  # it has just ended
                if any(secret in line for secret in self._secrets):
                    self.seen.add(line.decode(errors="replace"))
            self.looks += 1
            time.sleep(2)


class Run:
    """One ``provision.py fleet``, and what it says."""

    def __init__(self, laptop: Laptop, *options: str) -> None:
        self.lines: list[str] = []
        self._begun = time.monotonic()
        command = (sys.executable, "-u", "tools/provision.py", "fleet", str(FILE), *options)
        self._process = laptop.start(*command)
        threading.Thread(target=self._read, daemon=True).start()

    def wait_for(self, text: str, times: int = 1, timeout_s: float = 120) -> None:
        """Until lines with ``text`` have come, so many times."""
        deadline = time.monotonic() + timeout_s
        while sum(text in line for line in self.lines) < times:
            assert time.monotonic() < deadline, f"no {text!r} in {self.lines}"
            time.sleep(0.05)

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def report(self, case: str, laptop: Laptop, **facts) -> None:
        """Wait for its end, and tell everything about it."""
        code = self._process.wait(400)
        report(
            case,
            code=code,
            took_s=round(time.monotonic() - self._begun, 1),
            lines=self.lines,
            result=list(csv.DictReader(RESULT.open(encoding="utf-8-sig"))),
            paper=PAPER.read_text(),
            profiles=laptop.ask("-g", "NAME", "connection", "show").split("\n"),
            on=laptop.on(),
            **facts,
        )

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))


def switch_on(air: Air) -> list[LinuxCamera]:
    """The cameras; the last one's hotspot is open."""
    cameras = []
    for number, name in enumerate(NAMES):
        namespace = Namespace(f"camera{number}").name
        air.add_radio(namespace, f"wlan{number}", f"02:00:00:00:0c:{number:02x}")
        place = {"interface": f"wlan{number}", "namespace": namespace}
        options = ["--name", name, *(["--open-hotspot"] if name == NAMES[-1] else [])]
        cameras.append(LinuxCamera(f"/tmp/flash{number}", *options, **place))
    return cameras


def write_file(hotspots: list[dict], passwords: dict[int, str], opening: dict[int, str]) -> None:
    """As a European spreadsheet saves it."""
    with FILE.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(["hotspot", "hotspot_password", "ssid", "password", "room"])
        for number, hotspot in enumerate(hotspots):
            password = passwords.get(number, site.PASSWORD)
            opens = opening.get(number, hotspot["password"])
            writer.writerow([hotspot["ssid"], opens, "Workshop", password, f"Room {number}"])


def main() -> None:
    air = Air()
    Namespace("site")
    site.build(air, "Workshop", HOME)
    laptop_space = Namespace("laptop")
    air.add_radio("laptop", LAPTOP, "02:00:00:00:0e:00")
    cameras = switch_on(air)
    laptop = Laptop(laptop_space, LAPTOP)
    laptop.keep(HOME, site.PASSWORD)
    hotspots = [json.loads(camera.wait_for("^hotspot (.*)")[1]) for camera in cameras]
    for camera in cameras:
        camera.wait_for("^ready")
    opening = [hotspot["password"] for hotspot in hotspots if hotspot["password"]]
    processes = ProcessList([site.PASSWORD, WRONG, HOTSPOT_WRONG, *opening])
    try:
        air.set_heard("wlan2", False)
        comes_back(air, laptop, hotspots[0])
        day(air, laptop, hotspots)
    finally:
        report(
            "afterwards",
            codes=[camera.wait(5) for camera in cameras],
            process_list=[sorted(processes.seen), processes.looks],
            command_lines=laptop.command_lines(),
            log=laptop.log(),
            opening=opening,
            cameras=[camera.lines for camera in cameras],
        )


def comes_back(air: Air, laptop: Laptop, hotspot: dict) -> None:
    """A hotspot that is away for longer than NetworkManager waits, as a WINC1500's is."""
    radio = NetworkManager(LAPTOP, print)
    radio.join(Row(2, hotspot["ssid"], hotspot["password"], "", {}, {}))
    air.set_heard("wlan0", False)
    time.sleep(20)
    lost = laptop.on()
    air.set_heard("wlan0", True)
    deadline = time.monotonic() + 60
    while laptop.on() != "camera-portal-" + LAPTOP and time.monotonic() < deadline:
        time.sleep(5)
    back = laptop.on()
    radio.close()
    report("comes-back", lost=lost, back=back, after=laptop.on())


def day(air: Air, laptop: Laptop, hotspots: list[dict]) -> None:
    write_file(hotspots, {1: WRONG}, {})
    first = Run(laptop, "--site", "Harbour", "--operator", "Anna <Berg>", "--patience", "3")
    first.wait_for(f"{hotspots[0]['ssid']}: joined")
    first.wait_for(f"{hotspots[2]['ssid']}: out_of_range")
    air.set_heard("wlan2", True)
    first.report("first", laptop)

    write_file(hotspots, {}, {1: HOTSPOT_WRONG})
    interrupted = Run(laptop)
    interrupted.wait_for(f"{hotspots[1]['ssid']}: joining_hotspot", times=2)
    interrupted.interrupt()
    interrupted.report("interrupted", laptop)

    write_file(hotspots, {}, {})
    Run(laptop).report("finished", laptop)


if __name__ == "__main__":
    main()
