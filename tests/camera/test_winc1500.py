"""The whole portal on boards with a WINC1500: a hotspot or a station, never both."""

import time

import pytest
import requests
from camera_portal.boards import BOARDS
from support.drive import Drive
from support.networks import WORKSHOP
from support.on_micropython import INTERPRETERS
from support.simulated_camera import SimulatedCamera

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 11}
SHIELDED = [name for name, board in BOARDS.items() if board.radio == "winc1500"]


def on(tmp_path, air, **options) -> SimulatedCamera:
    options.setdefault("board", "h7plus")
    return SimulatedCamera(tmp_path, air, **options).wait_ready()


@pytest.mark.parametrize("board", SHIELDED)
@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_the_whole_flow(tmp_path, board, interpreter):
    """List, wrong password, right password, power cycle; the hotspot goes and returns."""
    options = {"board": board, "interpreter": interpreter}
    with on(tmp_path, [WORKSHOP, GUESTS], **options) as camera:
        listed = camera.get("api/networks").json()["networks"]
        assert [row["ssid"] for row in listed] == ["Workshop", "Guests"]
        answer = camera.post("api/join", {"ssid": "Workshop", "password": "wrong horse"})
        assert answer.status_code == 202 and answer.json() == {"attempt": 1, "hotspot": "goes"}
        camera.wait_for("state failed wrong_password")
        failed = camera.link()
        assert (failed["attempt"], failed["reason"]) == (1, "wrong_password")

        joined = camera.join(ssid="Workshop", password="correct horse")
        assert joined["state"] == "joined" and joined["address"] == "192.168.1.57"
        assert camera.post("api/done").status_code == 204
        camera.wait_until(lambda: camera.states().count("joined") == 2)
        assert camera.stop() == 0
    once = ["hosting", "closing", "joining"]
    assert camera.states() == [
        "starting", *once, "failed", *once, "joined", "hosting", "closing", "joining", "joined"
    ]  # fmt: skip
    assert b"wifi.psk = enc:" in Drive(tmp_path / "flash.img").read("/wifi.txt")
    with SimulatedCamera(tmp_path, [WORKSHOP], **options) as camera:
        camera.wait_for("state joined 192.168.1.57")
        assert camera.states() == ["starting", "joining", "joined"]


def test_the_answer_is_out_before_the_hotspot_goes(tmp_path):
    with on(tmp_path, [WORKSHOP], speed=5) as camera:
        form = {"id": b"Workshop".hex(), "password": "correct horse"}
        answer = camera.post("join", data=form)
        assert answer.status_code == 303
        page = camera.get(answer.headers["Location"])
        assert "goes away now" in page.text and "<b>green</b> for joined" in page.text
        camera.wait_for("state closing")
        with pytest.raises(requests.ConnectionError):
            camera.get("/")


def test_no_scan_while_hosting(tmp_path):
    with on(tmp_path, [WORKSHOP]) as camera:
        answer = camera.post("api/scan")
        assert (answer.status_code, answer.json()) == (409, {"error": "deaf"})
        page = camera.get("/").text
        assert "Look for networks again" not in page and "cannot look again" in page
        assert camera.post("scan", data={"scan": "1"}).status_code == 409
        assert camera.get("/api/link").status_code == 200  # and it did not hang


@pytest.mark.parametrize(
    "fields, reason, change",
    [
        ({"ssid": "Nowhere", "password": "correct horse"}, "not_found", {}),
        ({"ssid": "Workshop", "password": "wrong horse"}, "wrong_password", {}),
        ({"ssid": "Workshop", "password": "correct horse"}, "no_address", {"dhcp": False}),
        ({"ssid": "Workshop", "password": "correct horse"}, "weak_signal", {"rssi": -90}),
        ({"ssid": "Guests"}, "refused", {}),
        ({"ssid": "School", "password": "correct horse"}, "unsupported", {}),
    ],
)
def test_each_reason(tmp_path, fields, reason, change):
    school = {"ssid": "School", "password": "x" * 8, "security": "enterprise", "rssi": -55}
    full = {**GUESTS, "first_tries_fail": 9}
    with on(tmp_path, [{**WORKSHOP, **change}, school, full]) as camera:
        failed = camera.join(**fields)
        assert (failed["state"], failed["reason"]) == ("failed", reason), camera.output
        assert "horse" not in camera.output


def test_enterprise_is_told_before_anybody_tries(tmp_path):
    school = {"ssid": "School", "password": "x" * 8, "security": "enterprise", "rssi": -55}
    with on(tmp_path, [school]) as camera:
        row = camera.get("api/networks").json()["networks"][0]
        assert row["security"] == "enterprise" and not row["joinable"]
        assert "this camera cannot join it" in camera.get("/").text


def test_a_right_password_that_fails_at_first(tmp_path):
    with on(tmp_path, [{**WORKSHOP, "first_tries_fail": 1}]) as camera:
        assert camera.join(ssid="Workshop", password="correct horse")["state"] == "joined"


@pytest.mark.parametrize("away_s", [3, 0.35, 0.1])
def test_dead_sockets_are_replaced(tmp_path, away_s):
    """The phone leaves, and is served again as soon as it is back; the shortest absence may go
    unseen, and is found out because nobody comes any more."""
    there, left = ({"networks": [WORKSHOP], "phones": phones} for phones in (1, 0))
    with on(tmp_path, there, speed=1) as camera:
        assert camera.get("/api/link").status_code == 200
        time.sleep(1.5)
        camera.set_air(left)
        time.sleep(away_s)
        camera.set_air(there)
        deadline = time.monotonic() + (5 if away_s > 0.2 else 20)
        while time.monotonic() < deadline:
            try:
                assert camera.get("/api/link", timeout=2).status_code == 200
                return
            except requests.RequestException:
                pass
        raise AssertionError(camera.output)


def test_known_networks_are_tried_when_nobody_is_there(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Workshop\nwifi.psk = correct horse\n")
    with on(tmp_path, [GUESTS], speed=100) as camera:
        camera.set_air([GUESTS, WORKSHOP])
        camera.wait_for("state joined", timeout_s=20)
        assert camera.states()[-2:] == ["joining", "joined"]


def test_a_board_without_its_shield_says_so(tmp_path):
    air = {"networks": [], "silent_radio": True}
    with SimulatedCamera(tmp_path, air, board="h7") as camera:
        camera.wait_for("NoRadio: no Wi-Fi chip answers")


@pytest.mark.parametrize("board, firmware", [("h7plus", "5.0.0"), ("nicla", "4.8.1")])
def test_when_the_hotspot_closes_the_chosen_network_is_joined_again(tmp_path, board, firmware):
    """And not a stronger one that the camera knows, too."""
    near = {"ssid": "Near", "password": "other horse", "rssi": -30, "channel": 6}
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Near\nwifi.psk = other horse\n")
    drive.write("/setup.txt", b"")
    options = {"board": board, "firmware": firmware}
    with on(tmp_path, [near, WORKSHOP], **options) as camera:
        assert camera.join(ssid="Workshop", password="correct horse")["state"] == "joined"
        camera.post("api/done")
        camera.wait_until(lambda: camera.states().count("joined") == 2)
        joined = [line for line in camera.lines if line.startswith("state join")]
        assert joined[-2:] == ["state joining Workshop", joined[-3]]
    assert b"network = Workshop" in drive.read("/wifi-result.txt")
