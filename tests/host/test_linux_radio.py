"""What the Linux driver decides without doing: names, profiles, events; and what it does with
programs that refuse, fail or die. CPython's only."""

import asyncio
import re
import sys
import time
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.camera import Camera
from portal.join import networks, radio_status
from portal.join.credentials import Credentials
from portal.join.enterprise import METHODS, Login
from portal.radio.linux import Radio, network_profile, processes, scan_results
from portal.radio.linux.join_events import Progress
from portal.radio.linux.wpa_supplicant import Supplicant
from portal.web import views

# A scan is under way when it starts. Each takes 0.2 s, and none can be begun meanwhile; only one
# that calls Lab by its name hears it.
SUPPLICANT = """#!%s
import os, socket, sys, time
path = os.path.join(os.path.dirname(sys.argv[-1]), sys.argv[2])
if os.path.exists(path):
    os.unlink(path)
control = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
control.bind(path)
scan, ends, table, listeners = "SCAN", time.monotonic() + 0.2, "head", []
while True:
    control.settimeout(max(ends - time.monotonic(), 0.001) if scan else None)
    try:
        command, sender = control.recvfrom(4096)
    except TimeoutError:
        table = "head" + "\\n02:00:00:00:a0:00\\t2412\\t-35\\t[ESS]\\tLab" * ("4c6162" in scan)
        scan = ""
        for listener in listeners:
            control.sendto(b"<3>CTRL-EVENT-SCAN-RESULTS ", listener)
        continue
    answer = "OK"
    if command == b"ATTACH":
        listeners.append(sender)
    elif command == b"SCAN_RESULTS":
        answer = table
    elif command.startswith(b"SCAN ") and scan:
        answer = "FAIL-BUSY"
    elif command.startswith(b"SCAN "):
        scan, ends = command.decode(), time.monotonic() + 0.2
    control.sendto(answer.encode(), sender)
"""

SAFE = re.compile(r"[0-9A-Za-z .-]*")


