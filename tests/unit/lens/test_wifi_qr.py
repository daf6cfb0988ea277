"""The text of a Wi-Fi QR code. Runs on CPython and on MicroPython."""

from portal.errors import Refused
from portal.join.credentials import from_request
from portal.join.networks import Network
from portal.lens import wifi_qr

JOINS = ("open", "wpa", "wpa2", "wpa3", "enterprise")


def refusal(payload, heard=(), joins=JOINS):
    try:
        from_request(wifi_qr.read(payload, heard), heard, joins)
    except Refused as refused:
        return refused.word
    return None


def joins(payload, heard=()):
    """What the radio would be told: name, password, security, hidden."""
    credentials = from_request(wifi_qr.read(payload, heard), heard, JOINS)
    return credentials.ssid, credentials.password, credentials.security, credentials.hidden


def test_what_phones_share():
    android = "WIFI:S:Shop;T:WPA;P:correct horse;H:false;;"
    iphone = "WIFI:T:WPA;S:Shop;P:correct horse;;"
    zxing = "WIFI:S:Shop;T:WPA;P:correct horse;H:;"
    for payload in (android, iphone, zxing, iphone[:-1], iphone[:-2], "wifi" + iphone[4:]):
        assert joins(payload) == (b"Shop", b"correct horse", None, False)


def test_fields_come_in_any_order_and_unknown_ones_are_no_harm():
    for payload in (
        "WIFI: P:correct horse; X:new;\nS:Shop;H:TRUE;T:WPA2;;",
        "WIFI:H:true;T:wpa;K:MDkwEwYHKoZIzj0=;P:correct horse;S:Shop;;",
    ):
        assert joins(payload) == (b"Shop", b"correct horse", None, True)


def test_of_two_equal_fields_the_first_counts():
    payload = "WIFI:T:WPA;S:Shop;S:Evil;P:correct horse;P:evil horse;;"
    assert joins(payload)[:2] == (b"Shop", b"correct horse")


def test_escapes():
    payload = 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:\\\\\\\\\\;\\:\\"1234;;'
    assert joins(payload)[:2] == (b'a;b,c:d"e\\f', b'\\\\;:"1234')
    assert joins("WIFI:T:WPA;S:a:b,c;P:x:y,z:1234;;")[:2] == (b"a:b,c", b"x:y,z:1234")
    assert joins("WIFI:T:WPA;S:100%25;P:%41%42%43%44;;")[:2] == (b"100%25", b"%41%42%43%44")


def test_quotes_say_that_digits_are_a_name():
    assert joins('WIFI:T:WPA;S:"cafe";P:"0123456789";;')[:2] == (b"cafe", b"0123456789")
    assert joins('WIFI:T:WPA;S:\\"cafe\\";P:"01234567\\";;')[:2] == (b'"cafe"', b'"01234567"')
    assert joins('WIFI:T:WPA;S:"cafe\\\\";P:12345678;;')[0] == b"cafe\\"
    assert joins('WIFI:T:WPA;S:";P:12345678;;')[0] == b'"'


def test_the_air_decides_what_unquoted_digits_are():
    payload = "WIFI:T:WPA;S:c3a9fF;P:12345678;;"
    named = Network(b"c3a9fF", "wpa2", -50, 6)
    meant = Network(b"\xc3\xa9\xff", "wpa2", -50, 6)
    assert joins(payload)[0] == b"c3a9fF"
    assert joins(payload, [meant])[0] == b"\xc3\xa9\xff"
    assert joins(payload, [meant, named])[0] == b"c3a9fF"
    assert joins('WIFI:T:WPA;S:"c3a9fF";P:12345678;;', [meant])[0] == b"c3a9fF"


def test_types():
    assert joins("WIFI:T:nopass;S:Shop;;") == (b"Shop", b"", "open", False)
    assert joins("WIFI:S:Shop;;") == (b"Shop", b"", "open", False)
    assert joins("WIFI:T:nopass;S:Shop;P:ignored;;") == (b"Shop", b"", "open", False)
    assert joins("WIFI:T:SAE;S:Shop;P:x;;") == (b"Shop", b"x", "wpa3", False)
    assert joins("WIFI:T:WPA3;S:Shop;P:x;;")[2] == "wpa3"
    assert joins("WIFI:T:WPA;R:1;S:Shop;P:x;;")[2] == "wpa3"
    assert joins("WIFI:T:WPA;R:2;S:Shop;P:12345678;;")[2] is None
    assert joins("WIFI:T:WPA2/WPA3;S:Shop;P:12345678;;")[2] is None
    assert joins("WIFI:T:WEP;S:Shop;P:abcde;;")[2] == "wep"
    assert joins("WIFI:S:Shop;P:12345678;;") == (b"Shop", b"12345678", None, False)


