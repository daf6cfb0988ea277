"""What is typed reaches ``connect()`` byte for byte: every SSID and password, from the form and
from JSON, through the real web application and the real CYW43 driver."""

import asyncio
import json
import string
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bench import on_bench
from support.simulated_camera import SimulatedCamera

from portal.join.attempt import Attempt
from portal.policy import Policy

PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))

ssid_bytes = st.binary(min_size=1, max_size=32)
ssid_text = st.text(min_size=1, max_size=32).filter(lambda text: len(_utf8(text)) in range(1, 33))
passphrase = st.text(PRINTABLE, min_size=8, max_size=63)
key = st.text(string.hexdigits, min_size=64, max_size=64)
international = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cs", "Cc"]), min_size=8, max_size=63
).filter(lambda text: 8 <= len(_utf8(text)) <= 63)
password = st.one_of(passphrase, key, international)


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass") if text else b""


class Wires:
    """The web application with a driver on a simulated chip, and what the chip was told."""

    def __init__(self, bench) -> None:
        from microdot.test_client import TestClient

        from portal.radio import find_radio
        from portal.web import app

        self.chip = bench.chip
        self.radio = find_radio("openmv", None)
        self.radio.host("OpenMV", "x" * 8, 6)
        self.session = _Session()
        self.client = TestClient(app.Web(self.session).app)

    def send(self, path: str, body: str, content_type: str) -> tuple[bytes, bytes]:
        """Post, then do with the accepted attempt what the joiner does first."""
        headers = {"Host": "192.168.4.1", "Content-Type": content_type}
        answer = asyncio.run(self.client.post(path, headers=headers, body=body))
        assert answer.status_code in (202, 303), (answer.status_code, answer.text[:300])
        attempt = Attempt(1, self.session.asked, Policy())
        self.radio.join(attempt.credentials, attempt.security)
        return self.chip.joins[-1][:2]


class _Session:
    """A session that only takes note; everything before and behind it is real."""

    class hotspot:  # noqa: N801 - it stands for an object
        address = "192.168.4.1"
        ssid = "OpenMV"

    class camera:  # noqa: N801
        class scanner:  # noqa: N801
            networks: list = []

        class radio:  # noqa: N801
            joins = ("open", "wpa", "wpa2", "wpa3", "unknown")
            hotspot = "stays"

        attempt = None

    joined = shown = False
    asked = None

    def touch(self) -> None:
        """The real one restarts its quiet time."""

    def ask_join(self, credentials):
        self.asked = credentials
        return Attempt(1, credentials, Policy())


@pytest.fixture
def wires():
    with on_bench() as bench:
        yield Wires(bench)


ALL_EXAMPLES = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@ALL_EXAMPLES
@given(ssid=ssid_bytes, password=password)
def test_a_picked_name_from_json(wires, ssid, password):
    body = json.dumps({"id": ssid.hex(), "password": password})
    assert wires.send("/api/join", body, "application/json") == (ssid, password.encode())


@ALL_EXAMPLES
@given(ssid=ssid_bytes, password=password)
def test_a_picked_name_from_the_form(wires, ssid, password):
    body = urlencode({"id": ssid.hex(), "ssid": "", "security": "", "password": password})
    got = wires.send("/join", body, "application/x-www-form-urlencoded")
    assert got == (ssid, password.encode())


@ALL_EXAMPLES
@given(ssid=ssid_text, password=password)
def test_a_typed_name_from_json_and_form(wires, ssid, password):
    expected = ssid.encode(), password.encode()
    for ascii_only in (True, False):
        body = json.dumps({"ssid": ssid, "password": password}, ensure_ascii=ascii_only)
        assert wires.send("/api/join", body, "application/json") == expected
    body = urlencode({"id": "", "ssid": ssid, "password": password, "hidden": "1"})
    assert wires.send("/join", body, "application/x-www-form-urlencoded") == expected


AWKWARD = [
    (" both ends ", "  spaces  at both ends  "),
    ("quotes '\"’“", "'\"’“`´ quotes"),
    ("100% & more + ?#=;", "a+b%20c&d=e;f#g?h%zz"),
    ("🎥" * 8, "🔑" * 15),
    ("back\\slash \\u0041", '\\u0041\\n{"a":[1]}'),
    ("<b>&lt;", "</script><!--"),
    ("日本語のネット", "пароль секрет"),
    (PRINTABLE[:32], PRINTABLE[:63]),
    (PRINTABLE[32:64], PRINTABLE[32:]),
    (PRINTABLE[64:], "0123456789abcdefABCDEF" + "0" * 42),
]


@pytest.mark.parametrize("way", ["json", "escaped json", "form"])
def test_awkward_ones_on_micropython(tmp_path, way):
    """The same on the camera's interpreter: a network opens to its own password only, so that a
    link is the proof."""
    air = [
        {"ssid": ssid, "password": password, "rssi": -40 - i, "channel": 6, "join_ms": 100}
        for i, (ssid, password) in enumerate(AWKWARD)
    ]
    raw = {"ssid": {"hex": "fffe00c328"}, "password": "raw bytes", "channel": 6, "rssi": -80}
    networks = [*AWKWARD, (bytes.fromhex("fffe00c328"), "raw bytes")]
    for number, (ssid, password) in enumerate(networks):
        image = tmp_path / f"{number}.img"
        with SimulatedCamera(tmp_path, [*air, raw], flash=image).wait_ready() as camera:
            fields = {"password": password}
            if isinstance(ssid, bytes):
                fields["id"] = ssid.hex()
            else:
                fields["ssid"] = ssid
            _post(camera, way, fields)
            camera.wait_for("state joined", timeout_s=15)
            camera.stop()
            assert password not in camera.output
        with SimulatedCamera(tmp_path, [*air, raw], flash=image) as camera:
            camera.wait_for("state joined", timeout_s=15)  # and it was kept byte for byte


def _post(camera, way: str, fields: dict) -> None:
    if way == "form":
        assert camera.post("join", data=fields).status_code == 303
        return
    body = json.dumps(fields, ensure_ascii=way == "escaped json").encode()
    headers = {"Content-Type": "application/json"}
    assert camera.post("api/join", data=body, headers=headers).status_code == 202
