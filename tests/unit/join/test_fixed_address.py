"""Fixed addresses: what is one, and where the settings file keeps it. Runs on CPython and on
MicroPython."""

from portal.core.config_file import WifiFile
from portal.errors import Refused
from portal.join.credentials import Credentials, from_request
from portal.join.fixed_address import Address, from_fields
from portal.settings import openmv_recovery, saved_networks

UID = b"chip-one"
HOME = {"address": "192.168.1.50", "netmask": "255.255.255.0"}
SHOP = b"wifi.ssid = Shop\nwifi.psk = correct horse\n"
STATIC = b"ipv4 = static\nipv4.address = 10.1.2.3\nipv4.netmask = 255.255.0.0\n"
ROUTED = STATIC + b"ipv4.gateway = 10.1.0.1\n"


def refusal(**fields):
    try:
        from_fields(dict(HOME, **fields))
    except Refused as refused:
        return refused.word, refused.field
    return None


def texts(fixed):
    return fixed and (fixed.address, fixed.netmask, fixed.gateway, fixed.dns)


def cables(file):
    """The cable's address, or the word against it."""
    fixed, faults = saved_networks.cable(file)
    return faults[0][1] if faults else fixed and fixed.address


def read(data):
    networks, faults = saved_networks.read(WifiFile(data), UID)
    return [texts(network.ipv4) for network in networks], faults


def test_takes_what_an_installer_was_told():
    fixed = from_fields(dict(HOME, gateway="192.168.1.1", dns="9.9.9.9"))
    assert fixed.ifconfig == ("192.168.1.50", "255.255.255.0", "192.168.1.1", "9.9.9.9")
    fixed = from_fields({"address": " 10.0.0.7/8 ", "gateway": "10.255.0.1"})
    assert fixed.ifconfig == ("10.0.0.7", "255.0.0.0", "10.255.0.1", "10.255.0.1")
    assert refusal(address="192.168.1.50/24") is None


def test_a_network_without_a_router():
    assert from_fields(HOME).ifconfig == (
        "192.168.1.50", "255.255.255.0", "0.0.0.0", "0.0.0.0"
    )  # fmt: skip


def test_a_comma_is_a_dot():
    """iOS has no dot among its number keys where people write 1,5."""
    fixed = from_fields({"address": "192,168,1,50", "netmask": "255,255,255,0"})
    assert (fixed.address, fixed.netmask) == ("192.168.1.50", "255.255.255.0")


def test_every_netmask_that_leaves_room_for_a_camera():
    for bits in range(1, 31):
        address = "64.0.0.1/%d" % bits
        assert from_fields({"address": address}).address == "64.0.0.1", bits
    assert from_fields({"address": "10.0.0.1/9"}).netmask == "255.128.0.0"
    assert from_fields({"address": "10.0.0.1/30"}).netmask == "255.255.255.252"


def test_a_malformed_address():
    for address in (
        "192.168.1", "192.168.1.1.1", "192.168.1.", "192.168.1.256", "192.168.1.-1", "192.168.1.x",
        "192.168.1.010", "192.168.01.1", "192.168.1. 1", "192.168.1.1e1", "192.168.1.\u0663",
        "a", ".", "/24", " ", "192.168.1.1\x00", "0x7f.1.1.1", "192.168.1.0000000000",
    ):  # fmt: skip
        word = "address_missing" if address in ("/24", " ") else "address_malformed"
        assert refusal(address=address, netmask="") == (word, "address"), address
    assert refusal(address=7) == ("address_malformed", "address")
    assert refusal(address="") == refusal(address=None) == ("address_missing", "address")


