"""Fixed addresses, from the page and from the drive, over the air and over a cable."""

import time

import pytest
from playwright.sync_api import expect
from support.drive import Drive
from support.phone import choose, needs_browser, phone, state
from support.simulated_camera import SimulatedCamera

# No DHCP there: only a camera that knows its address gets in.
YARD = {"ssid": "Yard", "password": "correct horse", "rssi": -48, "channel": 6, "dhcp": False}
HOME = {"ssid": "Home", "password": "correct horse", "rssi": -60, "channel": 6}
FIXED = {"address": "10.1.2.3", "netmask": "255.255.0.0", "gateway": "10.1.0.1", "dns": ""}
JOIN = {"ssid": "Yard", "password": "correct horse", **FIXED}
KEYS = b"ipv4 = static\nipv4.address = 10.1.2.3\nipv4.netmask = 255.255.0.0\n"
KNOWS_YARD = b"wifi.ssid = Yard\nwifi.psk = correct horse\n"


def drive_with(folder, settings: bytes) -> Drive:
    drive = Drive(folder / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", settings)
    return drive


@pytest.mark.parametrize("board, firmware", [("rt1062", "5.0.0"), ("n6", "4.8.1"), ("h7", "5.0.0")])
def test_from_the_page_to_the_next_power_up(tmp_path, board, firmware):
    """Without it there is no address; with it there is, and again after a power cycle."""
    options = {"board": board, "firmware": firmware}
    air = {"networks": [YARD, HOME], "dhcp_gives_up_ms": 25_000}
    with SimulatedCamera(tmp_path, air, **options).wait_ready() as camera:
        without = {name: value for name, value in JOIN.items() if name not in FIXED}
        assert camera.join(**without)["reason"] == "no_address"
        wrong = camera.join(**{**JOIN, "password": "wrong horse"})
        assert wrong["reason"] == "wrong_password"
        joined = camera.join(**JOIN)
        assert (joined["state"], joined["address"]) == ("joined", "10.1.2.3")
        camera.post("api/done")
        joins = 1 if (board, firmware) == ("rt1062", "5.0.0") else 2
        camera.wait_for("state closing")
        deadline = time.monotonic() + 20
        while camera.output.count("state joined 10.1.2.3") < joins:
            assert time.monotonic() < deadline, camera.output
            time.sleep(0.05)
    drive = Drive(tmp_path / "flash.img")
    for name in ("/wifi.txt", "/openmv-recovery.txt"):
        assert KEYS + b"ipv4.gateway = 10.1.0.1\n" in drive.read(name)
    with SimulatedCamera(tmp_path, air, **options) as camera:
        camera.wait_for("state joined 10.1.2.3")
        assert camera.states() == ["starting", "joining", "joined"]


@pytest.mark.parametrize("firmware", ["5.0.0", "4.8.1"])
def test_a_network_by_dhcp_after_a_fixed_one(tmp_path, firmware):
    """The first network is not there: its address is not taken along to the second."""
    drive = drive_with(
        tmp_path, KNOWS_YARD + KEYS + b"wifi.2.ssid = Home\nwifi.2.psk = correct horse\n"
    )
    refusing = {**YARD, "password": "another horse", "wrong_password": "badauth"}
    with SimulatedCamera(tmp_path, [refusing, HOME], firmware=firmware) as camera:
        camera.wait_for("state failed wrong_password")
        camera.wait_for("state joined 192.168.2.57")
    assert KEYS in drive.read("/wifi.txt")


def test_joined_by_dhcp_a_network_loses_its_fixed_address(tmp_path):
    drive = drive_with(tmp_path, b"wifi.ssid = Home\n" + KEYS)
    drive.write("/openmv-recovery.txt", b"interface = wifi\nwifi.ssid = Home\n" + KEYS)
    with SimulatedCamera(tmp_path, [HOME], speed=200).wait_ready() as camera:
        joined = camera.join(ssid="Home", password="correct horse")
        assert joined["address"] == "192.168.1.57"
    for name in ("/wifi.txt", "/openmv-recovery.txt"):
        assert b"ipv4" not in drive.read(name)


@pytest.mark.parametrize(
    "fields, word, field",
    [
        ({"address": "10.1.2.300"}, "address_malformed", "address"),
        ({"address": ""}, "address_missing", "address"),
        ({"address": "127.0.0.1"}, "address_reserved", "address"),
        ({"address": "10.1.255.255"}, "address_not_a_host", "address"),
        ({"netmask": ""}, "netmask_missing", "netmask"),
        ({"netmask": "255.0.255.0"}, "netmask_malformed", "netmask"),
        ({"address": "10.1.2.3/24"}, "netmask_differs", "netmask"),
        ({"gateway": "10.2.0.1"}, "gateway_elsewhere", "gateway"),
        ({"gateway": "10.1.2.3"}, "gateway_is_camera", "gateway"),
        ({"dns": "router"}, "dns_malformed", "dns"),
        (
            {"address": "192.168.4.1/24", "netmask": "", "gateway": ""},
            "address_taken",
            "address",
        ),
    ],
)
def test_a_wrong_one_is_said_before_the_radio_is_asked(camera, fields, word, field):
    answer = camera.post("api/join", {**JOIN, **fields})
    assert (answer.status_code, answer.json()) == (400, {"error": word, "field": field})
    page = camera.post("join", data={**JOIN, **fields})
    assert page.status_code == 400
    assert 'role="alert"' in page.text and "That could not be read" not in page.text
    assert "joining" not in camera.states()


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    folder = tmp_path_factory.mktemp("camera")
    with SimulatedCamera(folder, [YARD]).wait_ready() as camera:
        yield camera


def test_by_file_without_a_router(tmp_path):
    drive_with(tmp_path, KNOWS_YARD + KEYS)
    with SimulatedCamera(tmp_path, [YARD]) as camera:
        camera.wait_for("state joined 10.1.2.3")
        assert "fault" not in camera.output


def test_a_wrong_one_in_the_file_is_reported_and_nothing_tried_instead(tmp_path):
    """By DHCP the camera would look well, and not be where somebody looks for it."""
    settings = KNOWS_YARD + KEYS + b"ipv4.gateway = 10.2.0.1\n"
    drive = drive_with(tmp_path, settings)
    with SimulatedCamera(tmp_path, [{**YARD, "dhcp": True}]).wait_ready() as camera:
        assert camera.wait_for("fault /flash/wifi.txt line 6: gateway_elsewhere")
        assert camera.states() == ["starting", "hosting"]
    kept = drive.read("/wifi.txt")
    assert KEYS + b"ipv4.gateway = 10.2.0.1\n" in kept and b"wifi.ssid = Yard\n" in kept


def test_the_cables_fixed_address(tmp_path):
    """It is the cable's alone; the first network has an address by DHCP, or one of its own."""
    settings = b"interface = eth\n" + KEYS + b"wifi.ssid = Home\nwifi.psk = correct horse\n"
    drive = drive_with(tmp_path, settings)
    with SimulatedCamera(tmp_path, {"networks": [HOME], "cable": True}) as camera:
        camera.wait_for("state joined 10.1.2.3")
        assert camera.states() == ["starting", "joined"]
    with SimulatedCamera(tmp_path, [HOME]) as camera:
        camera.wait_for("state joined 192.168.1.57")
    with SimulatedCamera(tmp_path, [YARD], speed=200).wait_ready() as camera:
        assert camera.join(**{**JOIN, "address": "10.1.2.9"})["state"] == "joined"
    kept = drive.read("/wifi.txt")
    assert kept.startswith(b"interface = eth\n" + KEYS)
    assert b"wifi.2.ipv4.address = 10.1.2.9\n" in kept


def test_a_cable_that_would_not_be_where_it_is_wanted_is_not_used(tmp_path):
    drive_with(tmp_path, b"interface = eth\n" + KEYS + b"ipv4.gateway = 10.1.2.3\n")
    with SimulatedCamera(tmp_path, {"networks": [HOME], "cable": True}).wait_ready() as camera:
        assert camera.wait_for("fault /flash/wifi.txt line 5: gateway_is_camera")


def fill(page, **fields) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


@needs_browser
@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_by_touch(tmp_path, javascript):
    """Closed at first; what was typed stays after a mistake, and after a failure."""
    with SimulatedCamera(tmp_path, [YARD], speed=8).wait_ready() as camera:
        with phone(javascript) as page:
            page.goto(camera.url)
            choose(page, "Yard")
            page.locator("#password").fill("correct horse")
            expect(page.locator("[name=address]")).to_be_hidden()
            page.get_by_text("Fixed address").tap()
            expect(page.locator("[name=address]")).to_have_attribute("inputmode", "decimal")
            if javascript:
                fill(page, address="10,1,2,3", netmask="255.255.0.0", gateway="10.2.0.1")
                page.get_by_role("button", name="Join").tap()
                expect(page.get_by_role("alert")).to_contain_text("not in the camera’s network")
                expect(page.locator("[name=address]")).to_have_value("10,1,2,3")
            fill(page, address="10,1,2,3", netmask="255.255.0.0", gateway="10.1.0.1")
            page.get_by_role("button", name="Join").tap()
            expect(state(page, "joined")).to_contain_text("10.1.2.3")


@needs_browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_picture(tmp_path, screenshots, dark):
    with SimulatedCamera(tmp_path, [YARD, HOME]).wait_ready() as camera, phone(dark=dark) as page:
        page.goto(camera.url)
        choose(page, "Yard")
        page.locator("#password").fill("correct horse")
        page.get_by_text("Fixed address").tap()
        fill(page, address="10.1.2.3", netmask="255.255.0.0")
        path = screenshots / f"fixed-address-{'dark' if dark else 'light'}.png"
        page.screenshot(path=path, animations="disabled", scale="css", full_page=True)
        assert path.stat().st_size > 10_000
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 390
        for target in page.locator("#panel summary, #panel input:visible").all():
            box = target.bounding_box()
            assert box and (box["height"] >= 38 or "show" in (target.get_attribute("id") or ""))
