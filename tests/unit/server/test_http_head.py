"""What is a request's head, and what is none. Runs on CPython and on MicroPython."""

from portal.server.http_head import end_of, is_sound

HOST = b"\r\nHost: 192.168.4.1\r\n\r\n"


def head(url):
    return b"GET " + url + b" HTTP/1.1" + HOST


def test_where_a_head_ends():
    assert end_of(b"GET / HTTP/1.1\r\nA: b\r\n\r\nbody") == 24
    assert end_of(b"GET / HTTP/1.1\nA: b\n\nbody") == 21
    assert end_of(b"GET / HTTP/1.1\r\nA: b\r\n") is None


def test_escapes_that_are_some():
    for url in (
        b"/",
        b"/?x=%41%42",
        b"/?x=%C3%BC",
        b"/?x=%f0%9f%8e%a5",
        b"/%20a?b=%25",
        b"/%E9t%E9",
    ):
        assert is_sound(head(url)), url


def test_escapes_that_are_none():
    for url in (b"/?x=%", b"/?x=%4", b"/?x=%zz", b"/?x=%4g", b"/?x=%ff", b"/?x=%c3", b"/?x=%+1"):
        assert not is_sound(head(url)), url


def test_lines_that_are_none():
    for line in (
        b"no colon",
        b" Folded: 1",
        b"Content-Length : 1",
        b"\x1c",
        b"Content-Length: -5",
        b"Content-Length: many",
        b"Content-Length: \xc2\xb2",
    ):
        assert not is_sound(b"GET / HTTP/1.1\r\n" + line + HOST), line
        assert not is_sound(b"GET / HTTP/1.1" + HOST[:-2] + line + b"\r\n\r\n"), line
    assert not is_sound(b"GET /" + HOST) and not is_sound(b"\xff\xfe" + HOST)
