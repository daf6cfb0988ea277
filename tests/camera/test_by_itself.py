"""What the camera does with nobody there: cable, known networks, patience, files on the drive."""

import time

import pytest
from support.drive import Drive
from support.simulated_camera import SimulatedCamera

HOME = {"ssid": "Home", "password": "correct horse", "rssi": -50, "channel": 6}
OTHER = {"ssid": "Other", "password": "other horse", "rssi": -40, "channel": 1}
SPEED = 60


@pytest.fixture
def knows_home(tmp_path):
    """A folder whose drive knows the network Home."""
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    return tmp_path


def test_a_cable_with_an_address_opens_no_hotspot(tmp_path):
    with SimulatedCamera(tmp_path, {"networks": [HOME], "cable": True}) as camera:
        camera.wait_for(r"state joined 192\.168\.1\.80")
        assert camera.states() == ["starting", "joined"]
        assert "ready" not in camera.output and "hotspot" not in camera.output


def test_a_cable_plugged_in_while_hosting_is_a_link(tmp_path):
    with SimulatedCamera(tmp_path, {"networks": [HOME]}).wait_ready() as camera:
        camera.set_air({"networks": [HOME], "cable": True})
        camera.wait_for(r"state joined 192\.168\.1\.80")
        camera.wait_for("state closing")


def test_a_board_without_a_socket_has_no_cable(tmp_path):
    air = {"networks": [HOME], "cable": True}
    with SimulatedCamera(tmp_path, air, board="nicla") as camera:
        camera.wait_ready()


def test_a_network_that_comes_back_after_three_minutes(knows_home):
    """The router boots slower than the camera: joined, and no hotspot meanwhile."""
    with SimulatedCamera(knows_home, [OTHER], speed=SPEED) as camera:
        camera.wait_for("state failed not_found")
        three_minutes_s = 180 / SPEED
        with pytest.raises(AssertionError):
            camera.wait_for("state (hosting|joined)", timeout_s=three_minutes_s)
        camera.set_air([OTHER, HOME])
        camera.wait_for("state joined", timeout_s=30)
        assert "hosting" not in camera.states()


def test_a_changed_password_opens_the_hotspot_after_patience_and_deletes_nothing(knows_home):
    changed = {**HOME, "password": "changed horse", "wrong_password": "badauth"}
    with SimulatedCamera(knows_home, [changed], speed=SPEED) as camera:
        camera.wait_for("state failed wrong_password")
        with pytest.raises(AssertionError):
            camera.wait_for("state hosting", timeout_s=240 / SPEED)
        camera.wait_ready()
        assert camera.get("api/networks").json()["networks"][0]["saved"]
        camera.stop()
    assert b"wifi.psk = enc:" in Drive(knows_home / "flash.img").read("/wifi.txt")
    with SimulatedCamera(knows_home, [HOME], speed=SPEED) as camera:
        camera.wait_for("state joined")


def test_while_hosting_a_known_network_is_tried_when_nobody_is_there(knows_home):
    with SimulatedCamera(knows_home, [OTHER], speed=100) as camera:
        camera.wait_ready()
        camera.set_air([OTHER, HOME])
        camera.wait_for("state joined", timeout_s=20)
        camera.wait_for("state closing")


def test_whoever_comes_after_a_while_sees_what_is_on_air_now(tmp_path):
    with SimulatedCamera(tmp_path, [OTHER], speed=100).wait_ready() as camera:
        camera.set_air([HOME])
        time.sleep(3)  # more than the two quiet minutes
        assert [row["ssid"] for row in camera.get("api/networks").json()["networks"]] == ["Home"]


def test_a_phone_on_the_hotspot_is_not_disturbed(knows_home):
    with SimulatedCamera(knows_home, {"networks": [OTHER], "phones": 1}, speed=100) as camera:
        camera.wait_ready()
        camera.set_air({"networks": [OTHER, HOME], "phones": 1})
        with pytest.raises(AssertionError):
            camera.wait_for("state joined", timeout_s=4)


def test_the_button_opens_the_hotspot_although_a_network_is_known(knows_home):
    with SimulatedCamera(knows_home, [HOME], button=True) as camera:
        camera.wait_ready()
        assert "joining" not in camera.states()


def test_a_radio_that_does_not_start_is_tried_again(tmp_path):
    with SimulatedCamera(tmp_path, {"networks": [], "silent_radio": True}) as camera:
        camera.wait_for("state hosting")
        with pytest.raises(AssertionError):
            camera.wait_ready(timeout_s=1)  # no air, no phone
        assert camera.stop() == 0


def test_strongest_known_first(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write(
        "/wifi.txt",
        b"wifi.ssid = Home\nwifi.psk = correct horse\n"
        b"wifi.2.ssid = Other\nwifi.2.psk = other horse\n",
    )
    with SimulatedCamera(tmp_path, [HOME, OTHER]) as camera:
        assert camera.wait_for("state joining (.*)")[1] == "Other"
        camera.wait_for("state joined")


def test_a_hidden_known_network_is_found(knows_home):
    with SimulatedCamera(knows_home, [{**HOME, "hidden": True}]) as camera:
        camera.wait_for("state joined")


def test_a_file_dropped_on_the_drive(tmp_path):
    """Windows line ends, a byte order mark, keys in capitals; the clear password is rewritten."""
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write(
        "/wifi.txt",
        b"\xef\xbb\xbf# from the office\r\nWIFI.SSID = Home\r\nWiFi.PSK = correct horse # new\r\n"
        b"nonsense here\r\ncamera.name = Front door\r\nfuture.key = 7\r\n",
    )
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("state starting Front door")
        camera.wait_for("state joined")
        assert camera.wait_for(r"fault /flash/wifi.txt line 4: not_understood")
        camera.stop()
        assert "horse" not in camera.output
    settings = Drive(tmp_path / "flash.img").read("/wifi.txt")
    assert b"correct horse" not in settings and b"wifi.psk = enc:" in settings
    for kept in (b"# from the office\n", b"nonsense here\n", b"future.key = 7\n"):
        assert kept in settings


def test_recovery_learns_what_has_been_proven(tmp_path):
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.join(ssid="Home", password="correct horse")
    drive = Drive(tmp_path / "flash.img")
    for name in ("/openmv-recovery.txt", "/openmv-recovery.bak"):
        lines = drive.read(name).decode().splitlines()
        assert "interface = wifi" in lines and "wifi.ssid = Home" in lines
        assert any(line.startswith("wifi.psk = enc:") for line in lines)


def test_a_folder_with_the_settings_name_is_left_alone(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.mkdir("/wifi.txt")
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.wait_for("fault /flash/wifi.txt is too large, or a folder")
        assert camera.join(ssid="Home", password="correct horse")["state"] == "joined"
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("state joined")


def test_a_full_drive_is_said_and_the_link_stays(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=64 << 10)
    drive.write("/wifi.txt", b"hotspot.password = a good one\n")
    drive.fill()
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        link = camera.join(ssid="Home", password="correct horse")
        assert link["state"] == "joined"
        camera.wait_for("fault the drive did not take the settings")
        assert "will not know this network" in camera.get("link?part").text
        for path in ("api/camera", "camera"):
            assert camera.post(path, {"name": "A longer name"}).status_code == 507
    assert b"hotspot.password" in Drive(tmp_path / "flash.img").read("/wifi.txt")