def printf_encode(data: bytes) -> str:
    """As hostap's src/utils/common.c writes names."""
    marks = {0x22: '\\"', 0x5C: "\\\\", 0x1B: "\\e", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"}
    return "".join(
        marks.get(byte) or (chr(byte) if 32 <= byte <= 126 else "\\x%02x" % byte) for byte in data
    )


@given(st.binary(min_size=1, max_size=32))
def test_every_name_is_read_as_it_was_sent(ssid):
    table = "bssid / frequency / signal level / flags / ssid\n"
    table += "02:00:00:00:a0:00\t2437\t-35\t[WPA2-PSK-CCMP][ESS]\t" + printf_encode(ssid)
    assert scan_results.rows(table) == [(ssid, b"\x02\0\0\0\xa0\0", 6, -35, networks.WPA2)]


@pytest.mark.parametrize(
    "flags, word",
    [
        ("[ESS]", networks.OPEN),
        ("[WEP][ESS]", networks.WEP),
        ("[WPA-PSK-TKIP][ESS]", networks.WPA),
        ("[WPA-PSK-TKIP][WPA2-PSK-CCMP][ESS]", networks.WPA2),
        ("[WPA2-PSK+SAE-CCMP][ESS]", networks.WPA2),
        ("[WPA2-SAE-CCMP][ESS]", networks.WPA3),
        ("[WPA2-EAP-CCMP][ESS]", networks.ENTERPRISE),
        ("[WPA2-OWE-CCMP][ESS]", networks.UNKNOWN),
    ],
)
def test_security(flags, word):
    assert scan_results.security_of(flags) == word


def test_channels_and_frequencies():
    for channel in (1, 6, 11, 13, 14, 36, 165):
        assert scan_results.channel_of(scan_results.frequency_of(channel)) == channel
    assert scan_results.channel_of(900) == 0


credentials = st.builds(
    Credentials,
    st.binary(min_size=1, max_size=32),
    st.binary(max_size=63),
    st.sampled_from([None, networks.WPA, networks.WPA2, networks.WPA3]),
)
logins = st.builds(
    Login,
    st.binary(min_size=1, max_size=253),
    st.sampled_from(METHODS),
    st.one_of(st.none(), st.text(min_size=1, max_size=20)),
    st.one_of(st.none(), st.text(min_size=1, max_size=20)),
    st.one_of(st.none(), st.just("5f" * 32)),
)


@given(credentials)
def test_nothing_breaks_out_of_a_command(credentials):
    for key, value in network_profile.pairs(credentials, "/flash"):
        assert SAFE.fullmatch(key.replace("_", "")) and SAFE.fullmatch(value)


@given(logins, st.binary(min_size=1, max_size=256))
def test_nothing_of_a_login_breaks_out_either(login, password):
    enterprise = Credentials(b"Campus", password, networks.ENTERPRISE, login=login)
    pairs = dict(network_profile.pairs(enterprise, "/flash"))
    assert all(SAFE.fullmatch(value) for value in pairs.values())
    assert bytes.fromhex(pairs["identity"]) == login.identity
    assert bytes.fromhex(pairs["password"]) == password


def test_the_key_is_the_standards_own():
    """IEEE 802.11-2020, J.4.2, test vector 1."""
    key = "f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e"
    assert network_profile.derived_key(b"IEEE", b"password") == key
    assert network_profile.derived_key(b"IEEE", key.encode()) == key


def test_a_pinned_certificate_and_an_authority():
    pinned = Login(b"anna", certificate="5f" * 32)
    signed = Login(b"anna", authority="campus.pem", server="radius.site")

    def trust(login):
        pairs = dict(
            network_profile.pairs(Credentials(b"C", b"x", networks.ENTERPRISE, login=login), "/f")
        )
        return {key: bytes.fromhex(pairs[key]) for key in ("ca_cert", "domain_suffix_match")
                if key in pairs}  # fmt: skip

    assert trust(pinned) == {"ca_cert": b"hash://server/sha256/" + b"5f" * 32}
    assert trust(signed) == {"ca_cert": b"/f/campus.pem", "domain_suffix_match": b"radius.site"}
    assert trust(Login(b"anna")) == {}


@pytest.mark.parametrize(
    "events, number",
    [
        (["CTRL-EVENT-SCAN-STARTED "], radio_status.ASSOCIATING),
        (["CTRL-EVENT-CONNECTED - Connection to 02:00 completed"], radio_status.ADDRESS),
        (["CTRL-EVENT-CONNECTED", "CTRL-EVENT-DISCONNECTED bssid=02 reason=3"], radio_status.DOWN),
        (["CTRL-EVENT-DISCONNECTED bssid=02 reason=15"], radio_status.ASSOCIATING),
        (["WPA: 4-Way Handshake failed - pre-shared key may be incorrect"], radio_status.WRONG_KEY),
        (["CTRL-EVENT-SSID-TEMP-DISABLED id=0 reason=WRONG_KEY"], radio_status.WRONG_KEY),
        (["CTRL-EVENT-SSID-TEMP-DISABLED id=0 reason=CONN_FAILED"], radio_status.FAILED),
        (["CTRL-EVENT-AUTH-REJECT 02 auth_type=3 status_code=1"], radio_status.WRONG_KEY),
        (["CTRL-EVENT-AUTH-REJECT 02 auth_type=3 status_code=77"], radio_status.TURNED_AWAY),
        (["CTRL-EVENT-AUTH-REJECT 02 auth_type=0 status_code=1"], radio_status.TURNED_AWAY),
        (["CTRL-EVENT-ASSOC-REJECT bssid=02 status_code=17"], radio_status.TURNED_AWAY),
        (["CTRL-EVENT-NETWORK-NOT-FOUND "], radio_status.ABSENT),
        (["CTRL-EVENT-EAP-FAILURE EAP authentication failed"], radio_status.WRONG_KEY),
        (
            ["CTRL-EVENT-EAP-TLS-CERT-ERROR reason=10", "CTRL-EVENT-EAP-FAILURE"],
            radio_status.UNTRUSTED,
        ),
        (["CTRL-EVENT-NETWORK-NOT-FOUND ", "CTRL-EVENT-CONNECTED"], radio_status.ABSENT),
    ],
)
def test_progress(events, number):
    progress = Progress()
    for event in events:
        progress.hear(event)
    assert progress.number == number


def test_a_certificates_own_words_are_not_its_digest():
    progress = Progress()
    subject = "/CN=x' hash=" + "00" * 32
    progress.hear(f"CTRL-EVENT-EAP-PEER-CERT depth=1 subject='/CN=ca' hash={'11' * 32}")
    progress.hear(f"CTRL-EVENT-EAP-PEER-CERT depth=0 subject='{subject}' hash={'5f' * 32}")
    assert progress.certificate == "5f" * 32


@pytest.mark.parametrize("policy", ["", " tod=1", " tod=2"])
def test_a_certificate_with_a_policy_of_trust_has_its_digest(policy):
    progress = Progress()
    progress.hear(f"CTRL-EVENT-EAP-PEER-CERT depth=0 subject='/CN=x' hash={'5f' * 32}{policy}")
    progress.hear("CTRL-EVENT-EAP-PEER-CERT depth=0 subject='/CN=x' cert=3082")
    authority = "/CN= depth=0 ca"
    progress.hear(f"CTRL-EVENT-EAP-PEER-CERT depth=1 subject='{authority}' hash={'11' * 32}")
    assert progress.certificate == "5f" * 32


def joined(login):
    """A session whose camera has just joined an enterprise network."""
    attempt = SimpleNamespace(
        number=1, state="joined", address="10.0.0.2", credentials=Credentials(b"Lab", login=login)
    )
    camera = SimpleNamespace(
        attempt=attempt,
        radio=SimpleNamespace(hotspot="stays", mdns=False),
        identity=SimpleNamespace(name="Door", hostname="door"),
    )
    return SimpleNamespace(camera=camera, closes_ms=lambda: 0, shown=False, stored=True)


@pytest.mark.parametrize("kept", [None, "5f" * 32])
def test_without_a_digest_the_pin_stays_and_the_page_claims_no_other(kept):
    camera = SimpleNamespace(radio=SimpleNamespace(certificate=None))
    login = Login(b"anna", certificate=kept)
    Camera._pin(camera, login)
    assert login.certificate == kept
    page = "".join(views.last_attempt(joined(login)))
    assert "None" not in page
    assert ("SHA-256 " + "5f" * 32 in page) == ("no other" in page) == bool(kept)


@pytest.fixture
def supplicant(tmp_path, monkeypatch):
    program = tmp_path / "wpa_supplicant"
    program.write_text(SUPPLICANT % sys.executable)
    program.chmod(0o755)
    monkeypatch.setattr(processes, "_PATH", str(tmp_path))
    supplicant = Supplicant("wlan0", str(tmp_path), None, str(tmp_path))
    yield supplicant
    supplicant.stop()


def look_for_lab(supplicant):
    supplicant.look_for(b"Lab")
    deadline = time.monotonic() + 5
    while not supplicant.scanned and time.monotonic() < deadline:
        time.sleep(0.01)
        supplicant.listen()
    return supplicant.channels_of(b"Lab")


def test_a_hidden_name_is_called_once_the_scan_before_it_has_ended(supplicant):
    assert look_for_lab(supplicant) == [1]


def test_a_list_is_not_the_one_of_the_scan_before_it(supplicant):
    assert look_for_lab(supplicant) == [1]
    supplicant.look_for(b"Lab")
    assert asyncio.run(supplicant.scan()) == []


def test_a_supplicant_that_died_is_started_anew(supplicant):
    for work in (lambda: look_for_lab(supplicant) == [1], lambda: supplicant.rssi() is None):
        supplicant._daemon._process.kill()
        supplicant._daemon._process.wait()
        supplicant.listen()
        assert supplicant.progress is None
        assert work() and supplicant._daemon.is_running()
    supplicant._daemon._process.kill()
    supplicant._daemon._process.wait()
    assert asyncio.run(supplicant.scan()) == []
    supplicant.select(Credentials(b"Lab"), 0)
    assert supplicant.progress


def test_a_program_may_be_stopped_twice(tmp_path):
    program = processes.Daemon(str(tmp_path), "sleep", "60")
    program.stop()
    program.stop()
    assert not program.is_running() and not list(tmp_path.glob("*.pid"))


def test_everything_ends_though_the_hotspot_does_not():
    def fail():
        raise OSError("no")

    ended = []
    radio = object.__new__(Radio)
    radio._interface, radio._hotspot_interface, radio._was_up = "none", "none-ap", True
    radio._access_point = SimpleNamespace(stop=fail)
    radio._lease = SimpleNamespace(stop=lambda: ended.append("lease"))
    radio._supplicant = SimpleNamespace(
        stop=lambda: ended.append("supplicant"), allow_all=lambda: None
    )
    radio.close(False)
    assert ended == ["lease", "supplicant"] and radio.channel == 0


@pytest.mark.parametrize(
    "channel, security, avoided",
    [
        (1, networks.WPA2, [b"6", b"O"]),
        (1, None, [b"6", b"O"]),
        (6, networks.WPA2, [b"1", b"O"]),
        (11, networks.WPA2, []),  # where the hotspot is, the name is another network's
        (3, networks.WPA2, []),
        (0, networks.WPA2, []),
    ],
)
def test_access_points_that_the_radio_cannot_reach_are_avoided(channel, security, avoided):
    rows = [
        (b"Twins", b"1", 1, -40, networks.WPA2),
        (b"Twins", b"6", 6, -30, networks.WPA2),
        (b"Twins", b"O", 11, -30, networks.OPEN),
        (b"Other", b"x", 3, -30, networks.WPA2),
    ]
    wanted = Credentials(b"Twins", b"correct horse", security)
    assert scan_results.elsewhere(rows, wanted, channel) == avoided
