"""First boot with nothing but a file on the drive, and the answer beside it."""

import re

import pytest
from camera_portal.environment import ROOT
from support.drive import Drive
from support.on_micropython import INTERPRETERS
from support.simulated_camera import SimulatedCamera

from portal.core import sentences
from portal.core.config_file import WifiFile
from portal.settings import saved_networks

HOME = {"ssid": "Home", "password": "correct horse", "rssi": -50, "channel": 6}
OTHER = {"ssid": "Other", "password": "other horse", "rssi": -60, "channel": 6}
SAMPLE = (ROOT / "tools" / "camera_portal" / "wifi.txt").read_text()


@pytest.fixture
def drive(tmp_path):
    return Drive(tmp_path / "flash.img", size_bytes=1 << 20)


def entries(drive) -> list[dict]:
    """The paragraphs of ``wifi-result.txt``."""
    text = drive.read("/wifi-result.txt").decode()
    assert "horse" not in text
    return [
        dict(line.split(" = ", 1) for line in paragraph.splitlines())
        for paragraph in text.rstrip().split("\n\n")[1:]
    ]


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_a_file_and_its_outcome(tmp_path, drive, interpreter):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    with SimulatedCamera(tmp_path, [HOME], interpreter=interpreter) as camera:
        camera.wait_for("state joined")
        assert "hosting" not in camera.states()
    (entry,) = entries(drive)
    assert (entry["result"], entry["network"]) == ("joined", "Home")
    assert entry["address"] == "192.168.1.57"
    assert re.fullmatch(r"statuses [-\d,]+; -50 dBm; \d+ ms", entry["evidence"])
    assert "what to do" not in entry


@pytest.mark.parametrize(
    "air, result",
    [
        ([{**HOME, "wrong_password": "badauth", "password": "other"}], "wrong_password"),
        ([OTHER], "not_found"),
        ([{**HOME, "dhcp": False}], "no_address"),
        ([{**HOME, "rssi": -90}], "weak_signal"),
    ],
)
def test_a_failure_says_what_to_do(tmp_path, drive, air, result):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    with SimulatedCamera(tmp_path, air) as camera:
        camera.wait_for(f"state failed {result}")
        camera.wait_for("state joining", timeout_s=5)
        camera.wait_until(lambda: camera.states().count("joining") > 1)
    (entry,) = entries(drive)
    assert (entry["result"], entry["network"], entry["address"]) == (result, "Home", "none")
    assert "Home" in entry["what to do"] or "router" in entry["what to do"]


def test_several_networks(tmp_path, drive):
    drive.write(
        "/wifi.txt",
        b"wifi.ssid = Gone\nwifi.psk = battery staple\n"
        b"wifi.2.ssid = Home\nwifi.2.psk = wrong horse\n"
        b"wifi.3.ssid = Other\nwifi.3.psk = other horse\n",
    )
    refusing = {**HOME, "wrong_password": "badauth"}
    with SimulatedCamera(tmp_path, [refusing, OTHER]) as camera:
        camera.wait_for("state joined")
    results = [(entry["network"], entry["result"]) for entry in entries(drive)]
    assert results == [("Home", "wrong_password"), ("Other", "joined")]


