"""The phone's side of HTTP at its worst: silence, floods, nonsense, strangers."""

import contextlib
import socket
import time

import pytest
import requests
from support.networks import WORKSHOP
from support.simulated_camera import SimulatedCamera

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    folder = tmp_path_factory.mktemp("transport")
    with SimulatedCamera(folder, [WORKSHOP], board="nicla").wait_ready() as camera:
        yield camera
        assert camera.get("/").status_code == 200  # whatever a test did, it still serves
        assert "Traceback" not in camera.output and "correct horse" not in camera.output


def connect(camera) -> socket.socket:
    return socket.create_connection(("127.0.0.1", camera.port), timeout=15)


def until_closed(connection: socket.socket) -> float:
    """Seconds until the camera closes a connection."""
    start = time.monotonic()
    try:
        while connection.recv(4096):
            pass
    except ConnectionError:
        pass
    return time.monotonic() - start


def raw(camera, data: bytes) -> bytes:
    with connect(camera) as connection:
        connection.sendall(data)
        answer = b""
        try:
            while chunk := connection.recv(4096):
                answer += chunk
        except ConnectionError:
            pass
        return answer


def test_ten_phones_that_say_nothing_do_not_keep_the_eleventh_out(camera):
    silent = [connect(camera) for _ in range(10)]
    start = time.monotonic()
    assert camera.get("/api/link").status_code == 200
    assert time.monotonic() - start < 4  # room was made; waiting for the silence to end takes that
    for connection in silent:
        until_closed(connection)
        connection.close()


def test_silence_is_ended(camera):
    with connect(camera) as connection:
        assert 2 < until_closed(connection) < 8


def test_half_a_request_is_ended(camera):
    with connect(camera) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 192.168.4.1\r\nX-Slow: ")
        assert until_closed(connection) < 14


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n",
        b"GET /?x=%zz HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n",
        b"GET /?x=%ff HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # TLS on port 80
        b"GET / HTTP/1.1\r\nHost: \xff\xfe\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 192.168.4.1\r\nContent-Length: abc\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 192.168.4.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /api/join HTTP/1.1\r\nHost: 192.168.4.1\r\n Content-Length: abc\r\n\r\n",
    ],
)
def test_nonsense_is_refused_quietly(camera, data):
    answer = raw(camera, data)
    assert b" 400 " in answer.splitlines()[0]


def test_a_flood_without_line_ends_is_cut_off(camera):
    with connect(camera) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(b"x" * 2_000_000)
        assert until_closed(connection) < 2


def test_many_headers_are_cut_off(camera):
    head = b"GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n" + b"X-More: aaaaaaaaaaaaaaaaaaaa\r\n" * 2000
    assert b"200" not in raw(camera, head + b"\r\n")[:20]


@pytest.mark.parametrize("length", [2030, 3900])
def test_a_long_address_is_led_to_the_page(camera, length):
    head = b"GET /?q=" + b"x" * length + b" HTTP/1.1\r\nHost: example.com\r\n\r\n"
    assert b" 302 " in raw(camera, head).splitlines()[0]


@pytest.mark.parametrize("host", [b"192.168.4.1", b"connectivitycheck.gstatic.com"])
def test_a_proxys_request_is_led_to_the_page(camera, host):
    head = b"GET http://" + host + b"/generate_204 HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
    answer = raw(camera, head)
    assert b" 302 " in answer.splitlines()[0] and b"http://192.168.4.1/" in answer


def test_looking_again_needs_no_body(camera):
    answer = camera.post("api/scan", data=b"", headers=JSON)
    assert (answer.status_code, answer.json()) == (202, {"scanning": True})


def test_a_body_has_a_limit(camera):
    answer = camera.post("api/join", data=b"x" * 5000, headers=JSON)
    assert (answer.status_code, answer.json()) == (413, {"error": "too_large"})


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"1", b'"x"', b"null", b"[" * 1500, b'{"ssid": "\\ud800"}', b"\xff\xfe{}"],
)
def test_json_that_is_none(camera, body):
    answer = camera.post("api/join", data=body, headers=JSON)
    assert answer.status_code == 400
    assert answer.json()["error"] in ("malformed", "ssid_malformed", "ssid_missing")