def test_the_scan_says_which_wpa_it_is():
    heard = [Network(b"Shop", "wpa3", -50, 6)]
    assert joins("WIFI:T:WPA;S:Shop;P:12345678;;", heard)[2] == "wpa3"


def enterprise(**more):
    fields = {"T": "WPA2-EAP", "S": "Work", "I": "vera", "P": "pass", "E": "PEAP"}
    fields.update(more)
    payload = "WIFI:" + "".join("%s:%s;" % (key, fields[key]) for key in fields) + ";"
    credentials = from_request(wifi_qr.read(payload), [], JOINS)
    return credentials.login.identity, credentials.login.method, credentials.password


def test_enterprise():
    assert enterprise() == (b"vera", "peap", b"pass")
    assert enterprise(PH2="MSCHAPV2", A="anonymous") == (b"vera", "peap", b"pass")
    assert enterprise(E="TTLS", PH2="PAP")[1] == "ttls-pap"
    assert enterprise(E="TTLS", H="MSCHAPV2")[1] == "ttls-mschapv2"
    assert enterprise(E="", H="true")[1] == "peap"
    assert enterprise(T="")[1] == "peap"
    assert refusal("WIFI:T:WPA2-EAP;S:Work;E:TLS;I:vera;P:pass;;") == "method_unknown"
    assert refusal("WIFI:T:WPA2-EAP;S:Work;E:TTLS;I:vera;P:pass;;") == "method_unknown"
    assert refusal("WIFI:T:WPA2-EAP;S:Work;P:pass;;") == "identity_missing"
    # Where the radio cannot, nobody is asked for a login; the verdict says "unsupported".
    assert refusal("WIFI:T:WPA2-EAP;S:Work;P:pass;;", joins=("open", "wpa2")) is None


def test_each_useless_code_has_its_word():
    assert refusal("https://example.com/") == "not_wifi"
    assert refusal("") == "not_wifi"
    assert refusal("WIFI") == "not_wifi"
    assert refusal(" WIFI:T:WPA;S:Shop;P:12345678;;") == "not_wifi"
    assert refusal("DPP:V:2;K:MDkwEwYHKoZIzj0;;") == "not_wifi"
    assert refusal("WIFI:") == "ssid_missing"
    assert refusal("WIFI:;;;;") == "ssid_missing"
    assert refusal("WIFI:T:WPA;P:12345678;;") == "ssid_missing"
    assert refusal("WIFI:Shop") == "malformed"
    assert refusal("WIFI::Shop;;") == "malformed"
    assert refusal("WIFI:T:WPA;S:Shop;P:12345678\\") == "malformed"
    assert refusal("WIFI:T:WPA;R:x;S:Shop;P:12345678;;") == "malformed"
    assert refusal("WIFI:T:TKIP;S:Shop;P:12345678;;") == "security_unknown"
    assert refusal("WIFI:T:WPA;S:Shop;I:someone;P:12345678;;") == "password_identifier"
    assert refusal("WIFI:T:WPA;S:Shop;;") == "password_missing"
    assert refusal("WIFI:T:WPA;S:Shop;P:short;;") == "password_too_short"
    assert refusal("WIFI:T:WPA;S:Shop;P:%s;;" % ("x" * 65)) == "password_too_long"
    assert refusal("WIFI:T:WPA;S:Shop;P:new\nline 1;;") == "password_control_character"
    assert refusal("WIFI:T:WPA;S:%s;P:12345678;;" % ("ü" * 17)) == "ssid_too_long"
    assert refusal("WIFI:T:WPA;S:%s;P:12345678;;" % ("ü" * 16)) is None
    assert refusal("WIFI:T:WPA;S:Shop;P:12345678;X:%s;;" % ("x" * 600)) == "too_long"
    assert refusal("x" * 3000) == "not_wifi"
    assert refusal(bytes(range(256))) == "not_wifi"


def test_bytes_that_are_no_utf8_are_in_a_codes_own_alphabet():
    assert joins(b"WIFI:T:WPA;S:Caf\xe9;P:12345678;;")[0] == "Café".encode()
    assert joins("WIFI:T:WPA;S:Café;P:12345678;;".encode())[0] == "Café".encode()
    assert joins("WIFI:T:WPA;S:📷🎥;P:12345678;;")[0] == "📷🎥".encode()


def test_no_refusal_holds_the_code():
    try:
        wifi_qr.read("WIFI:T:WPA;S:Shop;P:correct horse\\")
    except Refused as refused:
        assert "horse" not in repr(refused) + str(refused)
    else:
        raise AssertionError
