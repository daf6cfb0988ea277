"""The documents' commands for cameras, run as they are printed there."""

import re
import shlex
import subprocess

import pytest
from camera_portal import environment
from camera_portal.environment import ROOT
from support import documents
from support.drive import Drive
from support.networks import WORKSHOP
from support.simulated_camera import SimulatedCamera

HOTSPOT = "http://192.168.4.1/"
TOOLS = "tools/README.md"
ONE, FILE = "One camera, from a computer", "wifi.txt"
PROVISION = "python3 tools/provision.py"


@pytest.fixture
def desk(tmp_path):
    """A folder like the checkout's, with the files that the documents speak of."""
    environment.make("installer")
    (tmp_path / "tools").symlink_to(ROOT / "tools")
    (tmp_path / "wifi-password").write_text("correct horse\n")
    return tmp_path


def run(desk, command: str) -> str:
    result = subprocess.run(
        shlex.split(command), cwd=desk, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, (command, result.stdout, result.stderr)
    assert "correct horse" not in result.stdout + result.stderr
    return result.stdout


def test_the_installers_commands(desk):
    with SimulatedCamera(desk, [WORKSHOP]).wait_ready() as camera:
        for command in documents.lines_for(TOOLS, ONE, PROVISION):
            if "--serial" not in command:
                run(desk, f"{command} --url {camera.url}")
        assert camera.states()[-2:] == ["joined", "closing"] or camera.wait_for("state closing")


def test_the_fleet_and_its_labels(desk):
    columns = re.search(r"has the columns `(\S+)`", documents.section(TOOLS, "A fleet"))[1]
    with SimulatedCamera(desk, [WORKSHOP]).wait_ready() as camera:
        hotspot = camera.get("api/camera").json()["hotspot"]["ssid"]
        row = f"{hotspot},not needed by hand,Workshop,correct horse"
        (desk / "cameras.csv").write_text(f"{columns}\n{row}\n")
        (command,) = documents.lines_for(TOOLS, "A fleet", f"{PROVISION} fleet")
        run(desk, f"{command} --by-hand --url {camera.url}")
    assert "joined" in (desk / "cameras-result.csv").read_text()
    report = (desk / "cameras-report.html").read_text()
    assert "Harbour" in report and "Anna" in report and "correct horse" not in report
    (command,) = documents.lines_for(TOOLS, "Labels", "python3 tools/label.py")
    run(desk, command)
    assert (desk / "labels.pdf").read_bytes().startswith(b"%PDF")


def test_the_apis_commands(desk):
    with SimulatedCamera(desk, [WORKSHOP]).wait_ready() as camera:
        for command in documents.lines_for("portal/web/README.md", "HTTP API", "curl"):
            assert HOTSPOT in command
            run(desk, "curl -sS --fail " + command.replace(HOTSPOT, camera.url)[len("curl ") :])
        camera.wait_for("state joined")


def test_the_file_on_the_drive(desk):
    lines = documents.lines_for(TOOLS, FILE, "wifi.")
    drive = Drive(desk / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", "\n".join(lines).encode())
    with SimulatedCamera(desk, [WORKSHOP]) as camera:
        camera.wait_for("state joined")
    assert b"result = joined" in drive.read("/wifi-result.txt")


def test_the_bench(desk):
    Drive(desk / "flash.img", size_bytes=1 << 20).write("/wifi.txt", b"serial = on\n")
    with SimulatedCamera(desk, [WORKSHOP], console=True) as camera:
        port = camera.wait_for("console (.*)")[1]
        camera.wait_ready()
        (command,) = documents.lines_for(TOOLS, ONE, f"{PROVISION} --serial")
        run(desk, command.replace("/dev/ttyACM0", port))
        camera.wait_for("state joined")
