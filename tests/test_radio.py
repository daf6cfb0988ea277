"""The CYW43 driver on the stand-in chip: the seed's three steps, and what the facts add."""

import asyncio

import pytest
from bench import on_bench

from portal import networks, status
from portal.credentials import Credentials

SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6}


@pytest.fixture
def bench(tmp_path):
    with on_bench(tmp_path, [SHOP]) as bench:
        yield bench


def radio():
    from portal.radio import find_radio

    return find_radio("front-door", "CH")


def heard(door):
    return asyncio.run(door.scan())


def wait(bench, door, duration_ms):
    for _ in range(duration_ms // 100):
        bench.clock.ms += 100
        number, address = door.status()
    return number, address


def test_name_and_country_are_set_before_the_chip_starts(bench):
    radio()
    assert bench.chip.hostname == "front-door" and bench.chip.country == "CH"
    assert not bench.chip.powered


def test_three_steps_and_an_address(bench):
    door = radio()
    door.join(Credentials(b"Shop", b"correct horse"), None)
    assert wait(bench, door, 1000) == (status.ASSOCIATING, None)
    assert wait(bench, door, 1000)[0] == status.ADDRESS
    assert wait(bench, door, 1000) == (status.UP, "192.168.1.57")
    assert door.rssi() == -50
    door.leave()
    assert door.status() == (status.DOWN, None) and door.rssi() is None


def test_a_second_join_starts_from_nothing(bench):
    door = radio()
    door.join(Credentials(b"Shop", b"correct horse"), None)
    wait(bench, door, 5000)
    door.join(Credentials(b"Shop", b"wrong horse"), None)
    assert door.status() == (status.ASSOCIATING, None)


def test_the_hotspot_is_configured_in_one_call_before_it_is_up(bench):
    door = radio()
    assert door.host("cam", "secret horse", 11) == "192.168.4.1"
    assert bench.gate == [("open", 0)]  # one more call would have bounced it
    assert (
        bench.chip.hotspot["key"] == "secret horse" and bench.chip.hotspot["security"] == 0x400006
    )
    assert bench.chip.pm == bench.network.WLAN.PM_NONE
    door.host("cam", "secret horse", 1)
    assert bench.gate[1:] == [("closed",), ("open", bench.air.move_ms)]


def test_an_open_hotspot_is_open(bench):
    radio().host("cam", "", 6)
    assert bench.chip.hotspot["security"] == 0


def test_the_hotspots_address_is_no_address_of_the_station(bench):
    door = radio()
    door.host("cam", "secret horse", 6)
    assert door.status() == (status.DOWN, None)


def test_a_scan_while_hosting(bench):
    door = radio()
    door.host("cam", "secret horse", 6)
    assert [(row[0], row[4]) for row in heard(door)] == [(b"Shop", networks.WPA2)]


def test_rows_security_is_a_word(tmp_path):
    air = [
        {"ssid": word, "security": word, "password": "x" * 8}
        for word in ("open", "wep", "wpa", "wpa2", "wpa3", "enterprise")
    ]
    with on_bench(tmp_path, air):
        words = [row[4] for row in heard(radio())]
    assert words == ["open", "wep", "wpa", "wpa2", "wpa2", "wpa2"]


def test_a_security_number_of_a_scan_row_is_never_passed_on(bench):
    door = radio()
    for word, number in (("wpa", 0x200002), ("wpa2", 0x400006), ("wpa3", 0x1000004), ("open", 0)):
        door.join(Credentials(b"Shop", b"" if word == "open" else b"correct horse"), word)
        assert bench.chip.joins[-1][2] == number


def test_a_chip_that_did_not_start_is_started_once_more(tmp_path):
    with on_bench(tmp_path, {"networks": [SHOP], "silent_radio": True}) as bench:
        door = radio()
        for call in (
            lambda: heard(door),
            lambda: door.join(Credentials(b"Shop", b"correct horse"), None),
        ):
            with pytest.raises(OSError):
                call()
        bench.set_air([SHOP])
        door.join(Credentials(b"Shop", b"correct horse"), None)
        assert wait(bench, door, 5000)[0] == status.UP


@pytest.mark.parametrize("firmware, joins_anew", [("5.0.0", False), ("4.8.1", True)])
def test_the_route_after_the_hotspot(tmp_path, firmware, joins_anew):
    """Row 26: with old firmware the station must be joined anew, from a chip that was off."""
    with on_bench(tmp_path, [SHOP], firmware) as bench:
        door = radio()
        heard(door)
        door.host("cam", "secret horse", 6)
        door.join(Credentials(b"Shop", b"correct horse"), None)
        assert wait(bench, door, 5000)[0] == status.UP
        assert door.unhost() is joins_anew
        if joins_anew:
            assert bench.chip.route is None
            door.join(Credentials(b"Shop", b"correct horse"), None)
            assert wait(bench, door, 5000)[0] == status.UP
        assert bench.chip.route == "sta"


def test_a_board_without_this_radio_says_so(monkeypatch):
    import sys

    from portal.radio import NoRadio, find_radio

    monkeypatch.setitem(sys.modules, "network", type("network", (), {}))
    with pytest.raises(NoRadio):
        find_radio("openmv", None)


def test_the_light_shows_each_state(bench):
    from simulated.hardware import Led

    from portal.board.openmv import Board
    from portal.lamp import Lamp

    async def show(word):
        lamp = Lamp(Board().leds())
        Led.history.clear()
        lamp.show(word)
        task = asyncio.create_task(lamp.run())
        await asyncio.sleep(0.4)
        task.cancel()
        return set(Led.history)

    assert asyncio.run(show("hosting")) == {"LED_BLUE"}
    assert asyncio.run(show("joining")) == {"LED_BLUE"}
    assert asyncio.run(show("joined")) == {"LED_GREEN"}
    assert asyncio.run(show("failed")) == {"LED_RED"}
    assert asyncio.run(show("no such word")) == set()


def test_the_light_says_which_camera(bench):
    from simulated.hardware import Led

    from portal.board.openmv import Board
    from portal.lamp import Lamp

    async def locate():
        lamp = Lamp(Board().leds())
        lamp.locate()
        Led.history.clear()
        task = asyncio.create_task(lamp.run())
        await asyncio.sleep(0.2)
        task.cancel()

    asyncio.run(locate())
    assert set(Led.history) == {"LED_RED", "LED_GREEN", "LED_BLUE"}