def test_addresses_that_no_camera_can_have():
    for address in ("0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "240.0.0.1", "255.1.1.1"):
        assert refusal(address=address) == ("address_reserved", "address"), address
    for address in ("192.168.1.0", "192.168.1.255", "10.0.3.255/22", "10.0.0.0/22"):
        assert refusal(address=address, netmask="255.255.255.0" if "/" not in address else "") == (
            "address_not_a_host", "address"
        ), address  # fmt: skip
    assert refusal(address="10.0.1.255/22", netmask="") is None


def test_a_malformed_netmask():
    for netmask in ("255.0.255.0", "0.255.255.255", "255.255.255.1", "255.255.255.254",
                    "255.255.255.255", "0.0.0.0", "24", "/24", "255.255.255"):  # fmt: skip
        assert refusal(netmask=netmask) == ("netmask_malformed", "netmask"), netmask
    for bits in ("31", "32", "33", "0", "", "-1", "2x", "255.255.255.0", "99999999999"):
        word, _ = refusal(address="192.168.1.50/" + bits, netmask="")
        assert word == "netmask_malformed", bits
    assert refusal(netmask="") == ("netmask_missing", "netmask")
    assert refusal(netmask=["255"]) == ("netmask_malformed", "netmask")
    assert refusal(address="192.168.1.50/16") == ("netmask_differs", "netmask")


def test_a_wrong_gateway():
    assert refusal(gateway="192.168.2.1") == ("gateway_elsewhere", "gateway")
    assert refusal(gateway="0.0.0.0") == ("gateway_elsewhere", "gateway")
    assert refusal(gateway="192.168.1.50") == ("gateway_is_camera", "gateway")
    assert refusal(gateway="192.168.1.255") == ("gateway_not_a_host", "gateway")
    assert refusal(gateway="192.168.1.0") == ("gateway_not_a_host", "gateway")
    assert refusal(gateway="router") == ("gateway_malformed", "gateway")
    assert refusal(gateway=True) == ("gateway_malformed", "gateway")


def test_a_wrong_name_server():
    assert refusal(dns="dns.example") == ("dns_malformed", "dns")
    assert refusal(dns="224.0.0.251") == ("dns_reserved", "dns")
    assert refusal(dns="1.1.1.1") is None


def test_in_a_request_empty_fields_are_dhcp():
    request = {"ssid": "Shop", "password": "correct horse"}
    empty = {"address": "", "netmask": "", "gateway": "", "dns": None}
    assert from_request(request, []).ipv4 is None
    assert from_request(dict(request, **empty), []).ipv4 is None
    assert from_request(dict(request, **HOME), []).ipv4.address == "192.168.1.50"
    try:
        from_request(dict(request, gateway="192.168.1.1"), [])
        raise AssertionError
    except Refused as refused:
        assert (refused.word, refused.field) == ("address_missing", "address")


def test_the_file_has_openmvs_own_keys():
    assert read(SHOP + ROUTED) == ([("10.1.2.3", "255.255.0.0", "10.1.0.1", None)], [])
    assert read(SHOP + STATIC + b"ipv4.dns = 9.9.9.9\ninterface = wifi\n") == (
        [("10.1.2.3", "255.255.0.0", None, "9.9.9.9")], []
    )  # fmt: skip
    for dhcp in (b"ipv4 = dhcp\n", b"ipv4 = DHCP # really\n", b"ipv4 =\n", b""):
        assert read(SHOP + STATIC[len(b"ipv4 = static\n") :] + dhcp) == ([None], []), dhcp


def test_a_second_network_has_its_own():
    second = b"wifi.2.ssid = Guests\nwifi.2.ipv4 = static\nwifi.2.ipv4.address = 10.9.8.7/8\n"
    assert read(SHOP + second) == ([None, ("10.9.8.7", "255.0.0.0", None, None)], [])


def test_with_the_cables_keys_the_first_network_has_its_own_too():
    own = b"wifi.ipv4 = static\nwifi.ipv4.address = 10.9.8.7/8\n"
    file = SHOP + ROUTED + b"interface = eth\n"
    assert read(file) == ([None], []) and cables(WifiFile(file))
    assert read(file + own)[0] == [("10.9.8.7", "255.0.0.0", None, None)]
    assert not cables(WifiFile(SHOP + ROUTED))
    assert cables(WifiFile(ROUTED)) == "10.1.2.3"  # OpenMV's reader says so, too
    assert cables(WifiFile(b"interface = eth\n")) is None
    assert cables(WifiFile(STATIC + b"ipv4.dns = x\n")) == "dns_malformed"
    assert not cables(WifiFile(b"ipv4 = dhcp\n"))


def test_lines_that_are_about_nothing_are_reported():
    second = b"wifi.2.ipv4 = static\n"
    assert read(SHOP + second)[1] == [(3, "without_ssid")]
    assert read(SHOP + b"wifi.ipv4 = static\n")[1] == [(3, "unknown_key")]
    assert read(b"interface = wifi\n" + STATIC)[1] == [(2, "without_ssid")]
    assert read(STATIC)[1] == []  # the cable's


def test_a_wrong_address_is_reported_and_its_network_left_out():
    for line, word, number in (
        (b"ipv4.gateway = 10.2.0.1\n", "gateway_elsewhere", 6),
        (b"ipv4.dns = router\n", "dns_malformed", 6),
        (b"ipv4.address = 10.1\n", "address_malformed", 6),
        (b"ipv4.netmask =\n", "netmask_missing", 6),
        (b"ipv4 = fixed\n", "ipv4_unknown", 6),
        (b"ipv4.address =\n", "address_missing", 6),
    ):
        data = SHOP + STATIC + line + b"wifi.2.ssid = Guests\n"
        file = WifiFile(data)
        networks, faults = saved_networks.read(file, UID)
        assert [network.ssid for network in networks] == [b"Guests"], word
        assert faults == [(number, word)], faults
        assert file.render() == data
    assert read(SHOP + b"ipv4 = static\n") == ([], [(3, "address_missing")])
    assert read(SHOP + b"ipv4 = static\nwifi.psk = short\n")[1] == [(4, "password_too_short")]


def proven(*address):
    return Credentials(b"Shop", b"correct horse", ipv4=Address(*address) if address else None)


def remembered(data, credentials):
    file = WifiFile(data)
    saved_networks.remember(file, credentials, UID)
    return file


def test_what_is_remembered_comes_back():
    for address in (
        ("10.1.2.3", "255.255.0.0", "10.1.0.1", "9.9.9.9"),
        ("10.1.2.3", "255.255.0.0", "10.1.0.1", None),
        ("10.1.2.3", "255.255.0.0", None, None),
    ):
        for before in (b"", b"wifi.ssid = Other\n", ROUTED, ROUTED + b"interface = eth\n"):
            file = remembered(before, proven(*address))
            networks, faults = saved_networks.read(WifiFile(file.render()), UID)
            found = [network for network in networks if network.ssid == b"Shop"]
            assert [texts(network.ipv4) for network in found] == [address] and not faults
    assert b"ipv4.address = 10.1.2.3\n" in remembered(b"", proven(*address)).render()
    second = remembered(b"wifi.ssid = Other\n", proven(*address)).render()
    assert b"wifi.2.ipv4.address = 10.1.2.3\n" in second


def test_the_cables_address_stays_the_cables():
    for data in (ROUTED, SHOP + ROUTED + b"interface = eth\n"):
        for credentials in (proven(), proven("10.9.8.7", "255.0.0.0")):
            file = remembered(data, credentials)
            assert ROUTED in file.render() and cables(file)
            saved_networks.forget(file)
            assert ROUTED in file.render() and cables(file)
            assert b"wifi." not in file.render()


def test_by_dhcp_and_forgotten_no_fixed_address_stays():
    for after in (remembered(SHOP + ROUTED, proven()), WifiFile(SHOP + ROUTED)):
        if after.get("ipv4"):
            saved_networks.forget(after)
        assert b"ipv4" not in after.render()
    assert b"ipv4 = dhcp\n" in remembered(b"ipv4 = dhcp\n", proven()).render()


def test_recovery_gets_the_fixed_address_too():
    file = WifiFile(b"# mine\n")
    assert openmv_recovery.update(
        file, proven("10.1.2.3", "255.255.0.0", "10.1.0.1", "9.9.9.9"), UID
    )
    for line in (ROUTED + b"ipv4.dns = 9.9.9.9\n").split(b"\n"):
        assert line in file.render()
    assert openmv_recovery.update(file, proven("10.1.2.4", "255.255.0.0"), UID)
    # Its reader takes no fixed address without a gateway (openmv_netcfg.py, settings).
    assert file.get("ipv4.gateway") == "0.0.0.0" and file.get("ipv4.dns") is None
    assert openmv_recovery.update(file, proven(), UID)
    assert b"ipv4" not in file.render() and b"# mine\n" in file.render()
