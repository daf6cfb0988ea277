"""Set up by the lens: a code is held before the camera, and it joins. No hotspot, no typing."""

import asyncio
import io
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import zxingcpp
from camera_portal.simulator.air import Air
from camera_portal.simulator.csi import Csi
from camera_portal.simulator.hardware import Led
from camera_portal.simulator.on_camera.speed_up import speed_up
from camera_portal.simulator.picture import Picture
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from requests.adapters import HTTPAdapter
from support.bench import StillClock
from support.code_picture import picture, show, wifi
from support.drive import Drive
from support.simulated_camera import SimulatedCamera

from portal.board.led import Light
from portal.core.clock import Stopwatch
from portal.lens import qr_join, wifi_qr
from portal.lens.sensor import open_lens
from portal.policy import Policy

SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6}
CODE = wifi("Shop", "correct horse")
INTERPRETERS = ["micropython", "cpython"]

NETWORKS = {
    "wpa2": (SHOP, CODE),
    "wpa3": (
        {**SHOP, "security": "wpa3"},
        "WIFI:T:SAE;S:Shop;P:correct horse;;",
    ),
    "open": ({"ssid": "Guests", "security": "open"}, "WIFI:T:nopass;S:Guests;;"),
    "hidden": ({**SHOP, "hidden": True}, wifi("Shop", "correct horse", hidden=True)),
    "escapes": (
        {"ssid": 'a;b,c:d"e\\f', "password": '\\\\;:"1234'},
        wifi('a;b,c:d"e\\f', '\\\\;:"1234'),
    ),
    "emoji": ({"ssid": "Büro 📷🎥", "password": "пароль 1"}, wifi("Büro 📷🎥", "пароль 1")),
    "digits": ({"ssid": "cafe", "password": "0123456789"}, wifi("cafe", "0123456789")),
}


def before_lens(folder, content, **how):
    return show(folder / "lens.png", picture(content, **how))


def code_camera(folder, content, air=SHOP, **options):
    return SimulatedCamera(folder, [air], lens=before_lens(folder, content), **options)


@pytest.mark.parametrize("interpreter", INTERPRETERS)
@pytest.mark.parametrize("kind", NETWORKS)
def test_a_code_is_held_up_and_the_link_comes_up(tmp_path, kind, interpreter):
    network, content = NETWORKS[kind]
    with code_camera(tmp_path, content, network, interpreter=interpreter) as camera:
        camera.wait_for(r"state joined 192\.168\.1\.57")
        camera.wait_for("state closing")  # at once: there is no phone to read the result
        assert camera.stop() == 0
    assert camera.states() == ["starting", "hosting", "joining", "joined", "closing"]
    assert "fault" not in camera.output
    if network.get("password"):
        assert network["password"] not in camera.output
    with SimulatedCamera(tmp_path, [network]) as camera:  # and it is kept
        camera.wait_for("state joined")
        assert "hosting" not in camera.states()


@pytest.mark.parametrize(
    "how",
    [
        {"angle": 13, "blur": 1},
        {"angle": 45},
        {"angle": 90, "blur": 1.5},
        {"angle": 180, "size": 110},
        {"angle": 251, "blur": 0.8, "size": 150},
    ],
    ids=str,
)
def test_askew_out_of_focus_and_far_away(tmp_path, how):
    path = before_lens(tmp_path, CODE, **how)
    with SimulatedCamera(tmp_path, [SHOP], lens=path) as camera:
        camera.wait_for("state joined")


@pytest.mark.parametrize("board, firmware", [("nicla", "4.8.1"), ("n6", "5.0.0"), ("h7", "5.0.0")])
def test_on_other_boards_and_firmware(tmp_path, board, firmware):
    """The H7's radio closes the hotspot for it, and its sockets tell addresses another way."""
    with code_camera(tmp_path, "nothing", board=board, firmware=firmware).wait_ready() as camera:
        view = camera.get("api/view")
        assert (view.status_code, view.headers["Content-Type"]) == (200, "image/jpeg")
        before_lens(tmp_path, CODE)
        camera.wait_for("state joined")


def test_a_wrong_code_then_the_right_one(tmp_path):
    with code_camera(tmp_path, wifi("Shop", "wrong horse")) as camera:
        camera.wait_for("state failed wrong_password")
        camera.wait_ready()
        assert camera.link()["reason"] == "wrong_password"
        with pytest.raises(AssertionError):  # held still, it is not tried again
            camera.wait_for("state joined", timeout_s=2)
        assert camera.states().count("joining") == 1
        before_lens(tmp_path, CODE)
        camera.wait_for("state joined")
    assert "horse" not in camera.output


