"""The page's details for installers, by touch: figures, signal, name, report."""

import re

from PIL import Image
from playwright.sync_api import expect
from support.drive import Drive
from support.phone import needs_browser, phone
from support.simulated_camera import SimulatedCamera

pytestmark = needs_browser

SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -48, "channel": 6}
SECOND = {**SHOP, "rssi": -67, "channel": 11, "bssid": "02:00:00:00:00:99"}
HOSTILE = {"ssid": "<b>&amp;\x1b[2J", "security": "open", "rssi": -80, "channel": 1}


def test_figures_are_for_those_who_open_the_details(tmp_path):
    with SimulatedCamera(tmp_path, [SHOP, SECOND]).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        figures = page.get_by_text("-48 dBm, channel 6, 2 access points")
        expect(figures).to_be_hidden()
        page.locator("summary").last.tap()
        expect(figures).to_be_visible()
        expect(page.get_by_text("OpenMV RT1062")).to_be_visible()


def test_the_signal_of_the_chosen_network_is_live(tmp_path):
    with SimulatedCamera(tmp_path, [SHOP], speed=4).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        page.locator("summary").last.tap()
        page.get_by_role("button", name="Watch the signal here").tap()
        output = page.locator("#signal output")
        expect(output).to_have_text("Choose a network above.")
        page.locator("label.row").filter(has_text="Shop").tap()
        expect(output).to_contain_text("-48 dBm")
        camera.set_air([{**SHOP, "rssi": -71}])
        expect(output).to_contain_text("-71 dBm")
        page.get_by_role("button", name="Stop watching").tap()


def test_a_new_name_and_country(tmp_path):
    with SimulatedCamera(tmp_path, [SHOP], speed=8).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        page.locator("summary").last.tap()
        page.get_by_label("Name", exact=True).fill("Front door")
        page.get_by_label("Country").fill("ch")
        page.get_by_role("button", name="Keep name and country").tap()
        expect(page.locator("h1")).to_have_text("Front door")
        link = camera.join(ssid="Shop", password="correct horse")
        assert link["hostname"] == "front-door"
        camera.stop()
    settings = Drive(tmp_path / "flash.img").read("/wifi.txt")
    assert b"camera.name = Front door" in settings and b"country = CH" in settings
    with SimulatedCamera(tmp_path, [], speed=60) as camera:
        camera.wait_for("state starting Front door")


def test_names_that_are_none(tmp_path):
    with SimulatedCamera(tmp_path, [SHOP]).wait_ready() as camera:
        for fields, word in (
            ({"name": ""}, "name_missing"),
            ({"name": "  "}, "name_missing"),
            ({"name": "x" * 33}, "name_too_long"),
            ({"name": "a #b"}, "name_malformed"),
            ({"name": "a\nwifi.ssid = b"}, "name_malformed"),
            ({"name": 7}, "name_malformed"),
            ({"country": "germany"}, "country_malformed"),
            ({"country": "1!"}, "country_malformed"),
        ):
            answer = camera.post("api/camera", fields)
            assert (answer.status_code, answer.json()["error"]) == (400, word), fields
        assert camera.post("api/camera", {"name": "Küche"}).status_code == 204
        assert camera.get("api/camera").json()["name"] == "Küche"


def test_a_report_to_share(tmp_path):
    with SimulatedCamera(tmp_path, [SHOP, HOSTILE], speed=8).wait_ready() as camera:
        camera.join(ssid="Shop", password="wrong horse")
        with phone() as page:
            page.goto(camera.url + "?list")
            page.locator("summary").last.tap()
            page.get_by_role("link", name="Report").tap()
            page.get_by_role("button", name="Copy").tap()
            text = page.evaluate("getSelection().toString()")
        for words in ("Model       OpenMV RT1062", "Network     Shop", "wrong_password", "-48 dBm",
                      "<b>&amp;\\x1b[2J"):  # fmt: skip
            assert words in text
        assert re.search(r"\d{4}", text.splitlines()[0])  # the phone's date: a camera has none
        assert "horse" not in text
        with phone(javascript=False) as page:
            page.goto(camera.url + "report")
            expect(page.locator("#text")).to_contain_text("wrong_password")


def test_looking_through_the_lens(tmp_path):
    """Picture after picture, while the page stays usable; without a script, one."""
    lens = tmp_path / "lens.png"
    Image.new("L", (640, 480), 255).save(lens)
    with SimulatedCamera(tmp_path, [SHOP], speed=4, lens=lens).wait_ready() as camera:
        with phone() as page:
            shown: list = []
            page.on("response", lambda answer: shown.append(answer.status))
            page.goto(camera.url)
            page.locator("summary").last.tap()
            page.get_by_role("link", name="Look through the lens").tap()
            picture = page.get_by_alt_text("What the camera sees")
            expect(picture).to_be_visible()
            brightness = (
                "image => { const c = document.createElement('canvas'); "
                "const d = c.getContext('2d'); d.drawImage(image, 0, 0); "
                "return d.getImageData(5, 5, 1, 1).data[0]; }"
            )
            wait_until(page, lambda: picture.evaluate(brightness) > 200)
            Image.new("L", (640, 480), 0).save(lens)
            wait_until(page, lambda: picture.evaluate(brightness) < 50)
            page.get_by_role("link", name="Stop looking").tap()
            expect(picture).to_have_count(0)
            page.wait_for_timeout(700)
            count = len(shown)
            page.wait_for_timeout(700)
            assert len(shown) == count
        with phone(javascript=False) as page:
            page.goto(camera.url)
            page.locator("summary").last.tap()
            page.get_by_role("link", name="Look through the lens").tap()
            expect(page.locator("img")).to_be_visible()


def wait_until(page, holds, tries: int = 60) -> None:
    for _ in range(tries):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("not in time")


def test_pictures(tmp_path, screenshots):
    with SimulatedCamera(tmp_path, [SHOP, SECOND]).wait_ready() as camera:
        for dark in (False, True):
            with phone(dark=dark) as page:
                page.goto(camera.url)
                page.locator("summary").last.tap()
                path = screenshots / f"installer-{'dark' if dark else 'light'}.png"
                page.screenshot(path=path, full_page=True, scale="css")
                assert path.stat().st_size > 10_000
