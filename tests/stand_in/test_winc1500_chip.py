"""The stand-in against portal/radio/README.md, "Behaviours a stand-in must reproduce", column
WINC1500: a test for each row that simulator/winc1500.py and its sockets claim, by its number."""

import errno
import json
import select
import socket
import time

import pytest
from camera_portal.simulator import winc1500
from camera_portal.simulator.air import Air
from camera_portal.simulator.on_camera.winc_sockets import Socket
from camera_portal.simulator.socket_generation import SocketGeneration
from support.bench import StillClock

DAY_MS = 86_400_000
SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6,
        "bssid": "02:00:00:00:00:01"}  # fmt: skip


class Shield:
    """A board with the shield on it: ``network``, its clock, its air, and what its gate heard."""

    def __init__(self, folder, air) -> None:
        self._path = folder / "air.json"
        self.set_air(air)
        self.clock = StillClock()
        self.gate: list = []
        self.left = SocketGeneration()
        self.network = winc1500.Network(
            self.clock, Air(str(self._path)), lambda *words: self.gate.append(words), self.left.end
        )

    def set_air(self, air) -> None:
        self._path.write_text(json.dumps({"networks": air} if isinstance(air, list) else air))

    def station(self):
        return self.network.WLAN(self.network.STA_IF)

    def hotspot(self):
        ap = self.network.WLAN(self.network.AP_IF)
        ap.config("cam", "secret horse", channel=6)
        return ap

    def took_ms(self, call, *arguments, **named) -> int:
        before = self.clock.ms
        assert call(*arguments, **named) is None
        return self.clock.ms - before


@pytest.fixture
def shield(tmp_path):
    return Shield(tmp_path, [SHOP])


def test_row_1_the_class_has_no_interface_constants(shield):
    wlan = shield.network.WLAN
    assert (shield.network.STA_IF, shield.network.AP_IF) == (0, 1)
    assert (wlan.OPEN, wlan.WPA_PSK, getattr(wlan, "802_1X")) == (1, 2, 4)
    assert (wlan.MODE_STA, wlan.MODE_AP) == (0, 1) and shield.network.WINC is wlan
    for name in ("IF_STA", "IF_AP", "SEC_OPEN", "SEC_WPA_WPA2", "PM_NONE"):
        assert not hasattr(wlan, name)


def test_row_2_there_are_no_status_constants(shield):
    assert not [name for name in dir(shield.network) if name.startswith("STAT")]


def test_row_3_the_constructor_resets_the_one_radio_there_is(shield):
    sta = shield.station()
    sta.connect("Shop", "correct horse")
    assert sta.isconnected()
    before = shield.clock.ms
    assert shield.network.WLAN(shield.network.AP_IF) is sta
    assert shield.clock.ms > before and not sta.isconnected()


def test_row_3_without_a_shield_it_raises(tmp_path):
    bare = Shield(tmp_path, {"networks": [], "silent_radio": True})
    with pytest.raises(OSError, match="Failed to initialize WINC1500"):
        bare.station()


def test_row_4_a_hotspot_or_a_station(shield):
    shield.hotspot()
    assert shield.gate[-1][0] == "open"
    shield.station()
    assert shield.gate[-1] == ("closed",)


def test_row_5_active_after_the_constructor(shield):
    sta = shield.station()
    assert sta.active()
    assert not sta.active(False) and not sta.active()


def test_row_6_and_14_connect_blocks_and_tells_nothing(shield):
    sta = shield.station()
    assert shield.took_ms(sta.connect, "Shop", "correct horse") >= 2000
    assert sta.isconnected() and sta.ifconfig()[0] == "192.168.1.57"


@pytest.mark.parametrize("ssid, key", [("Shop", "wrong horse"), ("Nowhere", "correct horse")])
def test_row_11_and_12_failures_look_alike(shield, ssid, key):
    sta = shield.station()
    assert 2000 <= shield.took_ms(sta.connect, ssid, key) <= 10_000
    assert not sta.isconnected() and sta.ifconfig()[0] == "0.0.0.0"


def test_row_7_connect_takes_these_names_only(shield):
    sta = shield.station()
    sta.connect(b"Shop", b"correct horse", security=2, channel=1)
    for name in ("auth", "bssid", "password", "hidden", "timeout"):
        with pytest.raises(TypeError):
            sta.connect("Shop", "correct horse", **{name: 1})


def test_row_8_connect_needs_no_active(shield):
    sta = shield.station()
    sta.active(False)
    sta.connect("Shop", "correct horse")
    assert sta.active() and sta.isconnected()


def test_row_9_a_bad_security_raises_with_the_key_in_its_text(shield):
    with pytest.raises(OSError, match="key=correct horse"):
        shield.station().connect("Shop", "correct horse", security=7)


def test_row_10_and_16_what_does_not_exist(shield):
    sta = shield.station()
    for name in ("status", "ipconfig", "deinit"):
        assert not hasattr(sta, name) and not hasattr(shield.network.WLAN, name)
    ap = shield.hotspot()
    assert not ap.isconnected() and ap.connected_sta() == ["0.0.0.0"]


def test_row_13_a_router_that_leases_nothing_keeps_connect_waiting(tmp_path):
    shield = Shield(tmp_path, [{**SHOP, "dhcp": False}])
    sta = shield.station()
    assert shield.took_ms(sta.connect, "Shop", "correct horse") >= 60_000
    assert not sta.isconnected()


