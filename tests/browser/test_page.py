"""The page in a real browser of a phone's size, by touch, with JavaScript and without."""

import gzip
import re
import time
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect
from support.networks import WORKSHOP
from support.phone import choose, join, needs_browser, phone, state
from support.simulated_camera import SimulatedCamera

pytestmark = needs_browser

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 6}
PAGE_BYTES_MAX = 10 * 1024

HOSTILE = [
    "<script>boom()</script>",
    '"><img src=x onerror=boom()>',
    "'><svg onload=boom()>",
    "\u202egpj.exe",
    "🎥" * 8,
    "{{camera}} &amp; &lt;",
    {"hex": "ff00fe0a"},
    " ",
]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_the_whole_flow_by_touch(tmp_path, javascript):
    air = [WORKSHOP, GUESTS]
    with SimulatedCamera(tmp_path, air, speed=8).wait_ready() as camera:
        with phone(javascript) as page:
            errors: list = []
            page.on("pageerror", lambda error: errors.append(error))
            page.goto(camera.url)
            join(page, "Workshop", "wrong horse")
            state(page, "joining")
            failed = state(page, "failed")
            expect(failed).to_contain_text("The password does not fit")
            if not javascript:
                page.get_by_role("link", name="Try again").tap()
            join(page, "Workshop", "correct horse")
            joined = state(page, "joined")
            expect(joined).to_contain_text("192.168.1.57")
            expect(joined).to_contain_text("http://openmv-a1b2c3.local")
            page.get_by_role("button", name="Done").tap()
            expect(page.get_by_text("You can put the phone away")).to_be_visible()
            camera.wait_for("state closing")
            assert not errors
            assert "horse" not in page.url
        assert "horse" not in camera.output


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_the_hotspot_vanishes_for_five_seconds(tmp_path, javascript):
    """The network is on another channel: the hotspot moves there, and the phone is gone for 5 s
    of the wall's time."""
    near = {"ssid": "Near", "password": "other horse", "rssi": -30, "channel": 1}
    air = {"networks": [near, {**WORKSHOP, "channel": 11}], "move_ms": 5000}
    with SimulatedCamera(tmp_path, air, speed=1).wait_ready() as camera, phone(javascript) as page:
        page.goto(camera.url)
        join(page, "Workshop", "correct horse")
        state(page, "joining")
        if javascript:
            expect(page.locator("#away")).to_be_visible(timeout=10_000)
            expect(page.locator("#away")).to_contain_text("Still asking")
        expect(state(page, "joined", timeout_s=40)).to_contain_text("192.168.")
        if javascript:
            expect(page.locator("#away")).to_be_hidden()


def test_nothing_reloads_and_the_password_stays(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], speed=8).wait_ready() as camera:
        with phone() as page:
            loads: list = []
            page.on("request", lambda request: loads.append(request.is_navigation_request()))
            page.goto(camera.url)
            join(page, "Workshop", "wrong horse")
            state(page, "failed")
            expect(page.locator("#password")).to_have_value("wrong horse")
            expect(page.locator("#password")).to_have_attribute("type", "password")
            page.get_by_label("Show password").tap()
            expect(page.locator("#password")).to_have_attribute("type", "text")
            assert loads.count(True) == 1


