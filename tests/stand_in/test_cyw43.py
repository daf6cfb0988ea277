"""The stand-in against portal/radio/README.md, "Behaviours a stand-in must reproduce", column
CYW43: a test for each row that tools/camera_portal/simulator/ claims, by its number."""

import errno
import time

import pytest
from support.bench import on_bench

WPA2 = 0x00400006
SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6,
        "bssid": "02:00:00:00:00:01"}  # fmt: skip


def station(bench):
    sta = bench.network.WLAN(bench.network.STA_IF)
    sta.active(True)
    return sta


def watch(bench, sta, duration_ms, step_ms=100):
    """The statuses seen, each once in a row."""
    seen = []
    for _ in range(duration_ms // step_ms):
        bench.clock.ms += step_ms
        number = sta.status()
        if not seen or seen[-1] != number:
            seen.append(number)
    return seen


def tried(tmp_path, key="correct horse", duration_ms=30_000, **fields):
    with on_bench(tmp_path, [{**SHOP, **fields}]) as bench:
        sta = station(bench)
        sta.connect("Shop", key)
        return watch(bench, sta, duration_ms), sta.ifconfig()[0]


def test_row_1_interfaces_have_both_kinds_of_constants():
    with on_bench() as bench:
        assert (bench.network.STA_IF, bench.network.AP_IF) == (0, 1)
        assert (bench.network.WLAN.IF_STA, bench.network.WLAN.IF_AP) == (0, 1)


def test_row_2_there_are_no_status_constants():
    with on_bench() as bench:
        assert not [name for name in dir(bench.network) if name.startswith("STAT")]
        assert not [name for name in dir(bench.network.WLAN) if name.startswith("STAT")]


def test_row_3_and_5_the_constructor_does_nothing_and_gives_one_object_each():
    with on_bench() as bench:
        sta, ap = bench.network.WLAN(0), bench.network.WLAN(1)
        assert bench.network.WLAN(0) is sta and ap is not sta
        assert bench.clock.ms == 0 and not sta.active() and not ap.active()
        sta.active(True)
        assert sta.active() and not ap.active()


def test_row_4_the_hotspot_follows_the_station_to_its_channel(tmp_path):
    with on_bench(tmp_path, [{**SHOP, "channel": 11}]) as bench:
        ap = bench.network.WLAN(1)
        ap.config(ssid="cam", key="12345678", security=WPA2, channel=1)
        ap.active(True)
        sta = station(bench)
        sta.connect("Shop", "correct horse")
        watch(bench, sta, 5000)
        assert sta.isconnected() and ap.status() == 3
        assert ap.config("channel") == 11
        assert bench.gate[-2:] == [("closed",), ("open", bench.air.move_ms)]


def test_row_6_connect_returns_at_once(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        before = bench.clock.ms
        assert sta.connect("Shop", "correct horse") is None
        assert bench.clock.ms == before and sta.status() == 1


def test_row_7_connect_takes_these_names_only(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        sta.connect(b"Shop", b"correct horse", security=WPA2, bssid=bytes(6), channel=6)
        for name in ("password", "hidden", "timeout", "reconnects"):
            with pytest.raises(TypeError):
                sta.connect("Shop", "correct horse", **{name: 1})
        with pytest.raises(ValueError):
            sta.connect("Shop", bssid=b"short")


def test_row_8_connect_needs_an_active_station():
    with on_bench() as bench, pytest.raises(OSError) as raised:
        bench.network.WLAN(0).connect("Shop", "correct horse")
    assert raised.value.args[0] == errno.EPERM


def test_row_9_a_scan_rows_security_is_no_security(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        for number in (1, 3, 5, 7):
            with pytest.raises(OSError) as raised:
                sta.connect("Shop", "correct horse", security=number)
            assert raised.value.args[0] == errno.EINVAL
        with pytest.raises(OSError):
            sta.connect("Shop", "x" * 65)


def test_row_10_and_14_success_is_1_2_3(tmp_path):
    assert tried(tmp_path) == ([1, 2, 3], "192.168.1.57")


@pytest.mark.parametrize(
    "way, statuses",
    [("silent", [1]), ("down", [1, 0]), ("badauth", [1, -3])],
)
def test_row_11_three_ways_of_a_wrong_password(tmp_path, way, statuses):
    assert tried(tmp_path, "wrong horse", wrong_password=way) == (statuses, "0.0.0.0")


def test_row_11_the_fourth_way_flaps(tmp_path):
    statuses, _ = tried(tmp_path, "wrong horse", wrong_password="flap")
    assert statuses[:5] == [1, -3, 1, -3, 1] and len(statuses) > 10


def test_row_11_a_right_password_may_fail_at_first(tmp_path):
    with on_bench(tmp_path, [{**SHOP, "first_tries_fail": 2}]) as bench:
        sta = station(bench)
        ends = []
        for _ in range(3):
            sta.connect("Shop", "correct horse")
            ends.append(watch(bench, sta, 5000)[-1])
        assert ends == [-3, -1, 3]


def test_row_12_an_unknown_name_is_given_up_and_latched(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        sta.connect("Nowhere")
        assert watch(bench, sta, 2000) == [1]
        assert watch(bench, sta, 20_000) == [1, -2]


def test_row_13_no_lease_stays_at_2(tmp_path):
    assert tried(tmp_path, dhcp=False) == ([1, 2], "0.0.0.0")


def test_row_15_a_lost_link_is_1_and_keeps_its_address(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        sta.connect("Shop", "correct horse")
        watch(bench, sta, 5000)
        bench.set_air([])
        assert watch(bench, sta, 20_000) == [1]
        assert sta.ifconfig()[0] == "192.168.1.57" and not sta.isconnected()


@pytest.mark.parametrize("firmware, statuses", [("5.0.0", [1, 2]), ("4.8.1", [1, 3, 2])])
def test_row_15_old_firmware_shows_the_old_address_on_the_next_link(tmp_path, firmware, statuses):
    with on_bench(tmp_path, [SHOP], firmware) as bench:
        sta = station(bench)
        sta.connect("Shop", "correct horse")
        watch(bench, sta, 5000)
        sta.active(False)
        sta.active(True)
        bench.set_air([{**SHOP, "ssid": "Other", "dhcp": False}])
        sta.connect("Other", "correct horse")
        assert watch(bench, sta, 20_000) == statuses


FIXED = ("10.1.2.3", "255.255.0.0", "10.1.0.1", "9.9.9.9")


def test_a_fixed_address_needs_no_lease_and_no_link(tmp_path):
    """ "CYW43: fixed addresses": it is there at once, and the status tells of the link alone."""
    with on_bench(tmp_path, [{**SHOP, "dhcp": False}]) as bench:
        sta = station(bench)
        assert sta.ipconfig("dhcp4")
        sta.ifconfig(FIXED)
        assert sta.ifconfig() == FIXED and sta.status() == 0 and not sta.ipconfig("dhcp4")
        sta.connect("Shop", "correct horse")
        assert watch(bench, sta, 20_000) == [1, 3] and sta.ifconfig() == FIXED


@pytest.mark.parametrize("firmware, kept", [("5.0.0", False), ("4.8.1", True)])
def test_old_firmware_keeps_a_fixed_address_and_asks_for_no_other(tmp_path, firmware, kept):
    with on_bench(tmp_path, [SHOP], firmware) as bench:
        sta = station(bench)
        sta.ifconfig(FIXED)
        sta.active(False)
        sta.active(True)
        assert (sta.ifconfig() == FIXED) is kept and sta.ipconfig("dhcp4") is not kept
        sta.connect("Shop", "correct horse")
        assert watch(bench, sta, 20_000) == ([1, 3] if kept else [1, 2, 3])
        assert sta.ifconfig()[0] == ("10.1.2.3" if kept else "192.168.1.57")


def test_dhcp_again_without_waiting_and_with(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        sta = station(bench)
        sta.ifconfig(FIXED)
        sta.connect("Shop", "correct horse")
        watch(bench, sta, 5000)
        before = bench.clock.ms
        sta.ipconfig(dhcp4=True)
        assert bench.clock.ms == before
        watch(bench, sta, 5000)
        assert sta.ifconfig()[0] == "192.168.1.57"
        bench.set_air([{**SHOP, "dhcp": False}])
        sta.active(False)
        sta.active(True)
        sta.connect("Shop", "correct horse")
        watch(bench, sta, 5000)
        before = bench.clock.ms
        with pytest.raises(OSError):
            sta.ifconfig("dhcp")
        assert bench.clock.ms - before >= 10_000


def test_a_chip_switched_off_forgets_its_fixed_address(tmp_path):
    with on_bench(tmp_path, [SHOP], "4.8.1") as bench:
        sta = station(bench)
        sta.ifconfig(FIXED)
        sta.deinit()
        sta.active(True)
        assert sta.ifconfig()[0] == "0.0.0.0" and sta.ipconfig("dhcp4")


def test_row_16_the_hotspot_is_up_at_3_and_connected_with_a_phone(tmp_path):
    with on_bench(tmp_path, {"networks": [], "phones": 0}) as bench:
        ap = bench.network.WLAN(1)
        assert ap.status() == 0
        ap.active(True)
        assert ap.status() == 3 and not ap.isconnected()
        bench.set_air({"networks": [], "phones": 2})
        assert len(ap.status("stations")) == 2 and ap.isconnected()
        with pytest.raises(ValueError):
            ap.status("rssi")


def test_row_17_config_is_the_hotspots_and_knows_its_names():
    with on_bench() as bench:
        sta, ap = bench.network.WLAN(0), bench.network.WLAN(1)
        sta.config(ssid="cam", channel=9)
        assert ap.config("ssid") == "cam" and ap.config("channel") == 9
        for name in ("hidden", "max_clients", "authmode", "reconnects"):
            with pytest.raises(ValueError):
                ap.config(**{name: 1})
        for name in ("key", "password", "nonsense"):
            with pytest.raises(ValueError):
                ap.config(name)
        assert len(ap.config("mac")) == 6


def test_row_17_a_change_bounces_an_active_hotspot_once():
    with on_bench() as bench:
        ap = bench.network.WLAN(1)
        ap.active(True)
        bench.gate.clear()
        ap.config(ssid="cam", key="12345678", channel=9)
        assert bench.gate == [("closed",), ("open", bench.air.move_ms)]
        bench.gate.clear()
        ap.config(pm=bench.network.WLAN.PM_NONE)
        assert bench.gate == []


def test_row_18_the_default_hotspot_is_well_known():
    with on_bench() as bench:
        ap = bench.network.WLAN(1)
        assert ap.config("ssid") == "PYBD0007" and ap.config("channel") == 3
        assert ap.config("security") == WPA2 and bench.chip.hotspot["key"] == "pybd0123"


def test_row_19_a_short_key_opens_a_hotspot_that_nobody_can_join():
    with on_bench() as bench:
        ap = bench.network.WLAN(1)
        ap.config(ssid="cam", key="short", security=WPA2)
        ap.active(True)
        assert ap.status() == 3 and ("open", 0) not in bench.gate


def test_row_20_the_hotspots_address():
    with on_bench() as bench:
        ap = bench.network.WLAN(1)
        ap.active(True)
        assert ap.ifconfig()[0] == "192.168.4.1"


def test_row_21_a_scan_works_while_hosting_and_blocks(tmp_path):
    with on_bench(tmp_path, {"networks": [SHOP], "empty_scans": 1}) as bench:
        ap = bench.network.WLAN(1)
        ap.active(True)
        before = bench.clock.ms
        assert ap.scan() == []
        assert bench.clock.ms - before >= 2000
        assert len(bench.network.WLAN(0).scan()) == 1


def test_row_22_a_scan_needs_an_active_interface():
    with on_bench() as bench, pytest.raises(OSError) as raised:
        bench.network.WLAN(0).scan()
    assert raised.value.args[0] == errno.EPERM


def test_row_23_24_and_25_scan_rows(tmp_path):
    air = [
        {**SHOP, "bssid": "02:00:00:00:00:01"},
        {**SHOP, "bssid": "02:00:00:00:00:02", "rssi": -70},
        {"ssid": "open", "security": "open"},
        {"ssid": "wep", "security": "wep"},
        {"ssid": "wpa", "security": "wpa"},
        {"ssid": "wpa3", "security": "wpa3"},
        {"ssid": "eap", "security": "enterprise"},
        {"ssid": {"hex": "ff00"}, "security": "open"},
        {"ssid": "hidden", "password": "12345678", "hidden": True},
        {"ssid": "five", "password": "12345678", "channel": 36},
        {"ssid": "faint", "security": "open", "rssi": -99},
    ]
    with on_bench(tmp_path, air) as bench:
        rows = station(bench).scan()
        assert all(isinstance(row[0], bytes) and len(row[1]) == 6 for row in rows)
        assert [(row[0], row[4]) for row in rows] == [
            (b"Shop", 5), (b"Shop", 5), (b"open", 0), (b"wep", 1), (b"wpa", 3), (b"wpa3", 5),
            (b"eap", 5), (b"\xff\x00", 0), (b"", 5),
        ]  # fmt: skip
        assert all(row[5] >= 1 for row in rows)


@pytest.mark.parametrize(
    "security, number, end",
    [
        ("wpa3", -1, -2),
        ("wpa3", 0x01000004, 3),
        ("wpa3", 0x01400004, 3),
        ("wpa2", 0x01000004, -2),
        ("wpa", -1, -2),
        ("wpa", 0x00200002, 3),
        ("enterprise", -1, -2),
        ("wep", -1, -2),
    ],
)
def test_row_25_another_security_looks_like_an_absent_name(tmp_path, security, number, end):
    with on_bench(tmp_path, [{**SHOP, "security": security}]) as bench:
        sta = station(bench)
        sta.connect("Shop", "correct horse", security=number)
        assert watch(bench, sta, 10_000)[-1] == end


@pytest.mark.parametrize("firmware, route", [("5.0.0", "sta"), ("4.8.1", "ap")])
def test_row_26_the_default_route(firmware, route):
    with on_bench(firmware=firmware) as bench:
        sta, ap = bench.network.WLAN(0), bench.network.WLAN(1)
        sta.active(True)
        ap.active(True)
        assert bench.chip.route == "ap"  # the last one that came up
        sta.active(False)
        sta.active(True)
        assert bench.chip.route == route
        ap.active(False)
        assert bench.chip.route == (None if route == "ap" else "sta")


def test_row_26_a_chip_that_was_off_has_its_route_again():
    with on_bench(firmware="4.8.1") as bench:
        sta, ap = bench.network.WLAN(0), bench.network.WLAN(1)
        sta.active(True)
        ap.active(True)
        ap.active(False)
        sta.deinit()
        sta.active(True)
        assert bench.chip.route == "sta"


def test_row_32_the_host_name_has_a_limit():
    with on_bench() as bench:
        assert bench.network.hostname("front-door") == "front-door"
        with pytest.raises(ValueError):
            bench.network.hostname("x" * 33)


def test_row_33_a_chip_switched_off_forgets_its_hotspot():
    with on_bench() as bench:
        ap = bench.network.WLAN(1)
        ap.config(ssid="cam", channel=9)
        ap.active(True)
        ap.deinit()
        assert ap.config("ssid") == "PYBD0007" and not ap.active()


def test_row_36_an_empty_key_is_an_open_network(tmp_path):
    with on_bench(tmp_path, [{"ssid": "Guests", "security": "open"}, SHOP]) as bench:
        sta = station(bench)
        sta.connect("Guests", "")
        assert watch(bench, sta, 5000)[-1] == 3
        sta.connect("Shop", "")
        assert watch(bench, sta, 5000)[-1] == -2


def test_a_chip_that_does_not_start_says_so_late(tmp_path):
    """After a failed start, active() says True; scan and connect raise EPERM."""
    with on_bench(tmp_path, {"networks": [SHOP], "silent_radio": True}) as bench:
        sta = station(bench)
        assert sta.active()
        for call in (sta.scan, lambda: sta.connect("Shop", "correct horse")):
            with pytest.raises(OSError) as raised:
                call()
            assert raised.value.args[0] == errno.EPERM


def test_an_ssid_over_32_bytes_is_not_caught_by_the_driver(tmp_path):
    """It writes over its memory; the stand-in stops there, so that a test cannot miss it."""
    with on_bench(tmp_path, [SHOP]) as bench, pytest.raises(RuntimeError):
        station(bench).connect("x" * 33)


def test_the_cable(tmp_path):
    """ "Ethernet": 0 without a cable, an address after seconds."""
    with on_bench(tmp_path, {"networks": [], "cable": False}) as bench:
        lan = bench.network.LAN()
        lan.active(True)
        assert lan.status() == 0
        bench.set_air({"networks": [], "cable": True})
        bench.clock.ms += 2000
        assert lan.status() == 2 and lan.ifconfig()[0] == "0.0.0.0"
        bench.clock.ms += 3000
        assert lan.isconnected() and lan.ifconfig()[0] == "192.168.1.80"


def test_a_cable_with_a_fixed_address(tmp_path):
    """There as soon as the cable is, and gone when the port is started again."""
    with on_bench(tmp_path, {"networks": [], "cable": False}) as bench:
        lan = bench.network.LAN()
        lan.active(True)
        lan.ifconfig(FIXED)
        assert lan.status() == 0
        bench.set_air({"networks": [], "cable": True})
        bench.clock.ms += 2000
        assert lan.status() == 3 and lan.ifconfig() == FIXED
        lan.active(True)
        assert lan.ifconfig()[0] == "0.0.0.0"


def test_the_clock_runs_at_its_speed():
    from camera_portal.simulator.clock import Clock

    clock = Clock(speed=100)
    time.sleep(0.05)
    assert 4000 < clock.now_ms() < 20_000
