"""What a person may send. Runs on CPython and on MicroPython."""

from portal.errors import Refused
from portal.join.credentials import Credentials, from_request
from portal.join.networks import Network

HEARD = [
    Network(b"Workshop", "wpa2", -40, 6),
    Network(b"Guests", "open", -50, 6),
    Network(b"Both", "open", -50, 6),
    Network(b"Both", "wpa2", -60, 6),
    Network(b"Old", "wep", -60, 6),
]


def refusal(**fields):
    try:
        from_request(fields, HEARD)
    except Refused as refused:
        return refused.word, refused.field
    return None


def test_takes_a_picked_network():
    credentials = from_request({"id": b"Workshop".hex(), "password": "correct horse"}, HEARD)
    assert (credentials.ssid, credentials.password) == (b"Workshop", b"correct horse")
    assert credentials.security == "wpa2"


def test_each_broken_rule_has_its_word():
    assert refusal() == ("ssid_missing", "ssid")
    assert refusal(ssid="x" * 33) == ("ssid_too_long", "ssid")
    assert refusal(ssid="ü" * 17) == ("ssid_too_long", "ssid")
    assert refusal(ssid=7) == ("ssid_malformed", "ssid")
    assert refusal(id="xy") == ("id_malformed", "id")
    assert refusal(id="4 1") == ("id_malformed", "id")
    assert refusal(id=["41"]) == ("id_malformed", "id")
    assert refusal(id="41" * 33) == ("ssid_too_long", "id")
    assert refusal(ssid="Workshop") == ("password_missing", "password")
    assert refusal(ssid="Workshop", password="") == ("password_missing", "password")
    assert refusal(ssid="Workshop", password="short12") == ("password_too_short", "password")
    assert refusal(ssid="Workshop", password="x" * 65) == ("password_too_long", "password")
    assert refusal(ssid="Workshop", password="x" * 64) == ("password_not_hex", "password")
    assert refusal(ssid="Workshop", password="tab\tinside") == (
        "password_control_character",
        "password",
    )
    assert refusal(ssid="Workshop", password=12345678) == ("password_malformed", "password")
    assert refusal(ssid="Guests", password="not needed") == ("password_not_needed", "password")
    assert refusal(ssid="a", security="wpa9", password="long enough") == (
        "security_unknown",
        "security",
    )
    assert refusal(ssid="a", security=3, password="long enough") == ("security_unknown", "security")


def test_takes_every_legal_length():
    for password in ("x" * 8, "x" * 63, "0123456789abcdefABCDEF0123456789" * 2, "ü" * 4, " " * 8):
        assert refusal(ssid="Workshop", password=password) is None
    assert refusal(ssid="hidden", security="wpa3", password="x") is None
    assert refusal(ssid="hidden", security="wpa3", password="x" * 128) is None


def test_a_name_both_open_and_secured_is_told_apart_by_the_password():
    assert from_request({"ssid": "Both"}, HEARD).security == "open"
    assert from_request({"ssid": "Both", "password": "long enough"}, HEARD).security == "wpa2"


def test_a_typed_name_without_password_is_open():
    credentials = from_request({"ssid": "cafe", "hidden": True}, HEARD)
    assert credentials.security is None and credentials.hidden and not credentials.secured


def test_a_picked_name_is_not_hidden():
    assert not from_request({"id": b"Guests".hex(), "hidden": "1"}, HEARD).hidden


def test_what_this_radio_cannot_join_is_left_to_the_attempt():
    assert from_request({"ssid": "Old", "password": "abcde"}, HEARD).security == "wep"
    assert from_request({"ssid": "x", "security": "enterprise"}, HEARD).security == "enterprise"


def test_no_password_in_repr_or_exception():
    assert "secret" not in repr(Credentials(b"a", b"secret horse"))
    try:
        from_request({"ssid": "Workshop", "password": "secret"}, HEARD)
    except Refused as refused:
        assert "secret" not in str(refused) + repr(refused)


LINUX = ("open", "wpa2", "enterprise")
COMPANY = {"ssid": "Campus", "security": "enterprise", "password": "x", "identity": "anna"}


def company(**fields):
    every = dict(COMPANY)
    every.update(fields)
    return from_request(every, [], LINUX)


def test_a_login_where_the_radio_can():
    login = company(method="ttls-pap", authority="campus.pem", server="radius.site").login
    assert login.identity == b"anna" and login.method == "ttls-pap"
    assert login.authority == "campus.pem" and login.server == "radius.site"
    assert company().login.method == "peap" and company().login.certificate is None


def test_no_login_where_the_radio_cannot():
    assert from_request(COMPANY, [], ("open", "wpa2")).login is None


def test_each_broken_rule_of_a_login_has_its_word():
    for fields, word in (
        ({"identity": ""}, "identity_missing"),
        ({"identity": None}, "identity_missing"),
        ({"identity": "x" * 254}, "identity_too_long"),
        ({"identity": "a\nb"}, "identity_malformed"),
        ({"identity": 7}, "identity_malformed"),
        ({"method": "leap"}, "method_unknown"),
        ({"authority": "../shadow"}, "authority_malformed"),
        ({"authority": ".pem"}, "authority_malformed"),
        ({"authority": 7}, "authority_malformed"),
        ({"certificate": "zz"}, "certificate_malformed"),
        ({"certificate": "0" * 62 + "\n0"}, "certificate_malformed"),
        # What a line of wifi.txt cannot hold would be other settings there.
        ({"server": "x\nserial = on"}, "server_malformed"),
        ({"server": "radius #1"}, "server_malformed"),
        ({"server": " radius"}, "server_malformed"),
        ({"authority": "a\nb.pem"}, "authority_malformed"),
        ({"password": ""}, "password_missing"),
        ({"password": "x" * 257}, "password_too_long"),
    ):
        try:
            company(**fields)
            raise AssertionError(word)
        except Refused as refused:
            assert refused.word == word, refused.word