def test_what_is_no_news_is_not_written(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    texts = []
    for rssi in (-50, -60):
        with SimulatedCamera(tmp_path, [{**HOME, "rssi": rssi}]) as camera:
            camera.wait_for("state joined")
        texts.append(drive.read("/wifi-result.txt"))
    assert texts[0] == texts[1] and b"-50 dBm" in texts[0]


def test_the_pages_success_replaces_an_old_failure(tmp_path, drive):
    drive.write("/wifi-result.txt", b"result = wrong_password\nnetwork = Home\n")
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.join(ssid="Home", password="correct horse")
    assert entries(drive)[0]["result"] == "joined"


def test_a_full_drive_is_no_reason_to_stop(tmp_path, drive):
    drive.write("/wifi.txt", b"wifi.ssid = Home\nwifi.psk = correct horse\n")
    drive.fill()
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("state joined")
        camera.wait_for("fault the drive did not take wifi-result.txt")


STALE = b"# x\n\nresult = joined\nnetwork = Home\naddress = 192.168.1.57\n"
NO_ADDRESS = (
    b"wifi.ssid = Home\nwifi.psk = correct horse\nipv4 = static\nipv4.address = 300.1.1.1\n"
)


@pytest.mark.parametrize(
    "wifi, told",
    [
        (b"wifi.ssid = Home\nwifi.psk = short\n", {"2": "password_too_short"}),
        (NO_ADDRESS, {"4": "address_malformed"}),
        (b"ssid = Home\npassword = correct horse\n", {"1": "unknown_key", "2": "unknown_key"}),
        (b"# " + b"x" * 5000, {"all": "unusable_file"}),
        (b"\n".join([b"nonsense"] * 7), dict.fromkeys("12345", "not_understood")),
    ],
)
def test_a_file_of_no_use_says_why_beside_it_and_once(tmp_path, drive, wifi, told):
    drive.write("/wifi.txt", wifi)
    drive.write("/wifi-result.txt", STALE)
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.stop()
    faults = [entry for entry in entries(drive) if "line" in entry]
    assert {entry["line"]: entry["fault"] for entry in faults} == told
    assert all(" " in entry["what to do"] for entry in faults)
    assert not any("result" in entry for entry in entries(drive))
    assert ("fault = 2 more" in drive.read("/wifi-result.txt").decode()) == (len(told) == 5)
    assert is_left_alone(tmp_path, drive, "ready")


def is_left_alone(folder, drive, pattern: str, air=(HOME,)) -> bool:
    """Whether another start, up to ``pattern`` on the console, writes no new result."""
    marked = drive.read("/wifi-result.txt") + b"# marked\n"
    drive.write("/wifi-result.txt", marked)
    with SimulatedCamera(folder, list(air)) as camera:
        camera.wait_until(lambda: re.search(pattern, camera.output) is not None)
        camera.stop()
    return drive.read("/wifi-result.txt") == marked


def test_failures_in_another_order_are_no_news(tmp_path, drive):
    drive.write(
        "/wifi.txt",
        b"wifi.ssid = Home\nwifi.psk = wrong horse\n"
        b"wifi.2.ssid = Other\nwifi.2.psk = wrong horse\n",
    )
    home, other = ({**network, "wrong_password": "badauth"} for network in (HOME, OTHER))
    round_is_over = r"(?s)state failed.*state failed.*state joining"
    with SimulatedCamera(tmp_path, [home, other]) as camera:
        camera.wait_until(lambda: re.search(round_is_over, camera.output) is not None)
        camera.stop()
    assert [entry["network"] for entry in entries(drive)] == ["Home", "Other"]
    assert is_left_alone(tmp_path, drive, round_is_over, [{**home, "rssi": -70}, other])
    assert not is_left_alone(tmp_path, drive, round_is_over, [home])


def test_a_folder_of_that_name_is_told_beside_it(tmp_path, drive):
    drive.mkdir("/wifi.txt")
    with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
        camera.stop()
    assert [entry["fault"] for entry in entries(drive)] == ["unusable_file"]


@pytest.mark.parametrize("wifi", [b"", b"# nothing yet\n", b"camera.name = Gate\n"])
def test_no_network_leaves_no_old_success_and_writes_no_first_result(tmp_path, drive, wifi):
    drive.write("/wifi.txt", wifi)
    for stale in (b"", STALE):
        if stale:
            drive.write("/wifi-result.txt", stale)
        with SimulatedCamera(tmp_path, [HOME]).wait_ready() as camera:
            camera.stop()
        assert ("wifi-result.txt" in drive.tree()) == bool(stale)
    assert [entry["network"] for entry in entries(drive)] == ["none"]


def test_faults_stand_beside_the_outcome_and_are_written_once(tmp_path, drive):
    by_hand = b"wifi.ssid = Home\nwifi.psk = correct horse\nnonsense\n"
    drive.write("/wifi.txt", by_hand)
    drive.write("/wifi-result.txt", STALE)
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("state joined")
    fault, outcome = entries(drive)
    assert (fault["fault"], fault["line"], outcome["result"]) == ("not_understood", "3", "joined")
    assert is_left_alone(tmp_path, drive, "state joined")


def test_the_file_does_not_speak_of_what_only_a_page_shows():
    for word in ("wrong_password", "no_address", "refused", "untrusted", "security_unknown"):
        sentence = sentences.on_drive(word, "Home")
        assert not re.search("below|Show password|list|above", sentence), sentence
        assert sentence not in (sentences.reason(word, "Home")[1], sentences.error(word))


def test_the_sample_boots(tmp_path, drive):
    drive.write("/wifi.txt", SAMPLE.encode())
    workshop = {**HOME, "ssid": "Workshop"}
    with SimulatedCamera(tmp_path, [workshop]) as camera:
        camera.wait_for("state joined")
        assert "fault" not in camera.output


def test_every_line_of_the_sample_is_understood():
    """Also the lines that are comments until somebody takes the # off."""
    lines = [line[1:] if re.match(r"#[a-z]", line) else line for line in SAMPLE.splitlines()]
    file = WifiFile("\n".join(lines).encode())
    known = {key for key in file.keys if key and not key.startswith(("wifi.", "ipv4"))}
    assert known == {"interface", "camera.name", "country", "hotspot.password", "lens", "serial"}
    found, faults = saved_networks.read(file, b"id")
    assert not faults and len(found) == 2