def test_row_13_a_static_address_needs_no_lease(tmp_path):
    shield = Shield(tmp_path, [{**SHOP, "dhcp": False}])
    sta = shield.station()
    sta.ifconfig(("10.1.2.3", "255.255.255.0", "10.1.2.1", "10.1.2.1"))
    assert shield.took_ms(sta.connect, "Shop", "correct horse") < 10_000
    assert sta.isconnected() and sta.ifconfig()[0] == "10.1.2.3"


def test_row_3_the_constructor_forgets_a_static_address(tmp_path):
    shield = Shield(tmp_path, [SHOP])
    sta = shield.station()
    sta.ifconfig(("10.1.2.3", "255.255.255.0", "10.1.2.1", "10.1.2.1"))
    assert sta.ifconfig()[0] == "10.1.2.3"
    sta = shield.station()
    assert sta.ifconfig()[0] == "0.0.0.0"
    sta.connect("Shop", "correct horse")
    assert sta.ifconfig()[0] == "192.168.1.57"


def test_row_15_a_lost_link_shows_when_events_are_handled(shield):
    sta = shield.station()
    sta.connect("Shop", "correct horse")
    shield.set_air([])
    assert sta.isconnected()
    sta.connected_sta()
    assert not sta.isconnected()


def test_row_17_config_is_connect(shield):
    sta = shield.station()
    sta.config("mac")
    assert sta.joins[-1] == (b"mac", b"", 1)
    for names in ({"hostname": "x"}, {"password": "x"}, {"pm": 1}):
        with pytest.raises(TypeError):
            sta.config(**names)


def test_row_18_a_hotspot_has_no_name_of_its_own(shield):
    ap = shield.network.WLAN(shield.network.AP_IF)
    assert shield.gate == []
    with pytest.raises(OSError, match="SSID can't be empty"):
        ap.config("")


@pytest.mark.parametrize("key", ["short", "x" * 65])
def test_row_19_a_key_that_does_not_fit_raises(shield, key):
    ap = shield.network.WLAN(shield.network.AP_IF)
    with pytest.raises(OSError, match="failed to start in AP mode"):
        ap.config("cam", key)


def test_row_20_the_hotspots_address(shield):
    assert shield.hotspot().ifconfig() == ("192.168.1.1", "255.255.255.0", *["192.168.1.1"] * 2)


def test_row_21_a_scan_while_hosting_hangs(shield):
    ap = shield.hotspot()
    for call in (ap.scan, ap.rssi, ap.netinfo):
        before = shield.clock.ms
        call()
        assert shield.clock.ms - before >= DAY_MS


def test_row_23_and_24_scan_rows(tmp_path):
    second = {**SHOP, "bssid": "02:00:00:00:00:02", "rssi": -60}
    kinds = [{"ssid": kind, "security": kind, "password": "x" * 8}
             for kind in ("wep", "wpa2", "wpa3", "enterprise")]  # fmt: skip
    guests = {"ssid": "Guests", "security": "open"}
    rows = Shield(tmp_path, [SHOP, second, guests, *kinds]).station().scan()
    assert rows[0] == (b"Shop", b"\x02\0\0\0\0\x01", 6, -50, 2, 1)
    assert [row[0] for row in rows].count(b"Shop") == 2
    assert {row[0]: row[4] for row in rows[2:]} == {
        b"Guests": 1, b"wep": 3, b"wpa2": 2, b"wpa3": 2, b"enterprise": 4
    }  # fmt: skip


def test_row_36_an_empty_key_raises(shield):
    with pytest.raises(OSError, match="Key can't be empty"):
        shield.station().connect("Shop", "")


@pytest.fixture
def wire():
    """A WINC1500's listener, and a phone's plain socket that has connected to it."""
    era = SocketGeneration()
    listener = Socket(era, socket.socket())
    listener.bind(("127.0.0.1", 0))
    listener.listen(2)
    listener.settimeout(0.05)
    phone = socket.create_connection(listener._inner.getsockname())
    yield era, listener, phone
    phone.close()
    listener.close()


def test_row_27_a_poll_raises_eio(wire):
    _, listener, _ = wire
    with pytest.raises(OSError) as raised:
        listener.ioctl(3, select.POLLIN)
    assert raised.value.errno == errno.EIO


def test_row_28_the_end_of_a_stream_raises(wire):
    _, listener, phone = wire
    connection, _ = listener.accept()
    phone.sendall(b"last words")
    phone.close()
    connection.settimeout(1)
    assert connection.recv(100) == b"last words"
    with pytest.raises(OSError) as raised:
        connection.recv(100)
    assert raised.value.errno == errno.ENOTCONN
    connection.close()


def test_row_29_a_timeout_is_eagain(wire):
    _, listener, _ = wire
    connection, _ = listener.accept()
    connection.settimeout(0.05)
    for call in (listener.accept, lambda: connection.recv(100)):
        with pytest.raises(OSError) as raised:
            call()
        assert raised.value.errno == errno.EAGAIN
    connection.close()


def test_row_31_a_phone_that_leaves_takes_the_sockets_with_it(tmp_path, wire):
    _, listener, _ = wire
    shield = Shield(tmp_path, {"networks": [], "phones": 1})
    ap = shield.hotspot()
    listener._era = shield.left
    assert ap.connected_sta() == ["192.168.1.100"]
    shield.set_air({"networks": [], "phones": 0})
    ap.connected_sta()
    start = time.monotonic()
    with pytest.raises(OSError) as raised:  # a phone waits there, and nobody hears it
        listener.accept()
    assert raised.value.errno == errno.EAGAIN and time.monotonic() - start < 2
