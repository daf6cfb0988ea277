"""Many cameras, one after the other: the real command, a person's hands, simulated cameras.

With real radios and NetworkManager: ``tests/real_wifi/test_real_wifi_fleet.py``.
"""

import csv
import json
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from camera_portal import environment, exit_codes
from camera_portal.environment import ROOT
from camera_portal.fleet import report
from camera_portal.fleet.results import Result, Results
from camera_portal.inputs.cameras_csv import Row
from camera_portal.inputs.password_input import VARIABLE
from camera_portal.simulator.ports import free_port
from playwright.sync_api import sync_playwright
from support import browser
from support.drive import Drive
from support.networks import WORKSHOP
from support.phone import needs_browser
from support.simulated_camera import SimulatedCamera

HEADING = "hotspot,name,ssid,password,room\n"
SECRETS = ("correct horse", "wrong horse")


@pytest.fixture(scope="module", autouse=True)
def made():
    environment.make("installer")


@pytest.fixture
def port() -> int:
    """Where the camera answers whose hotspot this computer is on."""
    return free_port(socket.SOCK_STREAM)


def hotspot(folder: Path, name: str, port: int) -> SimulatedCamera:
    """A camera of that name; that it is switched on means that a person has joined its hotspot."""
    folder = folder / name
    if not folder.exists():
        folder.mkdir()
        drive = Drive(folder / "flash.img", size_bytes=1 << 20)
        drive.write("/wifi.txt", f"camera.name = {name}\n".encode())
    return SimulatedCamera(folder, [WORKSHOP], http=port).wait_ready()


class Run:
    """One ``provision.py fleet``: what it says, and whether its command line says too much."""

    def __init__(self, file: Path, *options: str, url: str = "http://127.0.0.1:9/", **named):
        command = [sys.executable, str(ROOT / "tools" / "provision.py"), "--url", url, "fleet"]
        self.lines: list[str] = []
        self._process = subprocess.Popen(
            [*command, "--by-hand", str(file), *options],
            env={**os.environ, VARIABLE: "correct horse", "COLUMNS": "100", "LINES": "30"},
            stdin=subprocess.DEVNULL,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, **named},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, text: str, timeout_s: float = 60) -> None:
        deadline = time.monotonic() + timeout_s
        while not any(text in line for line in self.lines):
            assert self._process.poll() is None and time.monotonic() < deadline, self.lines
            time.sleep(0.05)
        line = Path(f"/proc/{self._process.pid}/cmdline").read_text()
        assert not any(secret in line for secret in SECRETS)

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Its exit code."""
        code = self._process.wait(60)
        self._reader.join()
        said = "\n".join(self.lines)
        assert not any(secret in said for secret in SECRETS) and "Traceback" not in said
        return code

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self.lines.append(line.rstrip("\n"))


def result_of(folder: Path) -> dict[str, dict]:
    with (folder / "cameras-result.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["hotspot"]: row for row in csv.DictReader(stream)}


def test_a_day(tmp_path, port):
    """One joins, one has a wrong password in the file, one is not found; Ctrl-C; the next day
    goes on where this one ended."""
    file, url = tmp_path / "cameras.csv", f"http://127.0.0.1:{port}/"
    rows = "Gate,Front gate,Workshop,,2.07\nDock,Dock 7,Workshop,wrong horse,-1\n"
    file.write_text(HEADING + rows + "Attic,,Workshop,,5.01\n")
    first = Run(file, "--site", "Harbour", "--operator", "Anna", url=url)
    first.wait_for("Now join the Wi-Fi “Gate” on this computer")
    with hotspot(tmp_path, "Gate", port) as gate:
        first.wait_for("Gate: joined 192.168.1.57")
        gate.wait_for("state closing")  # long before the minute: it was told that it may
    first.wait_for("Now join the Wi-Fi “Dock”")
    with hotspot(tmp_path, "Dock", port):
        first.wait_for("Dock: wrong_password")
        first.wait_for("Now join the Wi-Fi “Attic”")
    first.interrupt()
    assert first.end() == exit_codes.INTERRUPTED
    found = result_of(tmp_path)
    assert set(found) == {"Gate", "Dock"}
    gate_row, dock_row = found["Gate"], found["Dock"]
    assert (gate_row["verdict"], gate_row["name"], gate_row["room"]) == (
        "joined", "Front gate", "2.07"
    )  # fmt: skip
    assert (gate_row["address"], gate_row["hostname"], gate_row["rssi"], gate_row["channel"]) == (
        "192.168.1.57", "front-gate", "-48", "6"
    )  # fmt: skip
    assert gate_row["model"] == "OpenMV RT1062" and gate_row["mac"].count(":") == 5
    assert (dock_row["verdict"], dock_row["attempts"], dock_row["address"]) == (
        "wrong_password", "1", ""
    )  # fmt: skip
    assert b"camera.name = Front gate" in Drive(tmp_path / "Gate/flash.img").read("/wifi.txt")
    # Under its old name it will be found again.
    assert b"camera.name = Dock\n" in Drive(tmp_path / "Dock/flash.img").read("/wifi.txt")
    paper = (tmp_path / "cameras-report.html").read_text()
    for words in ("Harbour", "Anna", "Front gate", "The password does not fit", "Not tried yet"):
        assert words in paper
    outputs = paper + (tmp_path / "cameras-result.csv").read_text()
    assert not any(secret in outputs for secret in SECRETS)

    file.write_text(HEADING + rows.replace("wrong horse", ""))
    second = Run(file, url=url)
    second.wait_for("Now join the Wi-Fi “Dock”")
    with hotspot(tmp_path, "Dock", port):
        second.wait_for("Dock: joined")
    assert second.end() == exit_codes.DONE
    assert not any("Gate: setting_up" in line for line in second.lines)
    found = result_of(tmp_path)
    assert found["Gate"] == gate_row
    assert (found["Dock"]["verdict"], found["Dock"]["attempts"]) == ("joined", "2")
    assert found["Dock"]["id"] == dock_row["id"]


def test_another_camera_answers(tmp_path, port):
    """One that is not in the file is left alone."""
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\n")
    with hotspot(tmp_path, "Stranger", port) as stranger:
        run = Run(file, "--patience", "0", url=stranger.url)
        assert run.end() == exit_codes.SOME_NOT_JOINED
        assert stranger.link()["state"] == "idle"
    assert result_of(tmp_path)["Gate"]["verdict"] == "out_of_range"


def test_what_the_camera_itself_refuses_is_final(tmp_path, port):
    """A login does not help a radio that cannot use it: the file's rules let it pass."""
    file = tmp_path / "cameras.csv"
    file.write_text(
        "hotspot,ssid,security,identity,password\nGate,Campus,enterprise,anna,s3cret horse\n"
    )
    with hotspot(tmp_path, "Gate", port) as gate:
        assert Run(file, url=gate.url).end() == exit_codes.SOME_NOT_JOINED
    assert result_of(tmp_path)["Gate"]["verdict"] == "unsupported"


