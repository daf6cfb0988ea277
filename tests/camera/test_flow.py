"""From power-on to "the link is up", over HTTP, on both interpreters."""

import re

import pytest
from support.drive import Drive
from support.networks import WORKSHOP
from support.on_micropython import INTERPRETERS
from support.simulated_camera import SimulatedCamera

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 11}


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_the_whole_flow(tmp_path, interpreter):
    """With the heap of the smallest CYW43 board: list, wrong password, right password, settings
    on the drive, power cycle, joined without hosting."""
    options = {"board": "nicla", "heap": "369k", "interpreter": interpreter}
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], **options).wait_ready() as camera:
        listed = camera.get("api/networks").json()
        assert [row["ssid"] for row in listed["networks"]] == ["Workshop", "Guests"]
        assert listed["networks"][0] == {
            "id": b"Workshop".hex(),
            "ssid": "Workshop",
            "rssi": -48,
            "channel": 6,
            "security": "wpa2",
            "radios": 1,
            "joinable": True,
            "saved": False,
        }
        assert camera.link()["state"] == "idle"

        failed = camera.join(id=b"Workshop".hex(), password="wrong horse")
        assert (failed["state"], failed["reason"]) == ("failed", "wrong_password")

        joined = camera.join(id=b"Workshop".hex(), password="correct horse")
        assert joined["state"] == "joined" and joined["attempt"] == 2
        assert joined["address"] == "192.168.1.57" and joined["reason"] is None
        assert joined["hostname"] and joined["hotspot_closes_s"] is not None
        assert camera.get("api/networks").json()["networks"][0]["saved"]

        assert camera.post("api/done").status_code == 204
        camera.wait_for("state closing")
        assert camera.stop() == 0
    assert camera.states() == [
        "starting", "hosting", "joining", "failed", "joining", "joined", "closing"
    ]  # fmt: skip

    settings = Drive(tmp_path / "flash.img").read("/wifi.txt")
    assert b"wifi.ssid = Workshop" in settings and b"wifi.psk = enc:" in settings

    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], **options) as camera:
        camera.wait_for("state joined 192.168.1.57")
        assert camera.states() == ["starting", "joining", "joined"]
        assert "ready" not in camera.output


def test_after_a_power_cut_the_camera_joins(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        camera.join(ssid="Workshop", password="correct horse")
        camera.cut_power()
    with SimulatedCamera(tmp_path, [WORKSHOP]) as camera:
        camera.wait_for("state joined")


def test_an_open_network(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        assert camera.join(id=b"Guests".hex())["state"] == "joined"


def test_the_hotspot_closes_by_itself(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS], speed=40).wait_ready() as camera:
        camera.join(id=b"Guests".hex())
        camera.wait_for("state closing", timeout_s=10)


def test_scan_on_request(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        camera.set_air([WORKSHOP, GUESTS])
        answer = camera.post("api/scan")
        assert answer.status_code == 202 and answer.json() == {"scanning": True}
        camera.wait_until(lambda: not camera.get("api/networks").json()["scanning"])
        listed = camera.get("api/networks").json()
        assert [row["ssid"] for row in listed["networks"]] == ["Workshop", "Guests"]
        assert listed["age_s"] == 0


def test_empty_scans_are_made_again(tmp_path):
    air = {"networks": [WORKSHOP], "empty_scans": 3}
    with SimulatedCamera(tmp_path, air).wait_ready() as camera:
        assert len(camera.get("api/networks").json()["networks"]) == 1


def test_one_thing_at_a_time(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], speed=5).wait_ready() as camera:
        camera.post("api/join", {"ssid": "Workshop", "password": "wrong horse"})
        for path, body in (
            ("api/join", {"ssid": "Workshop", "password": "correct horse"}),
            ("api/scan", {}),
        ):
            answer = camera.post(path, body)
            assert answer.status_code == 409 and answer.json() == {"error": "busy"}


def test_a_name_on_air_twice_is_joined_as_it_was_chosen(tmp_path):
    """By a form without a script: two rows of one id, on two channels."""
    cafe = {"ssid": "Cafe", "security": "open", "rssi": -40, "channel": 1}
    air = [cafe, {"ssid": "Cafe", "password": "correct horse", "rssi": -50, "channel": 11}, GUESTS]
    with SimulatedCamera(tmp_path, air).wait_ready() as camera:
        choices = re.findall('name="id" value="([^"]+)"', camera.get("/").text)
        name = b"Cafe".hex()
        assert choices == [name + " open", name + " wpa2", b"Guests".hex()]
        form = {"id": choices[0], "password": "correct horse", "security": "wpa3"}
        answer = camera.post("join", data=form)
        assert answer.status_code == 400 and "this network is open" in answer.text.lower()
        camera.post("join", data={**form, "id": choices[1]})
        camera.wait_for("state joined")
        camera.link()
        assert camera.get("api/camera").json()["hotspot"]["channel"] == 11


def test_forgetting(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS]).wait_ready() as camera:
        camera.join(ssid="Workshop", password="correct horse")
        assert camera.post("api/forget", {"id": b"Guests".hex()}).status_code == 204
        assert camera.get("api/networks").json()["networks"][0]["saved"]
        assert camera.post("api/forget", {"id": "zz"}).status_code == 400
        assert camera.post("api/forget", {}).status_code == 204
        assert not camera.get("api/networks").json()["networks"][0]["saved"]
    assert b"wifi.ssid" not in Drive(tmp_path / "flash.img").read("/wifi.txt")


def test_which_camera(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS], board="n6", firmware="4.8.1").wait_ready() as camera:
        facts = camera.get("api/camera").json()
        assert facts["board"] == "n6" and facts["firmware"] == "4.8.1"
        assert facts["hotspot"] == {"ssid": facts["name"], "channel": 11, "open": False}
        assert camera.post("api/locate").status_code == 204


def test_old_firmware_joins_anew_when_the_hotspot_has_closed(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], firmware="4.8.1").wait_ready() as camera:
        assert camera.join(ssid="Workshop", password="correct horse")["state"] == "joined"
        camera.post("api/done")
        camera.wait_for("state closing")
        camera.wait_until(lambda: camera.states().count("joined") == 2)
        assert camera.states()[-2:] == ["joining", "joined"]


def test_the_hotspot_password_is_kept(tmp_path):
    passwords = []
    for _ in range(2):
        with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
            passwords.append(camera.wait_for(r'hotspot .*"password": "(\w{13})"')[1])
    assert passwords[0] == passwords[1]
    assert passwords[0].encode() in Drive(tmp_path / "flash.img").read("/wifi.txt")


def test_two_cameras_have_two_passwords(tmp_path):
    from portal.settings.wifi_txt import new_password

    assert len({new_password() for _ in range(200)}) == 200
