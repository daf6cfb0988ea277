"""The settings file, its two copies and its passwords. Runs on CPython and on MicroPython."""

from portal.core import config_file
from portal.core.config_file import WifiFile
from portal.join.credentials import Credentials
from portal.settings import checksum, obfuscation, openmv_recovery, saved_networks

UID = b"chip-one"


def networks_in(data):
    return [(c.ssid, c.password) for c in saved_networks.read(WifiFile(data), UID)[0]]


def test_reads_what_a_person_writes():
    data = (
        b"\xef\xbb\xbf# my camera\r\nWIFI.SSID = Shop # the one in the back\r\n"
        b"\twifi.psk\t=\tpa#ss word 1\t# not part of it\r\n\r\nwifi.2.ssid=Guests\r\n"
    )
    assert networks_in(data) == [(b"Shop", b"pa#ss word 1"), (b"Guests", b"")]


def test_reports_lines_by_number_and_leaves_them():
    data = b"wifi.ssid = Shop\nwifi.psk = short\nnonsense\n\xff\xfe = x\nhotspot.password = abc\n"
    networks, faults = saved_networks.read(WifiFile(data), UID)
    assert networks == []
    assert sorted(faults) == [
        (2, "password_too_short"),
        (3, "not_understood"),
        (4, "not_understood"),
    ]
    assert WifiFile(data).render() == data


def test_keeps_unknown_keys_and_comments():
    data = b"# hello\nipv4 = dhcp\nfuture.key = 1 2 3\n"
    file = WifiFile(data)
    saved_networks.remember(file, Credentials(b"Shop", b"correct horse"), UID)
    assert file.render().startswith(data)
    saved_networks.forget(file)
    assert file.render() == data


def test_remembers_every_ssid_and_password_exactly():
    cases = [
        (b"Shop", b"correct horse"),
        (b" spaces ", b" spaces in front and behind "),
        (b"Rooms #12", b"pass #word = x"),
        (b"#1", b"enc:abcd1234"),
        (b"hex:41", b"0" * 64),
        (b"\xff\x00\n", b"\xc3\xbc" * 4),
        ("🎥".encode() * 8, "’quotes’\"'".encode()),
        (b"a\r\nwifi.psk = gotcha", b"x" * 63),
    ]
    for ssid, password in cases:
        file = WifiFile()
        saved_networks.remember(file, Credentials(ssid, password), UID)
        data = checksum.add(file.render())
        assert networks_in(data) == [(ssid, password)], ssid
        assert password not in data


def test_remembers_several_and_replaces_by_name():
    file = WifiFile()
    for number in range(8):
        saved_networks.remember(file, Credentials(b"net %d" % number, b"password %d" % number), UID)
    saved_networks.remember(file, Credentials(b"net 3", b"changed now"), UID)
    found = dict(networks_in(file.render()))
    assert len(found) == 8 and found[b"net 3"] == b"changed now"
    saved_networks.remember(file, Credentials(b"one more", b"", hidden=True, security="open"), UID)
    found = dict(networks_in(file.render()))
    assert len(found) == 8 and b"one more" in found and b"net 0" not in found
    saved_networks.forget(file, b"net 5")
    assert len(networks_in(file.render())) == 7


def test_keeps_security_and_hidden():
    file = WifiFile()
    saved_networks.remember(file, Credentials(b"lab", b"x", "wpa3", hidden=True), UID)
    (lab,), _ = saved_networks.read(WifiFile(file.render()), UID)
    assert lab.security == "wpa3" and lab.hidden and lab.password == b"x"


def test_rewrites_clear_passwords_only():
    file = WifiFile(b"wifi.ssid = a\nwifi.psk = correct horse\n# keep\nwifi.2.ssid = b\n")
    assert saved_networks.hide_clear_passwords(file, UID)
    assert b"correct horse" not in file.render() and b"# keep" in file.render()
    assert networks_in(file.render()) == [(b"a", b"correct horse"), (b"b", b"")]
    assert not saved_networks.hide_clear_passwords(file, UID)


def test_the_hidden_form_is_openmvs_own():
    # enc: and the XOR with SHA-256 of the id, worked out by hand for the id "chip-one".
    import hashlib

    key = hashlib.sha256(UID).digest()
    expected = "enc:" + bytes(a ^ b for a, b in zip(b"correct horse", key)).hex()
    assert obfuscation.hide(b"correct horse", UID) == expected
    assert obfuscation.reveal(expected, UID) == b"correct horse"
    assert len(obfuscation.hide(b"x" * 64, UID)) == 4 + 128
    assert not obfuscation.is_hidden("enc:not hex") and not obfuscation.is_hidden("correct horse")


