"""What phones ask by themselves: every probe of portal/web/README.md, "Probes", by host and path;
DNS by a real resolver library; and the two on the same camera for its whole life."""

import random
import socket

import dnslib
import pytest
from support.simulated_camera import SimulatedCamera

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 6}
PAGE = "http://192.168.4.1/"

PROBES = [
    ("connectivitycheck.gstatic.com", "/generate_204"),
    ("www.google.com", "/gen_204"),
    ("play.googleapis.com", "/generate_204"),
    ("clients3.google.com", "/generate_204"),
    ("clients4.google.com", "/generate_204"),
    ("android.clients.google.com", "/generate_204"),
    ("connectivitycheck.android.com", "/generate_204"),
    ("www.gstatic.com", "/generate_204"),
    ("d2uzsrnmmf6tds.cloudfront.net", "/"),
    ("connect.rom.miui.com", "/generate_204"),
    ("connectivitycheck.platform.hicloud.com", "/generate_204"),
    ("www.androidbak.net", "/generate_204"),
    ("g.cn", "/generate_204"),
    ("captive.apple.com", "/hotspot-detect.html"),
    ("www.apple.com", "/library/test/success.html"),
    ("www.appleiphonecell.com", "/"),
    ("www.itools.info", "/"),
    ("www.ibook.info", "/"),
    ("www.airport.us", "/"),
    ("www.thinkdifferent.us", "/"),
    ("www.msftconnecttest.com", "/connecttest.txt"),
    ("www.msftconnecttest.com", "/redirect"),
    ("ipv6.msftconnecttest.com", "/connecttest.txt"),
    ("www.msftncsi.com", "/ncsi.txt"),
    ("detectportal.firefox.com", "/canonical.html"),
    ("detectportal.firefox.com", "/success.txt?ipv4"),
    ("connectivity-check.ubuntu.com", "/"),
    ("nmcheck.gnome.org", "/check_network_status.txt"),
    ("fedoraproject.org", "/static/hotspot.txt"),
    ("network-test.debian.org", "/nm"),
    ("networkcheck.kde.org", "/"),
    ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html"),
    ("spectrum.s3.amazonaws.com", "/kindle-wifi/wifiredirect.html"),
]
APPLE = [
    (host, path) for host, path in PROBES if "apple" in host or (path == "/" and "www." in host)
]
SUCCESS = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
ONLINE = {
    **{probe: (204, "") for probe in PROBES if probe[1].endswith("_204")},
    ("www.msftconnecttest.com", "/connecttest.txt"): (200, "Microsoft Connect Test"),
    ("www.msftncsi.com", "/ncsi.txt"): (200, "Microsoft NCSI"),
    ("detectportal.firefox.com", "/success.txt?ipv4"): (200, "success\n"),
    ("detectportal.firefox.com", "/canonical.html"): (
        200,
        '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>',
    ),
    ("connectivity-check.ubuntu.com", "/"): (200, "NetworkManager is online\n"),
    ("network-test.debian.org", "/nm"): (200, "NetworkManager is online\n"),
    ("nmcheck.gnome.org", "/check_network_status.txt"): (200, "NetworkManager is online\n"),
    ("fedoraproject.org", "/static/hotspot.txt"): (200, "OK"),
    ("networkcheck.kde.org", "/"): (200, "OK\n"),
}


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    with SimulatedCamera(tmp_path_factory.mktemp("captive"), [GUESTS]).wait_ready() as camera:
        yield camera


def probe(camera, host, path):
    return camera.get(path, headers={"Host": host})


def ask(camera, packet: bytes, timeout_s: float = 2) -> bytes | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(timeout_s)
        udp.sendto(packet, ("127.0.0.1", camera.dns_port))
        try:
            return udp.recv(4096)
        except TimeoutError:
            return None


@pytest.mark.parametrize("host, path", PROBES)
def test_every_probe_opens_the_portal(camera, host, path):
    answer = probe(camera, host, path)
    assert answer.status_code == 302
    assert answer.headers["Location"] == PAGE
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"].startswith("text/html")
    assert PAGE in answer.text and "Success" not in answer.text
    name = probe_name(camera, host)
    assert name == "192.168.4.1"


def probe_name(camera, host: str) -> str:
    query = dnslib.DNSRecord.question(host).pack()
    replies = (ask(camera, query) for _ in range(3))  # as resolvers do
    answer = dnslib.DNSRecord.parse(next(filter(None, replies)))
    return str(answer.rr[0].rdata)


def test_nothing_is_redirected_to_nothing(camera):
    for path in ("/wpad.dat", "/favicon.ico"):
        assert probe(camera, "wpad", path).status_code == 404


def test_any_other_path_of_ours_opens_the_portal(camera):
    answer = camera.get("/no/such/page")
    assert answer.status_code == 302
    assert answer.headers["Location"] == camera.url  # translated for this desktop's browser


@pytest.mark.parametrize("kind", ["AAAA", "HTTPS", "SVCB", "MX", "TXT", "PTR", "SOA", "ANY"])
def test_other_types_are_empty(camera, kind):
    query = dnslib.DNSRecord.question("connectivitycheck.gstatic.com", kind)
    answer = dnslib.DNSRecord.parse(ask(camera, query.pack()))
    assert answer.header.id == query.header.id and answer.header.qr == 1
    assert answer.header.rcode == dnslib.RCODE.NOERROR and not answer.rr


def test_a_keeps_the_case_and_is_forgotten_soon(camera):
    query = dnslib.DNSRecord.question("cOnnEctiViTycHeck.GStatic.com")
    raw = ask(camera, query.pack())
    answer = dnslib.DNSRecord.parse(raw)
    assert b"cOnnEctiViTycHeck" in raw and len(raw) <= 512
    assert answer.rr[0].ttl <= 10


def test_malformed_packets_are_dropped_and_the_next_is_answered(camera):
    good = dnslib.DNSRecord.question("example.com").pack()
    shuffle = random.Random(1)
    for packet in (b"", b"x", good[:-1], good[:11], good + bytes(600), b"\xff" * 512):
        assert ask(camera, packet, timeout_s=0.3) is None, packet[:16]
    for _ in range(200):
        noise = bytes(shuffle.randrange(256) for _ in range(shuffle.randrange(600)))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
            udp.sendto(noise, ("127.0.0.1", camera.dns_port))
    for _ in range(10):
        assert probe_name(camera, "captive.apple.com") == "192.168.4.1"


def test_after_success(tmp_path):
    """The sheet of an iPhone may say "Done" at once; Android's closes itself when it is told
    "online", so it is told after the person has read the result."""
    with SimulatedCamera(tmp_path, [GUESTS], speed=5).wait_ready() as camera:
        camera.join(ssid="Guests")
        for host, path in PROBES:
            answer = probe(camera, host, path)
            if (host, path) in APPLE:
                assert (answer.status_code, answer.text) == (200, SUCCESS)
            else:
                assert answer.status_code == 302, host
        assert camera.get("/link").status_code == 200
        camera.cut_power()
    with SimulatedCamera(tmp_path, [GUESTS], speed=1, flash=tmp_path / "other.img") as camera:
        camera.wait_ready()
        camera.join(ssid="Guests")
        camera.post("api/done")
        for (host, path), expected in ONLINE.items():
            answer = probe(camera, host, path)
            assert (answer.status_code, answer.text) == expected, host
        assert probe(camera, "captive.apple.com", "/hotspot-detect.html").text == SUCCESS
