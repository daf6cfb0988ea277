"""tools/deploy.py against a board on a serial port: real MicroPython, a real FAT volume."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from camera_portal.build.compiler import compile_portal
from camera_portal.deploy import bundle, camera, transfer
from camera_portal.deploy.errors import Failure
from camera_portal.deploy.manifest import DRAFT, Manifest, parse, sha256
from camera_portal.deploy.manifest import NAME as LIST
from camera_portal.environment import ROOT
from camera_portal.exit_codes import IN_THE_WAY, LOST, NO_CAMERA, NO_ROOM, UNFIT
from support.drive import Drive
from support.networks import WORKSHOP
from support.on_micropython import needs_micropython
from support.serial_board import SerialBoard
from support.simulated_camera import SimulatedCamera

pytestmark = needs_micropython

PROGRAM = ROOT / "tools" / "deploy.py"
OWNERS = {
    "wifi.txt": b"camera.name = Gate 4\n",
    "README.txt": b"Thank you for supporting the OpenMV project!\n",
    "lib/mine.py": b"answer = 42\n",
}
GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 6}
BLINKING = """import time
from machine import LED

led = LED("LED_BLUE")

while True:
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(100)
    led.on()
    time.sleep_ms(150)
    led.off()
    time.sleep_ms(600)
"""  # OpenMV, scripts/libraries/_boot.py


class DeployedCamera(SimulatedCamera):
    program = ROOT / "tests" / "support" / "deployed_camera.py"


@pytest.fixture
def drive(tmp_path) -> Drive:
    """A camera's drive with things of its owner's on it, but no program."""
    volume = Drive(tmp_path / "flash.img", 4 << 20)
    volume.mkdir("/lib")
    for name, data in OWNERS.items():
        volume.write("/" + name, data)
    return volume


@pytest.fixture
def board(drive, tmp_path):
    with SerialBoard(tmp_path / "flash.img") as board:
        yield board


def deploy(port: str, *options: str, code: int = 0) -> str:
    """Run it; what it said. Fails unless it ends with ``code``."""
    command = [sys.executable, str(PROGRAM), "--port", port, *options]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    said = result.stdout + result.stderr
    assert result.returncode == code and "Traceback" not in said, said
    return said


def deploy_changed(port: str, wanted: dict) -> None:
    """As the program does, another version of the portal."""
    with camera.connected(port) as there:
        transfer.carry_out(there, transfer.plan_deployment(there, wanted), lambda count: None)


def holds(drive: Drive, wanted: dict) -> bool:
    tree = drive.tree()
    files = {name for name, data in tree.items() if data is not None}
    return files - {LIST} == {*wanted, *OWNERS} and all(
        tree[name] == data for name, data in {**wanted, **OWNERS}.items()
    )


def test_first_deployment(board, drive):
    said = deploy(board.port)
    assert "OpenMV RT1062, OpenMV 5.0.0, MicroPython 1." in said and "verified" in said
    assert holds(drive, bundle.files())
    # main.py has started the portal, as far as a board without a radio lets it.
    board.wait_for(b"unique_id")
    assert board.starts == 2


def test_nothing_changed_nothing_written(board, tmp_path):
    deploy(board.port)
    before = (tmp_path / "flash.img").read_bytes()
    assert "Nothing to do" in deploy(board.port)
    assert (tmp_path / "flash.img").read_bytes() == before


def test_only_what_changed_is_written(board, drive):
    old = bundle.files()
    old["lib/portal/web/app.mpy"] += b"of an older version"
    old["lib/portal/older/gone.mpy"] = b"M"
    deploy_changed(board.port, old)
    assert holds(drive, old)
    said = deploy(board.port, "--dry-run")
    assert "To write: 1 file," in said and "write lib/portal/web/app.mpy" in said
    assert "remove lib/portal/older/gone.mpy" in said
    assert holds(drive, old)
    deploy(board.port)
    assert holds(drive, bundle.files())
    assert "lib/portal/older" not in drive.tree()


def test_what_was_damaged_since_is_written_again(board, drive):
    deploy(board.port)
    board.cut_power()
    drive.write("/lib/portal/static/portal.css", b"body{}")
    with SerialBoard(drive.image) as again:
        said = deploy(again.port)
    assert "To write: 1 file," in said and "replaced: lib/portal/static/portal.css" in said
    assert holds(drive, bundle.files())


def test_off_again(board, drive):
    before = drive.tree()
    deploy(board.port)
    deploy(board.port, "--remove", "--dry-run")
    assert holds(drive, bundle.files())
    deploy(board.port, "--remove")
    assert drive.tree() == before
    assert "Nothing to do" in deploy(board.port, "--remove")


def test_off_again_but_for_what_became_the_owners(board, drive):
    deploy(board.port)
    board.cut_power()
    program = b"import portal\n\nlink = portal.connect()\nprint(link.address)\n"
    drive.write("/main.py", program)
    drive.write("/lib/portal/templates/mine.html", b"<p>")
    with SerialBoard(drive.image) as again:
        assert "left alone: main.py" in deploy(again.port, "--remove")
    tree = drive.tree()
    assert tree["main.py"] == program and tree["lib/portal/templates/mine.html"] == b"<p>"
    left = {"lib/portal", "lib/portal/templates", "lib/portal/templates/mine.html"}
    assert {name for name in tree if "portal" in name} == left


def test_the_owners_program_is_stopped_but_stays(drive):
    program = b"print('mine runs')\nwhile True:\n    pass\n"
    drive.write("/main.py", program)
    with SerialBoard(drive.image) as board:
        board.wait_for(b"mine runs")
        said = deploy(board.port)
        assert "main.py is yours and stays" in said and "portal.connect()" in said
        deploy(board.port, "--remove")
    assert drive.tree()["main.py"] == program


def test_the_blinking_light_of_a_new_camera_makes_way(drive):
    drive.write("/main.py", BLINKING.encode())
    with SerialBoard(drive.image) as board:
        assert "yours" not in deploy(board.port)
    assert holds(drive, bundle.files())


@pytest.fixture(scope="module")
def lengths(tmp_path_factory) -> dict:
    """How many bytes a deployment and a removal send over the cable."""
    drive = Drive(tmp_path_factory.mktemp("lengths") / "flash.img", 4 << 20)
    with SerialBoard(drive.image) as board:
        deploy(board.port)
        first = board.heard
        deploy(board.port, "--remove")
        return {(): first, ("--remove",): board.heard - first}


@pytest.mark.parametrize("options", [(), ("--remove",)])
@pytest.mark.parametrize("share", [0.05, 0.07, 0.3, 0.5, 0.8, 0.94, 0.98])
def test_cable_pulled_in_the_middle(drive, lengths, share, options):
    before = drive.tree()
    with SerialBoard(drive.image) as board:
        if options:
            deploy(board.port)
        board.pull_cable_after(int(lengths[options] * share))
        assert "run it again" in deploy(board.port, *options, code=LOST)
    torn = drive.tree()
    assert {name: torn[name] for name in OWNERS} == OWNERS
    assert list_is_true(torn)
    with SerialBoard(drive.image) as board:
        deploy(board.port)
        assert holds(drive, bundle.files())
        deploy(board.port, "--remove")
    assert drive.tree() == before


def list_is_true(tree: dict) -> bool:
    """Whether each file that the list has with a hash is that file, and each other is torn."""
    manifest = parse(tree.get(LIST) or b"") or parse(tree.get(DRAFT) or b"") or Manifest()
    unlisted = set(tree) - set(manifest.files) - manifest.folders - {*OWNERS, "lib", LIST, DRAFT}
    return not unlisted and all(
        sha256(tree[name]) == digest
        for name, digest in manifest.files.items()
        if digest and name in tree
    )


def test_cable_pulled_while_taken_off_can_be_taken_off_again(drive):
    before = drive.tree()
    with SerialBoard(drive.image) as board:
        deploy(board.port)
        board.pull_cable_after(10_000)
        deploy(board.port, "--remove", code=LOST)
    assert drive.tree() != before
    with SerialBoard(drive.image) as board:
        deploy(board.port, "--remove")
    assert drive.tree() == before


@pytest.mark.parametrize("size", [64 << 10, 96 << 10])
def test_not_enough_room(tmp_path, size):
    drive = Drive(tmp_path / "small.img", size)
    before = drive.image.read_bytes()
    with SerialBoard(drive.image) as board:
        said = deploy(board.port, code=NO_ROOM)
    assert "KiB needed" in said and "KiB free" in said
    assert drive.image.read_bytes() == before


def test_full_drive(tmp_path):
    drive = Drive(tmp_path / "small.img", 128 << 10)
    drive.fill()
    with SerialBoard(drive.image) as board:
        assert " 0 KiB free" in deploy(board.port, code=NO_ROOM)
        with camera.connected(board.port) as there, pytest.raises(Failure) as caught:
            there.write("lib.txt", bytes(4096), lambda count: None)
    assert caught.value.code == NO_ROOM and "full at lib.txt" in str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["lib/portal/web/app.py", "lib/portal/templates/page.html", "portal/__init__.py", "portal.py"],
)
def test_the_owners_files_are_not_overwritten_and_not_hidden_behind(drive, name):
    drive.mkdir(str(Path("/" + name).parent))
    drive.write("/" + name, b"mine = True\n")
    before = drive.image.read_bytes()
    with SerialBoard(drive.image) as board:
        said = deploy(board.port, code=IN_THE_WAY)
    assert name.split("/__init__")[0] in said
    assert drive.image.read_bytes() == before


def test_other_firmware_is_refused(drive):
    with SerialBoard(drive.image, firmware="other") as board:
        assert "not OpenMV's firmware" in deploy(board.port, code=UNFIT)


def test_a_camera_without_its_drive_is_not_one_with_nothing_on_it(drive):
    drive.write("/main.py", b"import vfs\nvfs.umount('/flash')\nprint('unmounted')\n")
    with SerialBoard(drive.image) as board:
        board.wait_for(b"unmounted")
        assert "/flash/ is missing" in deploy(board.port, "--remove", code=UNFIT)


def test_what_is_no_micropython_is_refused():
    silent, port = pty.openpty()
    try:
        said = deploy(os.ttyname(port), code=UNFIT)
        assert "answers as MicroPython does" in said
    finally:
        os.close(silent)
        os.close(port)


def test_no_such_port():
    assert "cannot open /dev/nothing" in deploy("/dev/nothing", code=NO_CAMERA)


def test_the_firmwares_own_microdot_is_used(tmp_path, drive):
    frozen = tmp_path / "frozen"
    shutil.copytree(compile_portal() / "microdot", frozen / "microdot")
    with SerialBoard(drive.image, frozen) as board:
        assert "It has Microdot 2.7.0 of its own" in deploy(board.port)
        assert holds(drive, bundle.files(with_microdot=False))
        (frozen / "microdot" / "__init__.mpy").unlink()
        (frozen / "microdot" / "__init__.py").write_text("__version__ = '1.3.4'\n")
        assert "Microdot 1.3.4; the portal needs 2.6.2" in deploy(board.port, code=UNFIT)


def test_it_shows_progress(board):
    ours, theirs = pty.openpty()
    command = [sys.executable, str(PROGRAM), "--port", board.port]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    result = subprocess.run(command, stderr=theirs, env=environment, timeout=60)
    shown = os.read(ours, 1 << 16)
    os.close(ours)
    os.close(theirs)
    assert result.returncode == 0 and b"writing" in shown and b"kB" in shown


def test_a_camera_runs_what_was_deployed(board, drive, tmp_path):
    """The whole flow, from the drive as it is now."""
    deploy(board.port)
    board.cut_power()
    networks = [GUESTS, WORKSHOP]
    with DeployedCamera(tmp_path, networks, flash=drive.image).wait_ready() as there:
        assert "<title>Gate 4" in there.get("/").text
        assert there.join(ssid="Workshop", password="wrong horse")["reason"] == "wrong_password"
        assert there.join(ssid="Workshop", password="correct horse")["state"] == "joined"
        assert there.stop() == 0
    with SerialBoard(drive.image) as again:
        deploy(again.port, "--remove")
    settings = drive.read("/wifi.txt")
    assert b"Workshop" in settings and b"correct horse" not in settings
