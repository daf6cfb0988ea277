"""The README's installer and headless sections, walked: the commands printed there are run."""

import re
import shlex
import subprocess

import pytest
from camera_portal import environment
from camera_portal.environment import ROOT
from support.drive import Drive
from support.networks import WORKSHOP
from support.simulated_camera import SimulatedCamera

README = (ROOT / "README.md").read_text()
HOTSPOT = "http://192.168.4.1/"


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def commands(title: str, beginning: str) -> list[str]:
    """The lines of code in a section that begin like this."""
    lines = re.findall(r"^ {4}(\S.*)$", section(title), re.MULTILINE)
    found = [line for line in lines if line.startswith(beginning)]
    assert found, (title, beginning)
    return found


@pytest.fixture
def desk(tmp_path):
    """A folder like the checkout's, with the files that the README speaks of."""
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
        for command in commands("For the installer", "python3 tools/provision.py"):
            if "fleet" not in command:
                run(desk, f"{command} --url {camera.url}")
        assert camera.states()[-2:] == ["joined", "closing"] or camera.wait_for("state closing")


def test_the_fleet_and_its_labels(desk):
    columns = re.search(r"has the columns `(\S+)`", section("For the installer"))[1]
    with SimulatedCamera(desk, [WORKSHOP]).wait_ready() as camera:
        hotspot = camera.get("api/camera").json()["hotspot"]["ssid"]
        row = f"{hotspot},not needed by hand,Workshop,correct horse"
        (desk / "cameras.csv").write_text(f"{columns}\n{row}\n")
        (command,) = commands("For the installer", "python3 tools/provision.py fleet")
        run(desk, f"{command} --by-hand --url {camera.url}")
    assert "joined" in (desk / "cameras-result.csv").read_text()
    report = (desk / "cameras-report.html").read_text()
    assert "Harbour" in report and "Anna" in report and "correct horse" not in report
    (command,) = commands("For the installer", "python3 tools/label.py")
    run(desk, command)
    assert (desk / "labels.pdf").read_bytes().startswith(b"%PDF")


def test_the_apis_commands(desk):
    with SimulatedCamera(desk, [WORKSHOP]).wait_ready() as camera:
        for command in commands("For the installer", "curl"):
            assert HOTSPOT in command
            run(desk, "curl -sS --fail " + command.replace(HOTSPOT, camera.url)[len("curl ") :])
        camera.wait_for("state joined")


def test_the_file_on_the_drive(desk):
    lines = commands("First boot without a phone", "wifi.")
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
        (command,) = commands("First boot without a phone", "python3 tools/provision.py --serial")
        run(desk, command.replace("/dev/ttyACM0", port))
        camera.wait_for("state joined")


def test_every_key_of_the_sample_is_explained():
    text = (ROOT / "tools" / "camera_portal" / "wifi.txt").read_text()
    keys = set(re.findall(r"^#?([a-z][a-z0-9.]+) = ", text, re.MULTILINE))
    for key in keys:
        assert f"`{key}`" in README, key


def test_every_option_of_the_simulated_camera_is_listed():
    help_text = subprocess.run(
        ["python3", str(ROOT / "tools" / "simulate.py"), "--help"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for option in set(re.findall(r"--[a-z]+", help_text)) - {"--help"}:
        assert f"`{option}" in README or f" {option} " in README, option


def test_every_picture_and_link_is_there():
    for path in re.findall(r"\]\(([a-z][^)#:]*)\)", README):
        assert (ROOT / path).exists(), path