def test_a_mistake_is_said_before_the_radio_is_asked(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        for javascript in (True, False):
            with phone(javascript) as page:
                page.goto(camera.url)
                join(page, "Workshop", "short")
                expect(page.get_by_role("alert")).to_contain_text("at least 8 characters")
                expect(page.locator("label.row input:checked")).to_have_value(b"Workshop".hex())
        assert "joining" not in camera.states()


@pytest.mark.parametrize("security, letters", [("", 65), ("wpa3", 129)])
def test_too_long_a_password_is_told_without_another_kinds_limit(tmp_path, security, letters):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Other network")
        page.get_by_label("Network name").fill("lab")
        page.get_by_label("Security").select_option(security)
        page.locator("#password").fill("x" * letters)
        page.get_by_role("button", name="Join").tap()
        expect(page.get_by_role("alert")).to_contain_text("longer than")
        expect(page.get_by_role("alert")).not_to_contain_text(re.compile(r"\d"))


def test_an_open_network_asks_for_no_password(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS]).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Workshop")
        page.locator("#password").fill("typed before")
        choose(page, "Guests")
        expect(page.locator("#password")).to_be_hidden()
        page.get_by_role("button", name="Join").tap()
        state(page, "joined")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_an_open_network_that_wants_a_password_now(tmp_path, javascript):
    air = [{**WORKSHOP, "security": "open"}]
    with SimulatedCamera(tmp_path, air, speed=6).wait_ready() as camera:
        with phone(javascript) as page:
            page.goto(camera.url)
            camera.set_air([WORKSHOP])
            join(page, "Workshop")
            expect(state(page, "failed")).to_contain_text("The network wants a password")
            if not javascript:
                page.goto(camera.url + "?list")
            expect(page.locator("label.row").filter(has_text="open, no password")).to_have_count(0)
            join(page, "Workshop", "correct horse")
            state(page, "joined")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_hidden_network_by_touch(tmp_path, javascript):
    lab = {"ssid": "lab", "password": "correct horse", "hidden": True, "security": "wpa3"}
    with SimulatedCamera(tmp_path, [WORKSHOP, lab], speed=6).wait_ready() as camera:
        with phone(javascript) as page:
            page.goto(camera.url)
            choose(page, "Other network")
            page.get_by_label("Network name").fill("lab")
            page.get_by_label("Security").select_option("wpa3")
            page.locator("#password").fill("correct horse")
            page.get_by_role("button", name="Join").tap()
            state(page, "joined")


def test_looking_again_without_reload(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], speed=4).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Workshop")
        page.locator("#password").fill("typed already")
        expect(page.locator("#age")).to_have_text(re.compile(r"^[2-9] s$"))
        camera.set_air([WORKSHOP, GUESTS])
        page.get_by_role("button", name="Look for networks again").tap()
        expect(page.locator("label.row").filter(has_text="Guests")).to_be_visible()
        expect(page.locator("label.row input:checked")).to_have_value(b"Workshop".hex())
        expect(page.locator("#password")).to_have_value("typed already")


@pytest.mark.parametrize("what", ["Look for networks again", "Watch the signal here"])
def test_typing_goes_on_while_the_list_renews(tmp_path, what):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], speed=4).wait_ready() as camera:
        with phone() as page:
            page.goto(camera.url)
            page.locator("#installer summary").tap()
            choose(page, "Workshop")
            page.get_by_role("button", name=what).tap()
            page.evaluate("first = document.querySelector('.row')")
            page.locator("#password").tap()
            page.keyboard.type("correct horse", delay=400)
            assert page.evaluate("!first.isConnected")
            expect(page.locator("#password")).to_have_value("correct horse")


def test_a_row_keeps_the_focus_while_the_list_renews(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], speed=4).wait_ready() as camera:
        with phone() as page:
            page.goto(camera.url)
            choose(page, "Workshop")
            page.locator("label.row input:checked").focus()
            page.evaluate("document.querySelector('.row').id = 'old'")
            page.evaluate("document.querySelector('#scan').requestSubmit()")
            expect(page.locator("#old")).to_have_count(0)
            expect(page.locator("label.row input:checked")).to_be_focused()


def test_looking_again_without_javascript(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], speed=10).wait_ready() as camera:
        with phone(javascript=False) as page:
            page.goto(camera.url)
            camera.set_air([WORKSHOP, GUESTS])
            page.get_by_role("button", name="Look for networks again").tap()
            expect(page.locator("label.row").filter(has_text="Guests")).to_be_visible()