@pytest.mark.parametrize(
    "content_type, body",
    [
        ("application/json", b"null"),
        ("application/json", b""),
        ("application/json ; charset=utf-8", b"null"),
        ("application/x-www-form-urlencoded", b'{"id": "476174"}'),
    ],
)
def test_only_nothing_at_all_forgets_everything(camera, content_type, body):
    answer = camera.post("api/forget", data=body, headers={"Content-Type": content_type})
    assert answer.status_code == 400 and answer.json()["field"] in ("body", "ssid")


@pytest.mark.parametrize("content_type", ["Application/JSON", "application/json ; charset=utf-8"])
def test_a_content_type_may_be_spelled_otherwise(camera, content_type):
    body = b'{"ssid": "Workshop", "password": "short"}'
    answer = camera.post("api/join", data=body, headers={"Content-Type": content_type})
    assert answer.json() == {"error": "password_too_short", "field": "password"}


@pytest.mark.parametrize("body", [b"%zz", b"ssid=%ff%fe", b"ssid", b"=&=&&", b"id=%"])
def test_forms_that_are_none(camera, body):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for path in ("api/join", "join"):
        assert camera.post(path, data=body, headers=headers).status_code == 400


@pytest.mark.parametrize(
    "fields, word, field",
    [
        ({}, "ssid_missing", "ssid"),
        ({"ssid": "x" * 33}, "ssid_too_long", "ssid"),
        ({"id": "zz"}, "id_malformed", "id"),
        ({"ssid": "Workshop", "password": "short"}, "password_too_short", "password"),
        ({"ssid": "Workshop", "password": "x" * 64}, "password_not_hex", "password"),
        ({"ssid": "Workshop", "password": "x" * 65}, "password_too_long", "password"),
        ({"ssid": "x", "security": "best"}, "security_unknown", "security"),
    ],
)
def test_bad_input_has_a_word_and_a_field(camera, fields, word, field):
    answer = camera.post("api/join", fields)
    assert (answer.status_code, answer.json()) == (400, {"error": word, "field": field})


CHANGES = ["api/join", "api/scan", "api/done", "api/forget", "api/locate", "join", "scan", "done",
           "forget", "locate"]  # fmt: skip


@pytest.mark.parametrize("path", CHANGES)
def test_strangers_change_nothing(camera, path):
    body = {"ssid": "Workshop", "password": "correct horse"}
    evil = {"Origin": "http://evil.example"}
    assert camera.post(path, body, headers=evil).status_code == 403
    assert camera.post(path, body, headers={"Origin": "null"}).status_code == 403
    neighbour = {"Origin": "http://127.0.0.1:9"}
    assert camera.post(path, body, headers=neighbour).status_code == 403
    assert camera.post(path, body, headers={"Host": "evil.example"}).status_code == 403
    plain = {"Content-Type": "text/plain"}
    assert camera.post(path, data=b"{}", headers=plain).status_code == 415
    assert camera.get(path).status_code == 405
    assert camera.link()["state"] == "idle"
    assert camera.states() == ["starting", "hosting"]


def test_our_own_origin_is_ours(camera):
    own = {"Origin": camera.url.rstrip("/")}
    assert camera.post("api/locate", {}, headers=own).status_code == 204
    own = {"Origin": "http://192.168.4.1", "Host": "192.168.4.1"}
    assert camera.post("api/locate", {}, headers=own).status_code == 204


def test_every_answer_forbids_keeping_and_guessing(camera):
    for path in ("/", "/link", "/api/link", "/api/camera", "/nowhere", "/favicon.ico"):
        headers = camera.get(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff"
    policy = camera.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_a_phone_that_leaves_in_the_middle(camera):
    for _ in range(20):
        with connect(camera) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 192.168.4.1\r\n\r\n")
            connection.recv(10)
    assert requests.get(camera.url, timeout=10).status_code == 200
