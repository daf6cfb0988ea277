"""The settings file as people, their editors and full drives leave it: whole cameras."""

import json
import re

import pytest
from support.drive import Drive
from support.simulated_camera import SimulatedCamera

from portal.core.config_file import WifiFile
from portal.settings.two_copies import TwoCopies

HOME = {"ssid": "Home", "password": "correct horse", "rssi": -50, "channel": 6}
OFFICE = (
    b"# what the office wrote\n" * 15
    + b"wifi.ssid = Office\nwifi.psk = office password\nhotspot.password = a good one\n"
)
QUOTED = {"ssid": "Home", "password": '"correct horse"', "rssi": -50, "channel": 6}


@pytest.fixture
def drive(tmp_path):
    return Drive(tmp_path / "flash.img", size_bytes=96 << 10)


def joins(folder, air) -> str:
    """A camera that joins without a phone: its console."""
    with SimulatedCamera(folder, air) as camera:
        camera.wait_for("state joined")
        assert "hosting" not in camera.states()
        camera.stop()
        assert "horse" not in camera.output
        return camera.output


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_editors_file(tmp_path, drive, encoding, end):
    lines = ["# Büro", "WIFI.SSID\t=\tHome", "\u00a0wifi.psk =\u00a0“correct horse” # new"]
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    drive.write("/wifi.txt", mark + end.join([*lines, "future.key = 7"]).encode(encoding))
    assert "fault /flash/wifi.txt line 3: quotes_dropped" in joins(tmp_path, [HOME])
    settings = drive.read("/wifi.txt")
    assert settings.startswith("# Büro\nWIFI.SSID\t=\tHome\nwifi.psk = enc:".encode())
    assert b"future.key = 7\n" in settings
    assert "fault" not in joins(tmp_path, [HOME])  # it is rewritten without quotes


def test_plain_quotes_are_part_of_the_password_and_said(tmp_path, drive):
    drive.write("/wifi.txt", b'wifi.ssid = Home\nwifi.psk = "correct horse"\n')
    assert "fault /flash/wifi.txt line 2: quotes_kept" in joins(tmp_path, [QUOTED])


def test_another_alphabet_is_named_by_its_line_and_kept(tmp_path, drive):
    by_hand = "# Büro\nwifi.ssid = Home\nwifi.psk = correct horse\ncamera.name = Büro\n"
    drive.write("/wifi.txt", by_hand.encode("latin-1"))
    output = joins(tmp_path, [HOME])
    assert "fault /flash/wifi.txt line 4: not_understood" in output
    assert "line 1" not in output
    assert b"camera.name = B\xfcro\n" in drive.read("/wifi.txt")


def test_five_megabytes_are_left_alone(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=11 << 20)
    large = b"wifi.ssid = Home\nwifi.psk = correct horse\n" * (5 << 20 >> 5)
    drive.write("/wifi.txt", large)
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("fault /flash/wifi.txt is too large, or a folder: left alone")
        camera.wait_ready()
        camera.join(ssid="Home", password="correct horse")
    assert drive.read("/wifi.txt") == large
    joins(tmp_path, [HOME])


def test_what_has_become_too_large_is_said_and_nothing_is_lost(tmp_path, drive):
    by_hand = b"# the office's notes\n" * 192 + b"hotspot.password = a good one\n"
    drive.write("/wifi.txt", by_hand)
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        link = camera.join(ssid="Home", password="correct horse")
        assert link["state"] == "joined"
        camera.wait_for("fault the drive did not take the settings: they are too large")
    assert drive.read("/wifi.txt") == by_hand


def test_a_full_drive_loses_nothing(tmp_path, drive):
    by_hand = b"# mine\r\nwifi.ssid = Home\r\nwifi.psk = correct horse"
    drive.write("/wifi.txt", by_hand)
    drive.fill()
    output = joins(tmp_path, [HOME])
    assert "fault the drive did not take the settings: there is no room" in output
    assert drive.read("/wifi.txt") == by_hand


def test_a_drive_that_fills_up_later_still_takes_settings(tmp_path, drive):
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.stop()
    drive.fill()
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.join(ssid="Home", password="correct horse")
        camera.wait_for("the settings of OpenMV's recovery: there is no room")
    joins(tmp_path, [HOME])