def test_a_code_that_was_gone_for_a_while_may_be_tried_again(tmp_path):
    air = {**SHOP, "rssi": -99}
    with code_camera(tmp_path, CODE, air) as camera:
        camera.wait_for("state failed")
        camera.set_air([SHOP])
        show(tmp_path / "lens.png", Image.new("L", (320, 240), 128))
        time.sleep(1)  # three seconds of the camera's, and more
        before_lens(tmp_path, CODE)
        camera.wait_for("state joined")


USELESS = {
    "something else": ("https://example.com/very/long?" + "a" * 60, "not_wifi"),
    "no text": (bytes(range(128, 256)), "not_wifi"),
    "broken": ("WIFI:T:WPA;S:Shop;P:secret horse\\", "malformed"),
    "no name": ("WIFI:T:WPA;P:secret horse;;", "ssid_missing"),
    "a short password": ("WIFI:T:WPA;S:Shop;P:secret;;", "password_too_short"),
    "control characters": (
        "WIFI:T:WPA;S:\x1b[2J\r\nstate joined;P:secret\x00\n;;",
        "password_control",
    ),
    "a line for wifi.txt": (
        "WIFI:T:WPA;S:a;P:secret horse\nwifi.ssid = Evil;;",
        "password_control",
    ),
}


@pytest.mark.parametrize("kind", USELESS)
def test_a_useless_code_does_nothing_but_say_so_once(tmp_path, kind):
    content, word = USELESS[kind]
    with code_camera(tmp_path, content).wait_ready() as camera:
        camera.wait_for(f"fault lens: {word}")
        time.sleep(0.5)
        assert camera.output.count("fault") == 1
        assert camera.states() == ["starting", "hosting"]
        assert camera.link()["state"] == "idle" and camera.get("/").status_code == 200
        camera.stop()
        assert "secret" not in camera.output and "\x1b" not in camera.output
    assert b"Evil" not in Drive(tmp_path / "flash.img").read("/wifi.txt")


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_the_largest_code_that_a_lens_can_see_is_a_hostile_one(tmp_path, interpreter):
    """A thousand bytes, in the test of what is decided, do not fit into 240 lines."""
    content = "WIFI:" + "S:" * 100 + "\\" * 201 + ";" * 134
    options = {"interpreter": interpreter, "heap": "369k", "board": "nicla"}
    path = show(tmp_path / "lens.png", picture(content, size=240))
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(path))] == [content]
    with SimulatedCamera(tmp_path, [SHOP], lens=path, **options).wait_ready() as camera:
        camera.wait_for("fault lens: too_long")
        assert camera.states() == ["starting", "hosting"]
        assert camera.get("/").status_code == 200
        before_lens(tmp_path, CODE)
        camera.wait_for("state joined")


def test_an_enterprise_code_where_the_radio_cannot(tmp_path):
    air = {"ssid": "Work", "security": "enterprise"}
    content = "WIFI:T:WPA2-EAP;S:Work;E:PEAP;PH2:MSCHAPV2;I:vera;P:secret horse;;"
    with code_camera(tmp_path, content, air) as camera:
        camera.wait_for("state failed unsupported")
        camera.wait_ready()
    assert "secret" not in camera.output


def test_off_with_one_line_of_wifi_txt(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"lens = off\n")
    with code_camera(tmp_path, CODE).wait_ready() as camera:
        time.sleep(1)
        assert camera.states() == ["starting", "hosting"]
        answer = camera.get("api/view")
        assert (answer.status_code, answer.json()) == (404, {"error": "no_lens"})


def test_without_a_sensor_everything_else_goes_on(tmp_path):
    air = {"networks": [SHOP], "blind": True}
    with SimulatedCamera(tmp_path, air, lens=before_lens(tmp_path, CODE)).wait_ready() as camera:
        camera.wait_for("fault the lens does not work: .*detached")
        assert camera.get("api/view").json() == {"error": "no_lens"}
        assert camera.join(ssid="Shop", password="correct horse")["state"] == "joined"
    assert camera.output.count("fault") == 1


def test_a_phone_on_the_hotspot_reads_the_result_first(tmp_path):
    air = {"networks": [SHOP], "phones": 1}
    path = before_lens(tmp_path, CODE)
    with SimulatedCamera(tmp_path, air, lens=path, speed=10).wait_ready() as camera:
        camera.wait_for("state joined")
        with pytest.raises(AssertionError):
            camera.wait_for("state closing", timeout_s=3)  # half a minute of the camera's
        assert camera.link()["state"] == "joined"


