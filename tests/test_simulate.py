"""The simulated camera's command line: what it takes, what it refuses, and how it ends."""

import socket
import subprocess
import sys

import pytest
from boards import BOARDS
from environment import ROOT
from simulated_camera import SimulatedCamera
from simulation import free_port

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
    assert "cannot be used" in refusal("--air", tmp_path / "missing.json")
    image = tmp_path / "not.fat"
    image.write_bytes(bytes(1 << 20))
    assert "no FAT volume" in refusal("--flash", image, "--http", 0, "--dns", 0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port}" in refusal("--http", port)


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
        assert "already in use" in loser.output and loser.stop() == 1
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


def test_half_written_air_changes_nothing(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        (tmp_path / "air.json").write_text('{"networks": [')
        assert camera.join(ssid="Guests")["state"] == "joined"


def test_the_image_is_a_fat_volume_that_others_read(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        camera.join(ssid="Guests")
        assert camera.stop() == 0
    from drive import Drive

    drive = Drive(tmp_path / "flash.img")
    assert drive.read("/wifi.txt") == drive.read("/wifi.bak")
    drive.write("/wifi.txt", b"camera.name = Renamed\n")
    with SimulatedCamera(tmp_path, [GUESTS]) as camera:
        camera.wait_for("state starting Renamed")
