"""Bytes and text. Runs on CPython and on MicroPython."""

from portal.core import text


def test_shows_text_as_it_is():
    for name in ("Workshop", "Café Zürich ☕", "日本語", "🎥" * 8, "a\u202eb", " two  spaces "):
        assert text.show(name.encode()) == name


def test_shows_other_bytes_as_hex():
    assert text.show(b"\xff\xfe") == "\\xff\\xfe"
    assert text.show(b"ok\xc3") == "ok\\xc3"
    assert text.show(b"a\x00b\x1b[2J\x7f") == "a\\x00b\\x1b[2J\\x7f"
    assert text.show(b"\xc2\x85") == "\\xc2\\x85"  # a control character of U+0080 to U+009F
    assert text.show(b"\xed\xa0\x80") == "\\xed\\xa0\\x80"  # half of a surrogate pair
    assert text.show(b"\xc0\xaf\xf5\x80\x80\x80") == "\\xc0\\xaf\\xf5\\x80\\x80\\x80"
    assert text.show(b"\xe0\x80\x80\xf4\x90\x80\x80").startswith("\\xe0\\x80")


def test_what_is_shown_is_always_utf8():
    for first in range(256):
        for second in (0x00, 0x41, 0x80, 0xA0, 0xBF, 0xC2, 0xFF):
            text.show(bytes((first, second, 0x80))).encode()


def test_encodes_every_plane():
    for letters in ("abc", "é", "☕", "🎥", "'’\"", ""):
        assert text.encode(letters) == letters.encode()


def test_joins_the_surrogates_that_micropythons_json_leaves():
    import json

    assert text.encode(json.loads('"\\ud83d\\ude00!"')) == "😀!".encode()
    assert text.encode(json.loads('"\\u00e9"')) == "é".encode()


def test_refuses_half_a_pair():
    import json

    for half in ('"\\ud83d"', '"\\ude00"', '"\\ude00\\ud83d"'):
        try:
            text.encode(json.loads(half))
        except ValueError:
            continue
        raise AssertionError("took half a pair")
