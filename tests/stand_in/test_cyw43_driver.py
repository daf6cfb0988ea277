"""The CYW43 driver on the stand-in chip: the seed's three steps, and what the facts add."""

import asyncio

import pytest
from support.bench import on_bench

from portal.join import networks, radio_status
from portal.join.credentials import Credentials
from portal.join.fixed_address import Address

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
    assert wait(bench, door, 1000) == (radio_status.ASSOCIATING, None)
    assert wait(bench, door, 1000)[0] == radio_status.ADDRESS
    assert wait(bench, door, 1000) == (radio_status.UP, "192.168.1.57")
    assert door.rssi() == -50
    door.leave()
    assert door.status() == (radio_status.DOWN, None) and door.rssi() is None


def test_a_second_join_starts_from_nothing(bench):
    door = radio()
    door.join(Credentials(b"Shop", b"correct horse"), None)
    wait(bench, door, 5000)
    door.join(Credentials(b"Shop", b"wrong horse"), None)
    assert door.status() == (radio_status.ASSOCIATING, None)


FIXED = Address("10.1.2.3", "255.255.0.0", "10.1.0.1")


@pytest.mark.parametrize("firmware", ["5.0.0", "4.8.1"])
def test_a_fixed_address_and_then_dhcp(tmp_path, firmware):
    """Old firmware's interface stays up, with its address, when it is taken down."""
    mute = {**SHOP, "ssid": "Mute", "dhcp": False}
    with on_bench(tmp_path, [SHOP, mute], firmware) as bench:
        door = radio()
        for _ in range(2):
            door.join(Credentials(b"Mute", b"correct horse", ipv4=FIXED), None)
            assert door.status()[0] == radio_status.ASSOCIATING
            assert wait(bench, door, 5000) == (radio_status.UP, "10.1.2.3")
            assert door._sta.ifconfig() == FIXED.ifconfig
        before = bench.clock.ms
        door.join(Credentials(b"Shop", b"correct horse"), None)
        assert door.status() == (radio_status.ASSOCIATING, None) and bench.clock.ms == before
        assert wait(bench, door, 5000) == (radio_status.UP, "192.168.1.57")
        door.join(Credentials(b"Mute", b"correct horse"), None)
        # Old firmware shows the lease of the link before, until the router has refused it.
        assert wait(bench, door, 5000) == (radio_status.ADDRESS, None)


def test_a_chip_that_had_to_be_started_again_has_its_fixed_address(tmp_path):
    with on_bench(tmp_path, {"networks": [SHOP], "silent_radio": True}) as bench:
        door = radio()
        fixed = Credentials(b"Shop", b"correct horse", ipv4=FIXED)
        with pytest.raises(OSError):
            door.join(fixed, None)
        bench.set_air([SHOP])
        door.join(fixed, None)
        assert wait(bench, door, 5000) == (radio_status.UP, "10.1.2.3")


def test_a_cable_with_a_fixed_address(tmp_path):
    from portal.radio import find_cable

    with on_bench(tmp_path, {"networks": [], "cable": False}) as bench:
        cable = find_cable(FIXED)
        assert cable.address() is None and not cable.plugged()
        bench.set_air({"networks": [], "cable": True})
        bench.clock.ms += 2000
        assert cable.address() == "10.1.2.3"


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


def test_the_hotspot_is_where_the_network_was_found(tmp_path):
    """A hidden one tells its channel to nobody before."""
    with on_bench(tmp_path, [{**SHOP, "hidden": True, "channel": 11}]) as bench:
        door = radio()
        door.host("cam", "secret horse", 6)
        door.join(Credentials(b"Shop", b"correct horse", hidden=True), None)
        assert wait(bench, door, 5000)[0] == radio_status.UP
        assert bench.chip.hotspot["channel"] == 11 and door.channel == 11
        door.unhost()
        assert door.channel == 0 and door.status()[0] == radio_status.UP and door.channel == 0


def test_an_open_hotspot_is_open(bench):
    radio().host("cam", "", 6)
    assert bench.chip.hotspot["security"] == 0


def test_the_hotspots_address_is_no_address_of_the_station(bench):
    door = radio()
    door.host("cam", "secret horse", 6)
    assert door.status() == (radio_status.DOWN, None)


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
        assert wait(bench, door, 5000)[0] == radio_status.UP


@pytest.mark.parametrize("firmware, joins_anew", [("5.0.0", False), ("4.8.1", True)])
def test_the_route_after_the_hotspot(tmp_path, firmware, joins_anew):
    """Row 26: with old firmware the station must join again, from a chip that was off."""
    with on_bench(tmp_path, [SHOP], firmware) as bench:
        door = radio()
        heard(door)
        door.host("cam", "secret horse", 6)
        door.join(Credentials(b"Shop", b"correct horse"), None)
        assert wait(bench, door, 5000)[0] == radio_status.UP
        assert door.unhost() is joins_anew
        if joins_anew:
            assert bench.chip.route is None
            door.join(Credentials(b"Shop", b"correct horse"), None)
            assert wait(bench, door, 5000)[0] == radio_status.UP
        assert bench.chip.route == "sta"


def test_a_board_without_this_radio_says_so(monkeypatch):
    import sys

    from portal.errors import NoRadio
    from portal.radio import find_radio

    monkeypatch.setitem(sys.modules, "network", type("network", (), {}))
    with pytest.raises(NoRadio):
        find_radio("openmv", None)


def test_the_light_shows_each_state(bench):
    from camera_portal.simulator.hardware import Led

    from portal.board.led import Light
    from portal.board.openmv import Board

    async def show(word):
        light = Light(Board().leds())
        Led.history.clear()
        light.show(word)
        task = asyncio.create_task(light.run())
        await asyncio.sleep(0.4)
        task.cancel()
        return set(Led.history)

    assert asyncio.run(show("hosting")) == {"LED_BLUE"}
    assert asyncio.run(show("joining")) == {"LED_BLUE"}
    assert asyncio.run(show("joined")) == {"LED_GREEN"}
    assert asyncio.run(show("failed")) == {"LED_RED"}
    assert asyncio.run(show("no such word")) == set()


def test_the_light_says_which_camera(bench):
    from camera_portal.simulator.hardware import Led

    from portal.board.led import Light
    from portal.board.openmv import Board

    async def locate():
        light = Light(Board().leds())
        light.locate()
        Led.history.clear()
        task = asyncio.create_task(light.run())
        await asyncio.sleep(0.2)
        task.cancel()

    asyncio.run(locate())
    assert set(Led.history) == {"LED_RED", "LED_GREEN", "LED_BLUE"}