def test_the_page_stays_quick(tmp_path):
    """In the camera's own time, in which a search takes 60 ms."""
    medians = []
    for lens in (b"off", b"on"):
        image = tmp_path / f"{lens.decode()}.img"
        Drive(image, size_bytes=1 << 20).write("/wifi.txt", b"lens = " + lens)
        with SimulatedCamera(tmp_path, [SHOP], flash=image, speed=1).wait_ready() as camera:
            medians.append(statistics.median(_answer_s(camera) for _ in range(40)))
    assert medians[1] < 3 * medians[0], medians


def _answer_s(camera) -> float:
    start = time.perf_counter()
    camera.get("api/link")
    return time.perf_counter() - start


@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_the_view_is_what_the_lens_sees(tmp_path, interpreter):
    with code_camera(tmp_path, "aim here", interpreter=interpreter).wait_ready() as camera:
        answer = camera.get("api/view")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert int(answer.headers["Content-Length"]) == len(answer.content) < 16_000
        shown = Image.open(io.BytesIO(answer.content))
        assert shown.size == (320, 240)
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == ["aim here"]
        before_lens(tmp_path, "now here")
        shown = Image.open(io.BytesIO(camera.get("api/view").content))
        assert [code.text for code in zxingcpp.read_barcodes(shown)] == ["now here"]


def test_the_view_is_for_one_phone_at_a_time_and_leaves_the_radio_time(tmp_path):
    with code_camera(tmp_path, "aim here", speed=1).wait_ready() as camera:
        camera.get("api/view")
        with ThreadPoolExecutor(3) as phones:
            start = time.monotonic()
            answers = list(phones.map(lambda _: camera.get("api/view"), range(3)))
            assert time.monotonic() - start > Policy.view_pause_ms / 1000 / 2
        assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
        assert {answer.text for answer in answers if answer.status_code == 409} == {
            '{"error": "busy"}'
        }
        start = time.monotonic()
        assert all(camera.get("api/view").status_code == 200 for _ in range(4))
        assert time.monotonic() - start > 3 * Policy.view_pause_ms / 1000


def test_a_view_that_is_watched_all_the_time_does_not_keep_a_code_from_being_read(tmp_path):
    with code_camera(tmp_path, "aim here", speed=1).wait_ready() as camera:
        camera.get("api/view")
        before_lens(tmp_path, "https://example.com/")
        while "fault lens: not_wifi" not in camera.output:
            assert camera.get("api/view").status_code == 200
            camera.wait_for("hosting")


def test_a_phone_that_goes_away_in_the_middle_leaves_the_lens_free(tmp_path):
    with code_camera(tmp_path, "aim here").wait_ready() as camera:
        for _ in range(5):
            with camera.get("api/view", stream=True) as answer:
                answer.raw.read(100)
        while camera.get("api/view").status_code != 200:
            camera.wait_for("hosting")


class _From(HTTPAdapter):
    """Connections from another of this machine's addresses."""

    def init_poolmanager(self, *arguments, **named):
        super().init_poolmanager(*arguments, source_address=("127.0.0.2", 0), **named)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has 127.0.0.2 without being told")
@pytest.mark.parametrize("interpreter", INTERPRETERS)
def test_the_view_is_for_the_hotspots_phones_only(tmp_path, interpreter):
    with code_camera(tmp_path, "aim here", interpreter=interpreter).wait_ready() as camera:
        stranger = requests.Session()
        stranger.mount("http://", _From())
        answer = stranger.get(camera.url + "api/view", timeout=10)
        assert (answer.status_code, answer.json()) == (403, {"error": "foreign_client"})
        assert stranger.get(camera.url + "api/link", timeout=10).status_code == 200
        assert camera.get("api/view").status_code == 200
        answer = camera.get("api/view", headers={"Host": "camera.example"})
        assert answer.status_code == 302


ssids = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=32)
passwords = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), max_size=63)


@settings(max_examples=500, deadline=None)
@given(ssid=ssids, password=passwords.filter(bool), hidden=st.booleans())
def test_what_segno_writes_is_read_back(ssid, password, hidden):
    content = wifi(ssid, password, hidden=hidden)
    for payload in (content, content.encode()):
        if len(content.encode()) <= 520:
            fields = wifi_qr.read(payload)
            assert (fields["ssid"], fields["password"]) == (ssid, password)
            assert fields["hidden"] == hidden and fields["security"] is None