def test_another_chip_reads_something_else():
    assert (
        obfuscation.reveal(obfuscation.hide(b"correct horse", UID), b"chip-two") != b"correct horse"
    )


OLD, NEW = checksum.add(b"wifi.ssid = old\n"), checksum.add(b"wifi.ssid = new\nand more\n")
BEGUN = checksum.add(b"wifi.ssid = new\nand more\n", begun=True)


def test_the_backup_is_believed_as_long_as_the_file_may_be_half_written():
    for cut in range(len(NEW)):
        assert checksum.choose(OLD, BEGUN[:cut]) == OLD  # torn while the backup was written
        assert checksum.choose(NEW[:cut] + OLD[cut:], BEGUN) == BEGUN  # while the file was
        assert checksum.choose(NEW[:cut] + b"\xff" * 40, BEGUN) == BEGUN
        assert checksum.choose(NEW, NEW[:cut] + BEGUN[cut:]) in (NEW, BEGUN)  # while it was sealed
    assert checksum.choose(OLD, OLD) == OLD and checksum.choose(OLD, BEGUN) == BEGUN


def test_the_backup_is_believed_where_there_is_no_file():
    for blank in (None, b"", b"\r\n \t", bytes(512), b"\xff" * 512):
        assert checksum.choose(blank, NEW) == NEW
    assert checksum.choose(None, NEW[:9]) == b"" and checksum.choose(None, None) == b""
    assert checksum.choose(b"wifi.ssid = a", None) == b"wifi.ssid = a"


def test_a_file_changed_by_hand_is_not_taken_for_torn():
    for by_hand in (NEW.replace(b"new", b"old"), NEW[:8], NEW[:-6], b"wifi.ssid = c\n", b"#"):
        assert checksum.choose(by_hand, NEW) == by_hand
    assert checksum.strip(NEW.replace(b"new", b"b")) == b"wifi.ssid = b\nand more\n"
    assert checksum.strip(NEW + b"added = 1") == b"wifi.ssid = new\nand more\nadded = 1\n"


def test_the_seal_is_one_line_and_blanks_may_follow():
    for whole in (checksum.add(b""), checksum.add(b"x\n"), checksum.add(b"x\n") + b"   "):
        assert checksum.is_whole(whole) and not checksum.is_whole(whole, begun=True)
    assert checksum.is_whole(BEGUN, begun=True) and not checksum.is_whole(BEGUN)
    for broken in (b"", None, b"x\n", checksum.add(b"x\n") + b"y\n", OLD[:-2], OLD + NEW):
        assert not checksum.is_whole(broken) and not checksum.is_whole(broken, begun=True)


def test_smart_quotes_around_a_value_are_dropped_and_said():
    for written in ("“Shop”", "„Shop“", "‘Shop’", "”Shop”", "\t“Shop” # new"):
        file = WifiFile(("WIFI.SSID =" + written).encode())
        assert file.get("wifi.ssid") == "Shop", written
        assert file.faults() == [(0, "quotes_dropped")]
    assert WifiFile("a = “ Shop ”".encode()).get("a") == " Shop "


def test_other_quotes_are_part_of_the_value():
    for value in ('"Shop"', "'Shop'", "“Shop", "‘tis", "“", '"'):
        file = WifiFile(("wifi.ssid = " + value).encode())
        assert file.get("wifi.ssid") == value
        assert file.faults() == ([] if value == '"' else [(0, "quotes_kept")]), value
    for value in ("Shop”", 'the 7" shelf', "Joe’s", "rock 'n' roll", "’"):
        file = WifiFile(("wifi.ssid = " + value).encode())
        assert file.get("wifi.ssid") == value
        assert file.faults() == ([(0, "quotes_kept")] if value == "’" else []), value


def test_no_quote_changes_what_the_portal_writes():
    for ssid in ("“Shop”", "‘Shop’", '"Shop"', "“", "\u00a0Shop", "Shop\u200b", "\ufeffShop"):
        for password in ("“correct horse”", '"correct horse"', "\u00a0correct horse"):
            file = WifiFile()
            saved_networks.remember(file, Credentials(ssid.encode(), password.encode()), UID)
            assert networks_in(file.render()) == [(ssid.encode(), password.encode())], ssid


def test_blanks_that_no_program_takes_for_blanks():
    first = "\u00a0wifi.ssid\u00a0\t=\t\u202fShop à la carte\u00a0\r\n"
    second = "\ufeffwifi.psk =\u200b12 345\u00a0678"
    found = networks_in((first + second).encode())
    assert found == [("Shop à la carte".encode(), "12 345\u00a0678".encode())]