def test_the_address_can_be_copied(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        join(page, "Guests")
        joined = state(page, "joined")
        joined.get_by_role("button", name="Copy").first.tap()
        expect(joined.get_by_role("button", name="Copied")).to_be_visible()
        assert page.evaluate("getSelection().toString()").strip() == "192.168.1.57"


def test_a_phone_that_comes_back_reads_the_last_result(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        camera.join(ssid="Workshop", password="wrong horse")
        with phone() as page:
            page.goto(camera.url)
            expect(state(page, "failed")).to_contain_text("The password does not fit")
            expect(page.locator("label.row").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_hostile_list_is_text(tmp_path, javascript):
    air = [
        {"ssid": name, "security": "open", "first_tries_fail": 99, "rssi": -40 - i, "channel": 6}
        for i, name in enumerate(HOSTILE)
    ]
    with SimulatedCamera(tmp_path, air).wait_ready() as camera, phone(javascript) as page:
        alarms: list = []
        page.on("pageerror", lambda error: alarms.append(error))
        page.on("dialog", lambda dialog: alarms.append(dialog.message))
        page.on("console", lambda message: alarms.append(message.text))
        page.goto(camera.url)
        names = page.locator("#networks bdi").all_text_contents()
        expected = [name for name in HOSTILE if isinstance(name, str)]
        assert [name for name in names if "\\x" not in name] == expected
        assert "\\xff\\x00\\xfe\\x0a" in names
        for number, text in enumerate([*expected[:2], "\u202egpj.exe"], 1):
            page.goto(camera.url + "?list")
            join(page, text)
            failed = state(page, "failed", attempt=number)
            expect(failed.locator("bdi")).to_have_text(text)
            expect(failed).to_contain_text(f"\u2068{text}\u2069 turned the camera away.")
        assert page.locator("main img, main script, label svg[onload]").count() == 0
        assert page.title() == "OpenMV-A1B2C3: Wi-Fi"
        assert not alarms


def test_one_request_and_few_bytes(tmp_path):
    """With twenty networks, everything inline, at most 10 KiB compressed."""
    air = [
        {"ssid": f"Network number {i:02}", "password": "x" * 8, "rssi": -40 - i, "channel": 1}
        for i in range(20)
    ]
    with SimulatedCamera(tmp_path, air).wait_ready() as camera:
        page_bytes = camera.get("/").content
        assert page_bytes.count(b"Network number") == 20
        assert len(gzip.compress(page_bytes, 9)) <= PAGE_BYTES_MAX
        with phone() as page:
            asked: list = []
            page.on("request", lambda request: asked.append(request.url))
            page.goto(camera.url)
            time.sleep(0.5)
            assert [url for url in asked if "favicon" not in url] == [camera.url]


def test_big_enough_to_touch_and_to_read(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Workshop")
        for target in page.locator("label.row, button, #password, .show").all():
            if target.is_visible():
                box = target.bounding_box()
                assert box and box["height"] >= 38, target.inner_html()
        size = page.locator("#password").evaluate("field => getComputedStyle(field).fontSize")
        assert float(size.removesuffix("px")) >= 16  # below this, iOS zooms in on a touch
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == 390
        for name, value in {"autocapitalize": "none", "autocorrect": "off"}.items():
            expect(page.locator("#password")).to_have_attribute(name, value)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_hotspot_that_has_to_go(tmp_path, screenshots: Path, javascript):
    """A WINC1500: the page warns, says what to watch, and tells the result when it is back."""
    options = {"board": "h7plus", "speed": 4}
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], **options).wait_ready() as camera:
        with phone(javascript) as page:

            def come_back(word: str, visits: int):
                """With a script, the page goes on by itself; without, after half a minute, or
                when the person opens the address that it names."""
                if not javascript:
                    refresh = page.locator("meta[http-equiv=refresh]")
                    expect(refresh).to_have_attribute("content", "30;url=/link")
                    while camera.output.count("ready ") < visits:
                        page.wait_for_timeout(50)
                    page.goto(camera.url)
                return state(page, word, timeout_s=60)

            page.goto(camera.url)
            choose(page, "Workshop")
            expect(page.locator("#panel")).to_contain_text("hotspot goes away for up to a minute")
            expect(page.get_by_role("button", name="Look for networks again")).to_have_count(0)
            if javascript:
                page.screenshot(path=screenshots / "goes-warning.png", scale="css")
            join(page, "Workshop", "wrong horse")
            expect(state(page, "joining")).to_contain_text("green for joined or red for failed")
            if javascript:
                page.screenshot(path=screenshots / "goes-joining.png", scale="css")
            failed = come_back("failed", 2)
            expect(failed).to_contain_text("The password does not fit")
            if not javascript:
                page.get_by_role("link", name="Try again").tap()
            join(page, "Workshop", "correct horse")
            state(page, "joining")
            joined = come_back("joined", 3)
            expect(joined).to_contain_text("192.168.1.57")
            expect(joined).to_contain_text("goes there again when its hotspot closes")
            expect(joined).not_to_contain_text(".local")
            page.get_by_role("button", name="Done").tap()
            expect(page.get_by_text("You can put the phone away")).to_be_visible()
            camera.wait_for("state closing")
        assert "horse" not in camera.output


FAILURES = {
    "wrong_password": ("Workshop", "wrong horse"),
    "not_found": ("Switched off", "correct horse"),
    "weak_signal": ("far away", "correct horse"),
    "no_address": ("Silent router", "correct horse"),
    "refused": ("Full house", ""),
    "timeout": ("Says nothing", ""),
    "unsupported": ("Printer WEP", "abcde"),
}
NEIGHBOURS = [
    {**WORKSHOP, "wrong_password": "badauth"},
    {"ssid": "Full house", "security": "open", "rssi": -52, "channel": 6, "first_tries_fail": 99},
    {"ssid": "Café Zürich ☕", "password": "espresso!", "rssi": -63, "channel": 6},
    {
        "ssid": "Silent router",
        "password": "correct horse",
        "rssi": -66,
        "channel": 6,
        "dhcp": False,
    },
    {"ssid": "Says nothing", "security": "open", "rssi": -71, "channel": 6, "join_ms": 10**9},
    {"ssid": "Printer WEP", "password": "abcde", "security": "wep", "rssi": -77, "channel": 6},
    {"ssid": "far away", "password": "correct horse", "rssi": -90, "channel": 6},
]
SWITCHED_OFF = {"ssid": "Switched off", "password": "correct horse", "rssi": -60, "channel": 6}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_screenshots(tmp_path, screenshots: Path, dark):
    """List, password, joining, each failure and success, as the README shows them."""
    shade = "dark" if dark else "light"
    air = [*NEIGHBOURS, SWITCHED_OFF]
    with SimulatedCamera(tmp_path, air, speed=15).wait_ready() as camera, phone(dark=dark) as page:
        camera.set_air(NEIGHBOURS)

        def shoot(name: str) -> None:
            path = screenshots / f"{name}-{shade}.png"
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=path, animations="disabled", scale="css")
            assert path.stat().st_size > 10_000

        page.goto(camera.url)
        shoot("list")
        choose(page, "Workshop")
        page.locator("#password").fill("correct horse")
        shoot("password")
        for number, (reason, (name, password)) in enumerate(FAILURES.items(), 1):
            page.goto(camera.url + "?list")
            join(page, name, password)
            state(page, "failed", attempt=number)
            assert camera.link()["reason"] == reason
            shoot(reason)
        page.goto(camera.url + "?list")
        join(page, "Workshop", "correct horse")
        state(page, "joining")
        shoot("joining")
        state(page, "joined")
        shoot("joined")


def test_forgetting_by_touch(tmp_path):
    """The last row of "This camera": there only where something is saved."""
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], speed=4).wait_ready() as camera:
        with phone() as page:
            page.goto(camera.url)
            page.locator("#installer summary").tap()
            expect(page.get_by_text("Forget saved networks")).to_have_count(0)
            join(page, "Guests")
            state(page, "joined")
            page.goto(camera.url + "?list")
            page.locator("#installer summary").tap()
            page.get_by_role("button", name="Forget saved networks (1)").tap()
            page.locator("#installer summary").tap()
            expect(page.get_by_text("Forget saved networks")).to_have_count(0)


