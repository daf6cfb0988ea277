"""The guard, the probes and the escapes. Runs on CPython and on MicroPython."""

from portal.core import sentences
from portal.identity import hostname, hotspot_ssid
from portal.join.verdict import FAILURES
from portal.web import request_guard, template
from portal.web.captive_probes import online_answer

OURS = "192.168.4.1"
JSON = "application/json"


def why_refused(method="GET", path="/", host=OURS, origin=None, content_type=None):
    return request_guard.why_refused(method, path, host, origin, content_type, OURS)


def test_reads_need_our_host_only():
    assert why_refused() is None and why_refused("HEAD") is None
    assert why_refused(host=OURS + ":80") is None
    for host in (None, "", "evil.example", OURS + ":8080", OURS + ".evil.example", "192.168.4.10"):
        assert why_refused(host=host) == request_guard.REDIRECT


def test_changes_need_host_origin_and_type():
    assert why_refused("POST", content_type=JSON) is None
    assert why_refused("POST", content_type="application/json; charset=utf-8") is None
    assert why_refused("POST", content_type="application/x-www-form-urlencoded") is None
    assert why_refused("POST", origin="http://" + OURS, content_type=JSON) is None
    assert why_refused("POST", host="evil.example", content_type=JSON) == request_guard.FOREIGN_HOST
    for origin in ("http://evil.example", "null", "", "https://" + OURS, "http://" + OURS + ":81"):
        assert why_refused("POST", origin=origin, content_type=JSON) == request_guard.FOREIGN_ORIGIN
    for kind in (None, "", "text/plain", "multipart/form-data", "application/jsonx"):
        assert why_refused("POST", content_type=kind) == request_guard.CONTENT_TYPE
    assert why_refused("DELETE", host="x") == request_guard.FOREIGN_HOST


def test_nothing_is_at_two_paths():
    assert why_refused(path="/wpad.dat", host="wpad") == request_guard.NOT_FOUND
    assert why_refused(path="/favicon.ico") == request_guard.NOT_FOUND


def test_apple_is_welcomed_first_and_all_others_when_the_result_was_shown():
    assert online_answer("captive.apple.com", "/hotspot-detect.html", False)[0] == 200
    assert online_answer("connectivitycheck.gstatic.com", "/generate_204", False) is None
    assert online_answer("connectivitycheck.gstatic.com", "/generate_204", True) == (204, "")
    assert online_answer("www.msftconnecttest.com", "/connecttest.txt", True)[1].startswith("Micro")
    assert online_answer("www.example.com", "/", True) is None


def test_escapes_what_html_takes_for_its_own():
    assert template.escape("<a b=\"c\" d='e'>&") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;"


def test_every_verdict_has_its_sentences():
    for word in FAILURES:
        title, advice = sentences.reason(word, "Shop {name} <x>")
        assert title and advice and "{name}" not in advice.replace("Shop {name} <x>", "")
    assert sentences.error("password_too_short") == "A Wi-Fi password has at least 8 characters."
    assert sentences.error("no such word") == sentences.error("malformed")


def test_host_names_are_legal():
    assert hostname("OpenMV-A1B2C3") == "openmv-a1b2c3"
    assert hostname("  Front door, 2nd! ") == "front-door-2nd"
    assert hostname("日本") == "openmv"
    assert len(hostname("x" * 80)) == 32
    assert hostname("a" * 31 + "-b") == "a" * 31


def test_hotspot_names_are_cut_at_whole_letters():
    assert hotspot_ssid("é" * 17) == "é" * 16


def test_guests_are_those_on_the_hotspots_own_network():
    assert request_guard.is_on_hotspot((OURS[:-1] + "16", 50000), OURS)
    for client in (None, (), ("192.168.40.16", 80), ("192.168.1.16", 80), ("10.168.4.16", 80)):
        assert not request_guard.is_on_hotspot(client, OURS)
    assert not request_guard.is_on_hotspot(("fe80::1", 80), OURS)