@settings(max_examples=500, deadline=None)
@given(payload=st.one_of(st.binary(max_size=600), st.text(st.characters(), max_size=300)))
def test_whatever_is_read_ends_in_fields_or_in_a_word(payload):
    for mark in ("", "WIFI:"):
        whole = mark.encode() + payload if isinstance(payload, bytes) else mark + payload
        try:
            whole if isinstance(whole, bytes) else whole.encode()
        except UnicodeEncodeError:
            continue  # no firmware gives half a surrogate pair
        try:
            fields = wifi_qr.read(whole)
        except wifi_qr.Refused as refused:
            assert refused.word.islower()
        else:
            assert set(fields) >= {"password", "security", "hidden"}


class _Session:
    """A session with a real light, for a real reader before a stand-in sensor."""

    joined = busy = False
    lens = None

    class camera:  # noqa: N801 - it stands for an object
        policy = speed_up(Policy(), 10)
        light = None
        attempt = None

        class scanner:  # noqa: N801
            networks: list = []

        class radio:  # noqa: N801
            joins = ("open", "wpa", "wpa2", "wpa3")

    def __init__(self) -> None:
        self.asked: list = []
        self.camera.light = Light(
            {name: Led("LED_" + name.upper()) for name in ("red", "green", "blue")}
        )

    def touch(self) -> None:
        """The real one restarts its quiet time."""

    def ask_join(self, credentials):
        self.asked.append(credentials)


@pytest.mark.parametrize(
    "content, colours", [(CODE, {"LED_RED", "LED_GREEN", "LED_BLUE"}), ("not Wi-Fi", {"LED_RED"})]
)
def test_the_light_answers_twice_and_the_sensor_is_let_go(
    tmp_path, monkeypatch, capsys, content, colours
):
    class Passing(StillClock):
        watch = Stopwatch()

        def now_ms(self):
            return self.ms + self.watch.elapsed_ms()

    csi = Csi(Passing(), Air(), Picture(str(before_lens(tmp_path, content))), False)
    monkeypatch.setitem(sys.modules, "csi", csi)
    session = _Session()

    async def look():
        session.camera.light.show("dark")
        light = asyncio.create_task(session.camera.light.run())
        Led.history.clear()
        task = asyncio.create_task(qr_join.look(session))
        await asyncio.sleep(1.5)
        assert csi.sensor.powered and session.lens
        task.cancel()
        light.cancel()
        await asyncio.sleep(0)

    asyncio.run(look())
    assert {led: Led.history.count(led) for led in colours} == dict.fromkeys(colours, 2)
    assert set(Led.history) == colours
    assert not csi.sensor.powered and session.lens is None
    assert [one.ssid for one in session.asked] == ([b"Shop"] if content is CODE else [])
    asyncio.run(look())  # and it may be opened again
    assert "horse" not in capsys.readouterr().out


def test_a_sensor_that_the_program_has_set_up_is_left_alone(monkeypatch, capsys):
    csi = Csi(StillClock(), Air(), Picture(), False)
    csi.sensor.pixformat(csi.RGB565)
    csi.sensor.framesize(csi.VGA)
    monkeypatch.setitem(sys.modules, "csi", csi)
    session = _Session()
    asyncio.run(qr_join.look(session))
    assert session.lens is None and "left to the program" in capsys.readouterr().out
    assert csi.sensor.pixformat() == csi.RGB565
    assert csi.sensor.snapshot().width() == 640


def test_a_sensor_that_fails_while_it_is_set_up_is_let_go(monkeypatch, capsys):
    csi = Csi(StillClock(), Air(), Picture(), False)
    monkeypatch.setitem(sys.modules, "csi", csi)
    with monkeypatch.context() as broken:
        broken.setattr("camera_portal.simulator.csi.Sensor.framesize", _time_out)
        asyncio.run(qr_join.look(_Session()))
    assert capsys.readouterr().out == "fault the lens does not work: Frame capture has timed out.\n"
    assert not csi.sensor.powered
    lens = open_lens()  # it is nobody's
    assert lens and csi.sensor.powered
    lens.close()


def test_a_sensor_that_fails_later_is_given_up_after_a_few_tries(tmp_path, monkeypatch, capsys):
    csi = Csi(StillClock(), Air(), Picture(), False)
    monkeypatch.setitem(sys.modules, "csi", csi)
    monkeypatch.setattr("camera_portal.simulator.csi.Sensor.snapshot", _time_out)
    session = _Session()
    asyncio.run(asyncio.wait_for(qr_join.look(session), 5))
    assert (
        capsys.readouterr().out == "fault the lens reads no codes: Frame capture has timed out.\n"
    )
    assert session.lens is None


def _time_out(self, *values, **named):
    raise RuntimeError("Frame capture has timed out.")


def test_a_firmware_without_a_sensor_module_has_no_lens(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "csi", None)
    asyncio.run(qr_join.look(_Session()))
    assert not capsys.readouterr().out