def test_a_second_phone_is_told(tmp_path):
    """One phone joins; the other, on the list, follows without a touch, and one that joins
    meanwhile is told why it has to wait."""
    slow = {**WORKSHOP, "join_ms": 8000}
    with SimulatedCamera(tmp_path, [slow, GUESTS], speed=1).wait_ready() as camera:
        with phone() as first:
            second, third = first.context.new_page(), first.context.new_page()
            for page in (first, second, third):
                page.goto(camera.url)
            join(first, "Workshop", "correct horse")
            state(first, "joining")
            join(third, "Guests")
            expect(third.get_by_role("alert")).to_contain_text("busy with a network already")
            state(third, "joining")
            state(second, "joining")
            for page in (first, second, third):
                expect(state(page, "joined")).to_contain_text("Workshop")


def test_a_lost_request_is_noticed(tmp_path):
    """The phone's own request vanishes in the air: the page says so, and goes on."""
    with SimulatedCamera(tmp_path, [GUESTS], speed=4).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        page.route("**/join?part", lambda route: route.abort())
        join(page, "Guests")
        expect(page.locator("#away")).to_be_visible()
        expect(page.locator("#away")).to_be_hidden(timeout=8000)
        page.unroute("**/join?part")
        join(page, "Guests")
        state(page, "joined")