def test_json(tmp_path):
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\n")
    run = Run(file, "--json", "--patience", "0", stderr=subprocess.DEVNULL)
    assert run.end() == exit_codes.SOME_NOT_JOINED
    changes = [json.loads(line) for line in run.lines]
    assert changes == [
        {"hotspot": "Gate", "state": "waiting", "detail": None},
        {"hotspot": "Gate", "state": "out_of_range", "detail": None},
    ]


def test_the_table_lives(tmp_path):
    """On a terminal of a person's."""
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\nDock,[bold]7,Workshop,,\n")
    rows = [Row(2, "Gate", "", "", {}, {})]
    Results(tmp_path / "cameras-result.csv", rows).record(rows[0], Result("Gate", verdict="joined"))
    ours, theirs = pty.openpty()
    run = Run(file, "--patience", "0", stdout=theirs)
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    assert run.end() == exit_codes.SOME_NOT_JOINED
    text = shown.decode()
    assert "1 joined, 0 not, 1 to go" in text and "[bold]7" in text and "out of range" in text
    assert "Now join the Wi-Fi “Dock”" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""  # how Linux says that nobody writes any more


@pytest.mark.parametrize(
    "options, told",
    [
        ([], "cameras.csv: line 3, password: password too short"),
        (["--serial", "/dev/null"], "--serial is for one camera"),
        (["--hotspot-password-file", "/none"], "/none: No such file or directory"),
        (["--patience", "nan"], "minutes are a number"),
        (["--password", "correct horse"], "every user of this computer can read"),
    ],
)
def test_nothing_starts_with_a_bad_line(tmp_path, options, told):
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\nDock,,Workshop,short,\n")
    command = [sys.executable, str(ROOT / "tools" / "provision.py"), "fleet", str(file), *options]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == exit_codes.USAGE and told in done.stderr and not done.stdout
    assert "Traceback" not in done.stderr and "short," not in done.stderr
    assert os.listdir(tmp_path) == ["cameras.csv"]


