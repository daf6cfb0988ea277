"""The simulated camera's command line: what it takes, what it refuses, and how it ends."""

import json
import re
import socket
import subprocess
import sys

import pytest
from camera_portal.boards import BOARDS
from camera_portal.environment import ROOT
from camera_portal.simulator.air import Air
from camera_portal.simulator.ports import free_port
from support.simulated_camera import SimulatedCamera

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 6}


def refusal(*options) -> str:
    command = [sys.executable, str(ROOT / "tools" / "simulate.py"), *map(str, options)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode != 0 and "Traceback" not in result.stderr
    return result.stderr


@pytest.mark.parametrize("board", BOARDS)
def test_every_board_serves_its_page(tmp_path, board):
    with SimulatedCamera(tmp_path, None, board=board).wait_ready() as camera:
        facts = camera.get("api/camera").json()
        assert facts["board"] == board and facts["model"] == BOARDS[board].model
        assert 0 < facts["free_heap"] < 2 * BOARDS[board].heap_bytes
        assert "<title>" in camera.get("/").text
        assert camera.stop() == 0


def test_wrong_options_are_explained(tmp_path):
    assert "no board nonsense" in refusal("--board", "nonsense")
    assert "is no size" in refusal("--heap", "much")
    assert "less than 32k" in refusal("--heap", "0")
    for port in ("99999", "-1", "web"):
        assert "no port" in refusal(f"--http={port}") and "no port" in refusal(f"--dns={port}")
    for speed in ("0", "-3", "nan", "fast"):
        assert "is no speed" in refusal(f"--speed={speed}")
    broken = tmp_path / "air.json"
    for text in ("{", "[]", '{"networks": [{}]}', '{"networks": [{"ssid": "x", "security": "y"}]}',
                 '{"networks": [{"ssid": "x", "rssi": "loud"}]}'):  # fmt: skip
        broken.write_text(text)
        assert "cannot be used" in refusal("--air", broken, "--http", 0, "--dns", 0)
    broken.write_text('{"networks": [{"ssid": "x", "password": 12345678}]}')
    told = refusal("--air", broken)
    assert "networks[0]: password is to be text" in told and "12345678" not in told
    assert "cannot be used" in refusal("--air", tmp_path / "missing.json")
    image = tmp_path / "not.fat"
    for size in (1, 100, 1 << 20):
        image.write_bytes(bytes(size))
        assert "is not a FAT volume" in refusal("--flash", image, "--http", 0, "--dns", 0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in refusal("--http", port)


def test_what_is_no_picture_is_refused(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("no picture")
    for path in (text, tmp_path / "missing.png", tmp_path):
        assert "cannot be used" in refusal("--lens", path)


def test_two_that_start_at_once_on_one_port(tmp_path):
    """Both find it free, one gets it; the other ends and says why."""
    port = free_port(socket.SOCK_STREAM)
    first, second = (
        SimulatedCamera(folder, [GUESTS], http=port, flash=folder / "flash.img")
        for folder in (tmp_path / "a", tmp_path / "b")
        if not folder.mkdir()
    )
    with first, second:
        first.wait_until(lambda: first.has_ended != second.has_ended)
        loser, winner = (first, second) if first.has_ended else (second, first)
        assert "already in use" in loser.output and loser.stop() == 9
        winner.wait_ready()


def test_the_browser_on_this_desktop_is_translated(tmp_path):
    """And no other Host is: a phone's probe arrives as it was sent."""
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        local = f"localhost:{camera.port}"
        assert camera.get("/", headers={"Host": local}).status_code == 200
        headers = {"Host": local, "Origin": f"http://{local}"}
        assert camera.post("api/locate", headers=headers).status_code == 204
        answer = camera.get("/nowhere", headers={"Host": local})
        assert answer.headers["Location"] == f"http://{local}/"
        answer = camera.get("/", headers={"Host": "192.168.4.1.evil.example"})
        assert answer.headers["Location"] == "http://192.168.4.1/"


WRONG_FIELDS = [
    ("ssid", 5), ("ssid", {"hex": "zz"}), ("ssid", {"hex": 5}), ("ssid", {}), ("ssid", None),
    ("password", 12345678), ("security", 2), ("security", "wpa9"),
    ("rssi", "-50"), ("rssi", True), ("rssi", float("nan")), ("channel", 6.5), ("channel", "six"),
    ("channel", 0), ("bssid", "zz"), ("bssid", "02:00"), ("bssid", 2),
    ("join_ms", -1), ("join_ms", "soon"), ("lease_ms", []), ("lease_ms", float("inf")),
    ("lease_ms", 10**400), ("dhcp", "yes"), ("hidden", 1), ("wrong_password", "loud"),
    ("wrong_password", []), ("first_tries_fail", 0.5), ("address", "nowhere"), ("address", 5),
]  # fmt: skip
WRONG_FACTS = [
    ("networks", {"ssid": "x"}), ("networks", 5), ("cable", "yes"), ("cable", 1),
    ("empty_scans", "two"), ("empty_scans", -1), ("phones", 1.5), ("phones", "one"),
    ("move_ms", "far"), ("silent_radio", 1), ("blind", "no"), ("dhcp_gives_up_ms", {}),
]  # fmt: skip


@pytest.mark.parametrize(
    "air, name",
    [({"networks": [{**GUESTS, name: value}]}, name) for name, value in WRONG_FIELDS]
    + [({name: value}, name) for name, value in WRONG_FACTS]
    + [({"networks": ["x"]}, "networks[0]"), ([], "the whole")],
)
def test_a_wrong_field_is_named_and_changes_nothing(tmp_path, air, name):
    """Neither at first nor later; and what stands there may be a password."""
    path = tmp_path / "air.json"
    path.write_text(json.dumps({"networks": [GUESTS], "empty_scans": 1}))
    live = Air(str(path))
    before = dict(vars(live))
    path.write_text(json.dumps(air))
    live.refresh()
    assert vars(live) == before
    with pytest.raises(ValueError, match=re.escape(name)) as caught:
        Air(str(path))
    assert "12345678" not in str(caught.value)


def test_a_password_that_becomes_a_number_does_not_end_the_camera(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        camera.set_air([{**GUESTS, "password": 12345678}])
        assert camera.post("api/scan").status_code == 202
        assert camera.join(ssid="Guests")["state"] == "joined"


def test_half_written_air_changes_nothing(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        (tmp_path / "air.json").write_text('{"networks": [')
        assert camera.join(ssid="Guests")["state"] == "joined"


def test_the_image_is_a_fat_volume_that_others_read(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        camera.join(ssid="Guests")
        assert camera.stop() == 0
    from support.drive import Drive

    drive = Drive(tmp_path / "flash.img")
    assert drive.read("/wifi.txt") == drive.read("/wifi.bak")
    drive.write("/wifi.txt", b"camera.name = Renamed\n")
    with SimulatedCamera(tmp_path, [GUESTS]) as camera:
        camera.wait_for("state starting Renamed")