BAD_ANSWERS = {
    "an error": {"status": 500, "json": {"error": "internal"}},
    "cut short": {
        "content_type": "text/html",
        "body": '<section data-state="joining" data-attempt="1">\n<h2>Joining Guests</h2>\n',
    },
    "another page": {"content_type": "text/html", "body": "<html><p>Sign in to Café</p></html>"},
}


@pytest.mark.parametrize(
    "path, fault",
    [("", "an error"), ("", "cut short"), ("", "another page"), ("link", "cut short")],
)
def test_one_bad_answer_while_it_joins_is_asked_again(tmp_path, path, fault):
    slow = {**GUESTS, "join_ms": 3000}
    with SimulatedCamera(tmp_path, [slow], speed=1).wait_ready() as camera, phone() as page:
        if path:
            camera.post("api/join", {"ssid": "Guests"})
        page.route("**/link?part", lambda route: route.fulfill(**BAD_ANSWERS[fault]), times=1)
        page.goto(camera.url + path)
        if not path:
            join(page, "Guests")
        expect(page.locator("#away")).to_be_visible()
        expect(page.locator("#link")).to_contain_text("Joining Guests")
        state(page, "joined")
        expect(page.locator("#away")).to_be_hidden()


CUT_LIST = '<fieldset class="">\n<legend>In range, heard <span id="age" data-s="1">1 s</span>'


@pytest.mark.parametrize(
    "answer",
    [BAD_ANSWERS["an error"], {"content_type": "text/html", "body": CUT_LIST}],
    ids=["an-error", "cut-short"],
)
def test_one_bad_answer_for_the_list_is_asked_again(tmp_path, answer):
    with SimulatedCamera(tmp_path, [WORKSHOP], speed=4).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Workshop")
        page.locator("#password").fill("typed already")
        camera.set_air([WORKSHOP, GUESTS])
        page.route("**/networks", lambda route: route.fulfill(**answer), times=1)
        page.get_by_role("button", name="Look for networks again").tap()
        expect(page.locator("#away")).to_be_visible()
        expect(page.locator("label.row").filter(has_text="Workshop")).to_be_visible()
        expect(page.locator("label.row").filter(has_text="Guests")).to_be_visible()
        expect(page.locator("label.row input:checked")).to_have_value(b"Workshop".hex())
        expect(page.locator("#password")).to_have_value("typed already")