@pytest.mark.parametrize("clusters", [0, 1, 2])
def test_a_nearly_full_drive_keeps_both_copies_or_neither(tmp_path, drive, clusters):
    """Each of them fills its cluster when another network comes."""
    drive.write("/wifi.txt", OFFICE)
    drive.write("/setup.txt", b"")
    with SimulatedCamera(tmp_path, []).wait_ready() as camera:
        camera.stop()
    before = drive.tree()
    assert len(before["wifi.txt"]) == len(before["wifi.bak"]) == 512
    drive.write("/setup.txt", b"")
    drive.fill(but_bytes=clusters * 512)
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        assert camera.join(ssid="Home", password="correct horse")["state"] == "joined"
        said = "fault the drive did not take the settings: there is no room" in camera.output
        camera.stop()
    after = drive.tree()
    assert said == (clusters < 2) == (after["wifi.txt"] == before["wifi.txt"])
    assert after["wifi.txt"] == after["wifi.bak"]
    drive.write("/filler", b"")
    drive.write("/wifi.txt", b"wifi.ssid = Other\nwifi.psk = by hand!\n")
    joins(tmp_path, [{**HOME, "ssid": "Other", "password": "by hand!"}])


def test_a_python_that_cannot_tell_how_full_its_drive_is_saves(tmp_path, monkeypatch):
    monkeypatch.delattr("os.statvfs")  # as on Windows
    storage = TwoCopies(f"{tmp_path}/wifi.txt", f"{tmp_path}/wifi.bak")
    storage.save(WifiFile(OFFICE))
    assert storage.load().get("wifi.ssid") == "Office"


