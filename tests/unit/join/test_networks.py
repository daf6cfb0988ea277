"""From radio rows to the list. Runs on CPython and on MicroPython."""

from portal.join import networks
from portal.join.credentials import Credentials

BSSID = b"\x02\x00\x00\x00\x00\x01"


def row(ssid, rssi=-50, channel=6, security="wpa2"):
    return (ssid, BSSID, channel, rssi, security)


def test_one_row_for_each_name_and_security():
    merged = networks.merge(
        [
            row(b"mesh", -70, 1),
            row(b"mesh", -40, 11),
            row(b"mesh", -60, 6),
            row(b"mesh", -50, 6, "open"),
        ]
    )
    assert [(n.security, n.rssi, n.channel, n.radios) for n in merged] == [
        ("wpa2", -40, 11, 3),
        ("open", -50, 6, 1),
    ]


def test_strongest_first():
    merged = networks.merge([row(b"a", -80), row(b"b", -30), row(b"c", -55)])
    assert [n.ssid for n in merged] == [b"b", b"c", b"a"]


def test_leaves_out_what_cannot_be_picked():
    hidden = [row(b""), row(b"\x00" * 7), row(b"x" * 33)]
    assert networks.merge(hidden) == []


def test_keeps_names_of_any_bytes():
    (network,) = networks.merge([row(b"\xff\x00")])
    assert network.id == "ff00"
    assert network.name == "\\xff\\x00"


def test_a_flood_of_names_is_cut_at_the_weak_end():
    flood = [row(b"%d" % i, -30 - i % 60) for i in range(500)]
    merged = networks.merge(flood)
    assert len(merged) == 50
    assert merged[0].rssi == -30 and merged[-1].rssi < -30


def test_finds_what_the_credentials_are_for():
    """A name may be on air open and secured, on two channels."""
    merged = networks.merge(
        [row(b"a", -40, 1, "open"), row(b"a", -50, 11), row(b"a", -60, 6, "enterprise")]
    )

    def channel(*what):
        return networks.find(merged, Credentials(*what)).channel

    assert channel(b"a") == 1 and channel(b"a", b"correct horse") == 11
    assert channel(b"a", b"correct horse", "enterprise") == 6
    assert channel(b"a", b"correct horse", "wpa3") == 11  # a scan cannot tell it from WPA2
    assert networks.find(merged[:1], Credentials(b"a", b"correct horse")) is merged[0]
    assert networks.find(merged, Credentials(b"b")) is None