def test_a_result_that_cannot_be_written(tmp_path):
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\n")
    (tmp_path / "cameras-result.csv.draft").mkdir()
    run = Run(file, "--patience", "0")
    assert run.end() == exit_codes.FAILED
    assert run.lines[-1].endswith("cameras-result.csv.draft: Is a directory")


@pytest.mark.parametrize("place", ["cameras-result.csv.draft", "cameras-report.html"])
def test_a_full_disk_is_told_with_the_files_name(tmp_path, place):
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\n")
    (tmp_path / place).symlink_to("/dev/full")
    run = Run(file, "--patience", "0")
    assert run.end() == exit_codes.FAILED
    assert run.lines[-1].endswith(f"{place}: No space left on device")


def test_no_wireless_that_it_could_use(tmp_path):
    """nmcli is there, and NetworkManager does not run."""
    (tmp_path / "nmcli").write_text(
        "#!/bin/sh\necho 'NetworkManager is not running.' >&2\nexit 8\n"
    )
    (tmp_path / "nmcli").chmod(0o755)
    file = tmp_path / "cameras.csv"
    file.write_text(HEADING + "Gate,,Workshop,,\n")
    command = [sys.executable, str(ROOT / "tools" / "provision.py"), "fleet", str(file)]
    env = {**os.environ, VARIABLE: "correct horse", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == exit_codes.NO_WIRELESS
    assert "NetworkManager is not running; see --by-hand" in done.stderr


@needs_browser
def test_the_paper_for_two_hundred_cameras(tmp_path, screenshots):
    """Printed by a real browser: every camera, every page with its headings, and no password."""
    rows, results = two_hundred(tmp_path)
    page = tmp_path / "report.html"
    report.write(page, rows, results, 'Harbour "North" & West', "Anna Berg")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=browser.find(), args=["--no-sandbox"])
        tab = chromium.new_page()
        tab.goto(page.as_uri())
        paper = tab.pdf(prefer_css_page_size=True)
        chromium.close()
    document = pypdfium2.PdfDocument(paper)
    texts = [leaf.get_textpage().get_text_range() for leaf in document]
    assert 6 <= len(texts) <= 14
    for text in texts[:-1]:
        assert "Hardware" in text and "Address" in text
    whole = " ".join(" ".join(texts).split())
    for number in range(200):
        assert f"Camera {number:03}" in whole
    for words in (
        'Harbour "North" & West', "Anna Berg", "200", "190", "Accepted by", "10.7.0.42",
        "<i>Hall 9</i>",
        "The password does not fit", "Its hotspot was not heard",
    ):  # fmt: skip
        assert words in whole, words
    assert not any(secret in page.read_text() + whole for secret in SECRETS)
    document[0].render(scale=1.3).to_pil().convert("P", colors=32).save(
        screenshots / "fleet-report.png", optimize=True
    )


def test_a_time_as_a_spreadsheet_has_written_it(tmp_path):
    """It has cost the report after a whole day's cameras."""
    row = Row(2, "Gate", "", "", {"ssid": "Workshop"}, {})
    results = Results(tmp_path / "cameras-result.csv", [row])
    results.record(row, Result("Gate", verdict="joined", when="24.11.2026 15:29"))
    report.write(tmp_path / "report.html", [row], results, "", "")
    assert '<td class="fixed">24.11.2026 15:29</td>' in (tmp_path / "report.html").read_text()


def two_hundred(folder: Path) -> tuple[list[Row], Results]:
    fields = {"ssid": "Workshop", "password": "correct horse"}
    rows = [
        Row(2 + number, f"OpenMV-{number:06X}", "open sesame", f"Camera {number:03}", fields,
            {"room": f"Hall {number // 20}" if number < 180 else "<i>Hall 9</i>"})
        for number in range(200)
    ]  # fmt: skip
    results = Results(folder / "cameras-result.csv", rows)
    failures = ("wrong_password", "out_of_range", "weak_signal")
    for number, row in enumerate(rows):
        verdict = failures[number // 20 % 3] if number % 20 == 7 else "joined"
        joined = verdict == "joined"
        result = Result(
            row.hotspot, row.name, f"{number:016x}", f"02:00:00:00:00:{number:02x}",
            "OpenMV RT1062", "5.0.0", verdict, f"10.7.0.{number}" if joined else "",
            f"camera-{number:03}" if joined else "", str(-40 - number % 30), "6" if joined else "",
            1 + number % 2, "7.1", f"2026-11-24T{8 + number // 40:02}:{number % 60:02}:00+01:00",
        )  # fmt: skip
        results._found[row.hotspot] = result  # two hundred files would take a minute
    return rows, results