def test_more_blanks_than_a_stack_has_room_for():
    blanks = b" \xc2\xa0\xe2\x80\x8b" * 400
    data = b"# notes" + blanks + b"\n" + blanks + b"wifi.ssid = Shop" + blanks + b"\n" + blanks
    assert networks_in(data) == [(b"Shop", b"")]


def test_utf16_is_understood():
    written = "# Büro\r\nwifi.ssid = Büro 🎥\r\nwifi.psk = correct horse\r\n"
    little, big = bytearray(b"\xff\xfe"), bytearray(b"\xfe\xff")
    units = [ord(letter) for letter in written.replace("🎥", "")]
    at = units.index(ord("\r"), 9)
    units[at:at] = [0xD83C, 0xDFA5]
    for unit in units:
        little.extend(bytes((unit & 0xFF, unit >> 8)))
        big.extend(bytes((unit >> 8, unit & 0xFF)))
    for data in (bytes(little), bytes(big)):
        assert WifiFile(data).render() == written.replace("\r", "").encode()
        assert networks_in(data) == [("Büro 🎥".encode(), b"correct horse")]


def test_what_is_no_text_is_named_by_its_line_and_kept():
    data = (
        b"# B\xfcro\nwifi.ssid = B\xfcro\nwifi.psk = \x00\x00\nw\x00i\x00 = 1\n"
        + b"="
        + b"y" * 3000
    )
    file = WifiFile(data)
    assert file.faults() == [(number, "not_understood") for number in (1, 2, 3, 4)]
    assert not any(file.keys) and file.render() == data + b"\n"


def test_a_hash_within_a_password():
    for value in ("#1 password", "pass#word", "a#b#c#d#", "########"):
        assert WifiFile(("wifi.psk = %s # comment" % value).encode()).get("wifi.psk") == value


def test_a_comment_outlives_its_value():
    for comment in ("# the office", "#1", "# a = b # c"):
        file = WifiFile(("wifi.ssid = a\nwifi.psk = pass#word\t %s\u00a0\n" % comment).encode())
        assert saved_networks.hide_clear_passwords(file, UID)
        file.set("wifi.ssid", "#b")
        assert networks_in(file.render()) == [(b"#b", b"pass#word")]
        line = file.render().split(b"\n")[1]
        assert line.startswith(b"wifi.psk = enc:") and line.endswith(b" " + comment.encode())


def test_recovery_gets_what_its_reader_can_read():
    file = WifiFile(b"# mine\nipv4 = dhcp\n")
    assert openmv_recovery.update(file, Credentials(b"Shop", b"correct horse"), UID)
    assert file.get("interface") == "wifi" and file.get("wifi.ssid") == "Shop"
    assert obfuscation.reveal(file.get("wifi.psk"), UID) == b"correct horse"
    assert (
        openmv_recovery.update(file, Credentials(b"Guests"), UID) and file.get("wifi.psk") is None
    )
    assert b"# mine\nipv4 = dhcp\n" in file.render()
    before = file.render()
    assert not openmv_recovery.update(file, Credentials(b" blank first"), UID)
    assert file.render() == before


def test_clear_ssids_are_those_that_come_back():
    for ssid in (b"a", b"a#b", b"#x", b"=", "é".encode()):
        assert config_file.clear_ssid(ssid) is not None, ssid
    for ssid in (b" a", b"a ", b"a #b", b"a\t#b", b"\n", b"\xff", b"hex:00", b"\x00"):
        assert config_file.clear_ssid(ssid) is None, ssid


def test_a_login_is_kept_with_its_certificate():
    from portal.join.enterprise import Login

    file = WifiFile()
    login = Login(b" anna", "ttls-pap", certificate="5f" * 32)
    saved_networks.remember(file, Credentials(b"Campus", b"s3cret", "enterprise", login=login), UID)
    login = Login(b"bert", authority="campus.pem", server="radius.site")
    saved_networks.remember(file, Credentials(b"Works", b"s3cret", "enterprise", login=login), UID)
    assert b"s3cret" not in file.render()
    (first, second), faults = saved_networks.read(WifiFile(file.render()), UID)
    assert not faults and first.password == second.password == b"s3cret"
    assert first.login.identity == b" anna" and first.login.method == "ttls-pap"
    assert first.login.certificate == "5f" * 32 and first.login.authority is None
    assert second.login.authority == "campus.pem" and second.login.server == "radius.site"
    saved_networks.forget(file)
    assert not saved_networks.read(file, UID)[0] and b"anna" not in file.render()


def test_a_login_is_nothing_for_openmvs_recovery():
    from portal.join.enterprise import Login

    proven = Credentials(b"Campus", b"s3cret", "enterprise", login=Login(b"anna"))
    file = WifiFile()
    assert not openmv_recovery.update(file, proven, UID) and file.render() == b""