def test_what_a_computer_left_empty_comes_back(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    joins(tmp_path, [HOME])
    for nothing in (b"", bytes(512)):
        drive.write("/wifi.txt", nothing)
        joins(tmp_path, [HOME])


def test_a_power_cut_is_mended_at_the_next_start(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    joins(tmp_path, [HOME])
    whole = drive.read("/wifi.txt")
    drive.write("/wifi.txt", whole[:40] + b"\xff" * 472)
    from portal.settings import checksum

    drive.write("/wifi.bak", checksum.add(checksum.strip(whole), begun=True))
    assert "fault" not in joins(tmp_path, [HOME])
    assert drive.read("/wifi.txt") == whole == drive.read("/wifi.bak")


@pytest.mark.parametrize("country", ["germany", "D", "1!", "日本"])
def test_a_country_that_is_none_is_reported_and_no_reason_to_stop(tmp_path, drive, country):
    by_hand = f"wifi.ssid = Home\nwifi.psk = correct horse\ncountry = {country}\n"
    drive.write("/wifi.txt", by_hand.encode())
    output = joins(tmp_path, [HOME])
    assert output.count("fault /flash/wifi.txt line 3: country_malformed") == 1
    assert f"country = {country}\n".encode() in drive.read("/wifi.txt")


def test_lines_that_nothing_comes_of_are_named_and_kept(tmp_path, drive):
    by_hand = (
        b"wifi.ssid = Home\nwifi.psk = correct horse\nwifi.password = typed in vain\n"
        b"wifi.2.psk = without a name\nwifi.9.ssid = too many\n"
    )
    drive.write("/wifi.txt", by_hand)
    output = joins(tmp_path, [HOME])
    for line, word in ((3, "unknown_key"), (4, "without_ssid"), (5, "unknown_key")):
        assert f"fault /flash/wifi.txt line {line}: {word}" in output
    assert by_hand.split(b"\n", 2)[2] in drive.read("/wifi.txt")


def test_what_is_given_twice_is_named_and_both_passwords_are_hidden(tmp_path, drive):
    by_hand = (
        b"wifi.ssid = Gone\nwifi.psk = first horse\n"
        b"wifi.ssid = Home\nWIFI.PSK = correct horse\nfuture = 1\nfuture = 2\n"
    )
    drive.write("/wifi.txt", by_hand)
    output = joins(tmp_path, [HOME])
    assert re.findall(r"fault \S+ line (.*)", output) == ["1: given_twice", "2: given_twice"]
    settings = drive.read("/wifi.txt")
    assert b"horse" not in settings and settings.count(b"wifi.psk = enc:") == 2
    assert b"wifi.ssid = Gone\n" in settings and b"horse" not in drive.read("/wifi.bak")


def test_a_hotspots_password_of_no_use_stays_and_another_one_serves_until_it_is_mended(
    tmp_path, drive
):
    drive.write("/wifi.txt", b"# mine\nhotspot.password = short\n")
    served = []
    for _ in range(2):
        with SimulatedCamera(tmp_path, []).wait_ready() as camera:
            camera.wait_for("fault /flash/wifi.txt line 2: password_too_short")
            served.append(json.loads(camera.wait_for("hotspot (.*)")[1])["password"])
            camera.stop()
    settings = drive.read("/wifi.txt")
    assert settings.startswith(b"# mine\nhotspot.password = short\n")
    assert served[0] == served[1] and b"= " + served[0].encode() in settings
    drive.write("/wifi.txt", settings.replace(b"= short", b"= long enough"))
    with SimulatedCamera(tmp_path, []).wait_ready() as camera:
        assert json.loads(camera.wait_for("hotspot (.*)")[1])["password"] == "long enough"
        assert "fault" not in camera.output


def test_values_that_are_none_are_named_and_kept(tmp_path, drive):
    by_hand = (
        b"wifi.ssid = Home\nwifi.psk = correct horse\nwifi.hidden = maybe\n"
        b"interface = cable\ncamera.name = " + b"x" * 33 + b"\nhotspot.password = " + b"y" * 64
    )
    drive.write("/wifi.txt", by_hand + b"\n")
    said = re.findall(r"fault \S+ line (.*)", joins(tmp_path, [HOME]))
    assert said == [
        "3: neither_yes_nor_no",
        "4: interface_unknown",
        "5: name_too_long",
        "6: password_too_long",
    ]
    assert by_hand.split(b"\n", 2)[2] in drive.read("/wifi.txt")


def test_a_hash_behind_a_blank_is_named_and_nothing_of_its_line_lost(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\t#1 #x # the office\n")
    for _ in range(2):
        output = joins(tmp_path, [HOME])
        assert re.findall(r"fault \S+ line (.*)", output) == ["2: hash_after_blank"]
        settings = drive.read("/wifi.txt")
        assert re.search(rb"\nwifi.psk = enc:[0-9a-f]+ #1 #x # the office\n", settings)


def test_a_password_that_is_refused_is_left_to_be_seen(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = short\n")
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.wait_for("fault /flash/wifi.txt line 2: password_too_short")
    assert b"wifi.psk = short\n" in drive.read("/wifi.txt")


def test_lines_that_were_deleted_stay_deleted(tmp_path, drive):
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.join(ssid="Home", password="correct horse")
    kept = drive.read("/wifi.txt").split(b"wifi.ssid")[0]
    drive.write("/wifi.txt", kept)
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        assert "joining" not in camera.states()


def test_recovery_learns_of_a_network_that_came_by_file(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    joins(tmp_path, [HOME])
    proven = drive.read("/openmv-recovery.txt")
    assert b"wifi.ssid = Home\n" in proven and b"wifi.psk = enc:" in proven
    joins(tmp_path, [HOME])
    assert drive.read("/openmv-recovery.txt") == proven


def test_a_switch_that_says_neither_is_named(tmp_path, drive):
    by_hand = b"wifi.ssid = Home\nwifi.psk = correct horse\nlens = maybe\nserial = no\n"
    drive.write("/wifi.txt", by_hand)
    output = joins(tmp_path, [HOME])
    assert "fault /flash/wifi.txt line 3: neither_yes_nor_no" in output and "line 4" not in output


def test_forgetting_forgets_in_the_recovery_file_too(tmp_path, drive):
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.join(ssid="Home", password="correct horse")
        assert camera.post("api/forget", {"id": b"Other".hex()}).status_code == 204
        camera.stop()
    assert b"wifi.psk" in drive.read("/openmv-recovery.txt")
    drive.write("/setup.txt", b"")
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        assert camera.post("api/forget", {}).status_code == 204
        camera.stop()
    for name in ("/openmv-recovery.txt", "/openmv-recovery.bak", "/wifi.txt", "/wifi.bak"):
        assert b"wifi.psk" not in drive.read(name)


def test_a_drive_that_takes_nothing_is_told_to_the_page(tmp_path, drive):
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.stop()
    drive.write("/wifi.txt", drive.read("/wifi.txt") + b"# " + b"x" * 500 + b"\n")
    drive.fill()
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        answer = camera.post("api/camera", {"name": "y" * 32})
        assert (answer.status_code, answer.json()["error"]) == (507, "not_stored")