def test_a_bad_answer_to_a_join_is_no_message(tmp_path):
    """The camera may have taken it or not: the page asks, and shows what it hears."""
    with SimulatedCamera(tmp_path, [GUESTS], speed=4).wait_ready() as camera, phone() as page:
        answer = BAD_ANSWERS["an error"]
        page.goto(camera.url)
        page.route("**/join?part", lambda route: route.fulfill(**answer), times=1)
        join(page, "Guests")
        expect(page.locator("#away")).to_be_visible()
        expect(page.get_by_text("Nothing has been tried yet")).to_be_visible()
        expect(page.locator("#link")).not_to_contain_text("internal")
        join(page, "Guests")
        state(page, "joined")


def test_one_name_open_and_secured(tmp_path):
    """The choice stays with the secured row when the open one is heard before it."""
    secured, opened = WORKSHOP, {"ssid": "Workshop", "security": "open", "rssi": -60, "channel": 6}
    with SimulatedCamera(tmp_path, [secured, opened], speed=4).wait_ready() as camera:
        with phone() as page:
            page.goto(camera.url)
            page.locator("input.wpa2").tap()
            page.locator("#password").fill("correct horse")
            camera.set_air([secured, {**opened, "rssi": -30}])
            page.get_by_role("button", name="Look for networks again").tap()
            expect(page.locator("label.row").first).to_contain_text("open, no password")
            expect(page.locator("input.wpa2")).to_be_checked()
            expect(page.locator("#password")).to_be_enabled()
            camera.set_air([secured])
            page.get_by_role("button", name="Join").tap()
            expect(state(page, "joined")).to_contain_text("192.168.1.57")


def test_a_choice_that_is_gone_leaves_its_namesake_alone(tmp_path):
    opened = {"ssid": "Workshop", "security": "open", "rssi": -60, "channel": 6}
    with SimulatedCamera(tmp_path, [WORKSHOP], speed=4).wait_ready() as camera, phone() as page:
        page.goto(camera.url)
        choose(page, "Workshop")
        camera.set_air([opened])
        page.get_by_role("button", name="Look for networks again").tap()
        expect(page.locator("input.open")).to_be_visible()
        expect(page.locator("label.row input:checked")).to_have_count(0)


def test_the_security_is_sent_where_the_name_does_not_tell(tmp_path):
    """And each of two namesakes has the password that was typed for it."""
    older = {**WORKSHOP, "security": "wpa", "rssi": -60}
    with SimulatedCamera(tmp_path, [WORKSHOP, older, GUESTS]).wait_ready() as camera:
        with phone() as page:
            sent: list = []
            page.on("request", lambda request: sent.append(request.post_data or ""))
            page.route("**/join?part", lambda route: route.abort())
            page.goto(camera.url)

            def sent_for(row: str) -> dict:
                page.locator(row).tap()
                with page.expect_request("**/join?part"):
                    page.get_by_role("button", name="Join").tap()
                expect(page.get_by_role("button", name="Join")).to_be_enabled()
                return dict(parse_qsl(sent[-1], keep_blank_values=True))

            page.locator("input.wpa2").tap()
            page.locator("#password").fill("correct horse")
            page.locator("input.wpa").tap()
            expect(page.locator("#password")).to_have_value("")
            name = b"Workshop".hex()
            assert sent_for("input.wpa")["id"] == name + " wpa"
            fields = sent_for("input.wpa2")
            assert (fields["id"], fields["password"]) == (name + " wpa2", "correct horse")
            assert sent_for("input.open")["id"] == b"Guests".hex()
            page.locator("[name=id][value='']").tap()
            page.get_by_label("Network name").fill("lab")
            page.get_by_label("Security").select_option("wpa3")
            assert sent_for("[name=id][value='']")["security"] == "wpa3"
