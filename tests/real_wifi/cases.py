"""The cases of the bench, run inside the guest; each prints one line of JSON."""

import json
import re
import time
from pathlib import Path

import site_networks as site
from linux_camera import INTERFACE, LinuxCamera, Witness, leftovers
from radios import Air, Namespace, run
from station import Station

from portal.radio.linux.hostapd import AccessPoint

BEGUN = r"CTRL-EVENT-SCAN-STARTED|SME: Trying|Trying to associate"
NAMES = Path("/etc/resolv.conf")
ENDED = (
    "EVENT-CONNECTED|pre-shared key may be incorrect|AUTH-REJECT|ASSOC-REJECT|EAP-FAILURE"
    "|NETWORK-NOT-FOUND"
)
LOGIN = {"security": "enterprise", "identity": site.IDENTITY}
TUNNELLED = {"security": "enterprise", "identity": site.TUNNEL_IDENTITY, "method": "ttls-pap"}


def report(case: str, **facts) -> None:
    print("CASE " + json.dumps({"case": case, **facts}), flush=True)


class Bench:
    """The site, the phone, and the camera that is switched on at the moment.

    :param networks: those of ``site_networks`` that are on air; the usual ones where none is named.
    """

    def __init__(self, *networks: str) -> None:
        # As on many boards: a link to what another program keeps.
        NAMES.rename("/run/resolv.conf")
        NAMES.symlink_to("/run/resolv.conf")
        NAMES.write_text("nameserver 127.0.0.1\n")
        Namespace("site")
        self.place = Namespace("camera")
        self.air = Air()
        phone = Namespace("phone")
        self.air.add_radio("camera", INTERFACE, "02:00:00:00:0c:00")
        self.air.add_radio("phone", "phone0", "02:00:00:00:0f:00")
        self.site = site.build(self.air, *networks)
        self.phone = Station(phone, "phone0")
        second = Namespace("second")
        self.air.add_radio("second", "second0", "02:00:00:00:0f:01")
        self.second = Station(second, "second0")
        self.camera: LinuxCamera | None = None
        self.witness: Witness | None = None

    def switch_on(self, flash: str, *options: str) -> None:
        """Start a camera and put the phone on its hotspot."""
        self.camera = LinuxCamera(flash, *options)
        hotspot = json.loads(self.camera.wait_for(r"^hotspot (.*)")[1])
        self.camera.wait_for("^ready")
        self.witness = Witness()
        assert self.phone.join(hotspot["ssid"], hotspot["password"])
        self.phone.lease()
        self.phone.events()

    def join(self, case: str, **fields) -> dict:
        """Join as the page does and report the verdict, with the time that was the portal's."""
        self.witness.forget()
        begun = time.monotonic()
        code, _, text = self.phone.ask("POST", "/api/join", fields)
        assert code == 202, (code, text)
        link = self.follow(json.loads(text)["attempt"])
        took_s = time.monotonic() - begun
        supplicant_s, event = self.witness.between(BEGUN, ENDED)
        report(
            case,
            state=link["state"],
            reason=link["reason"],
            address=link["address"],
            took_s=round(took_s, 3),
            supplicant_s=round(supplicant_s, 3),
            overhead_s=round(took_s - supplicant_s, 3),
            event=event.split(" [")[0][:80],
            page=self.phone.ask("GET", "/link")[2]
            .partition("<section")[2]
            .partition("</section")[0],
            phone_stayed=not any("DISCONNECTED" in event for event in self.phone.events()),
        )
        return link

    def follow(self, number: int, phone: Station | None = None, timeout_s: float = 60) -> dict:
        """The attempt's result, as a phone's page reads it."""
        begun = time.monotonic()
        while time.monotonic() < begun + timeout_s:
            try:
                link = (phone or self.phone).get("/api/link")
                if link["attempt"] == number and link["state"] != "joining":
                    return link
            except OSError:
                pass  # the hotspot is moving
            time.sleep(0.02 if time.monotonic() < begun + 1.5 else 0.1)
        raise AssertionError(f"no verdict: {self.camera.lines}")

    def finish(self, case: str) -> None:
        """The page says that the result was read; the camera ends by itself, online."""
        self.phone.ask("POST", "/api/done", {})
        code = self.camera.wait()
        address = run("ip", "-4", "addr", "show", "dev", INTERFACE, namespace="camera")
        report(case, code=code, lines=self.camera.lines, online="inet 10.7." in address)


def failures(bench: Bench) -> None:
    wrong = "wrong horse"
    bench.join("wpa2-wrong", ssid="Workshop", password=wrong)
    bench.join("wpa3-wrong", ssid="Studio", password=wrong)
    bench.join("ttls-wrong", ssid="Campus", password=wrong, **TUNNELLED)
    bench.join("peap-wrong", ssid="Campus", password=wrong, **LOGIN)
    bench.join("absent", ssid="Nowhere", password=wrong, hidden=True)
    bench.join("no-lease", ssid="Mute", password=site.PASSWORD)
    bench.join("refused", ssid="Full house")


def first_visit(bench: Bench) -> None:
    """What a phone does on the hotspot before anybody types anything."""
    bench.switch_on("/tmp/flash")
    address, router, names = bench.phone.lease()
    code, headers, _ = bench.phone.ask("GET", "/generate_204", host="connectivitycheck.gstatic.com")
    page = bench.phone.ask("GET", "/")
    report(
        "visit",
        lease=[address, router, names],
        resolved=bench.phone.resolve("connectivitycheck.gstatic.com"),
        redirect=[code, headers.get("Location")],
        page=[page[0], "Workshop" in page[2]],
        login='name="identity"' in page[2],
        networks=bench.phone.get("/api/networks")["networks"],
    )


def successes(bench: Bench) -> None:
    """Each by a camera of its own, which SIGTERM ends after the verdict."""
    for case, fields in SUCCESSES.items():
        flash = Path("/tmp/flash-" + case)
        flash.mkdir()
        (flash / "site.pem").write_bytes((site.FOLDER / "certificate.pem").read_bytes())
        bench.switch_on(str(flash))
        bench.join(case, **fields)
        routes = run("ip", "-4", "route", "show", "default", namespace="camera")
        names = NAMES.read_text()
        code = bench.camera.stop()
        report(case + "-ended", code=code, left=leftovers(), lines=bench.camera.lines,
               routes=routes, names=names, linked=NAMES.is_symlink(),
               kept=NAMES.read_text())  # fmt: skip


def pinned(bench: Bench) -> None:
    """The certificate that was pinned on first use is kept, and no other is trusted."""
    settings = Path("/tmp/flash-peap-right/wifi.txt")
    text = settings.read_text()
    digest = re.search(r"wifi.certificate = ([0-9a-f]{64})", text)[1]
    camera = LinuxCamera("/tmp/flash-peap-right")
    code = camera.wait()
    report("pinned", code=code, lines=camera.lines, kept=digest in settings.read_text())
    Path("/tmp/flash-other").mkdir()
    other = text.replace(digest, "0" * 64)
    other = re.sub("(?m)^# seal.*$", "", other)
    Path("/tmp/flash-other/wifi.txt").write_text(other)
    camera = LinuxCamera("/tmp/flash-other")
    camera.wait_for("state failed")
    report("other-certificate", code=camera.stop(), lines=camera.lines)


def strangers(bench: Bench) -> None:
    """A wrong hotspot password gets nothing; two phones on the right one; a deauthentication."""
    bench.switch_on("/tmp/flash-strangers")
    hotspot = json.loads(bench.camera.wait_for(r"^hotspot (.*)")[1])
    report("stranger", joined=bench.second.join(hotspot["ssid"], "not the password", 8))
    report("second", joined=bench.second.join(hotspot["ssid"], hotspot["password"]))
    bench.second.lease()
    lists = [phone.get("/api/networks")["networks"] for phone in (bench.phone, bench.second)]
    code, _, text = bench.phone.ask("POST", "/api/join", {"ssid": "Nowhere", "hidden": True})
    other, _, error = bench.second.ask("POST", "/api/join", {"ssid": "Cafe"})
    told = [
        bench.follow(json.loads(text)["attempt"], phone) for phone in (bench.phone, bench.second)
    ]
    report("two-phones", same=lists[0] == lists[1], codes=[code, other], error=error,
           reasons=[link["reason"] for link in told])  # fmt: skip
    bench.camera.deauthenticate()
    time.sleep(2)
    hotspots = [line for line in bench.camera.lines if line.startswith("hotspot")]
    camera = bench.phone.get("/api/camera") if bench.phone.comes_back() else {}
    report("deauthenticated", hotspots=len(hotspots), open=camera.get("hotspot", {}).get("open"))
    bench.camera.stop()


def several(bench: Bench) -> None:
    """By file: the first network is not on air, the second is."""
    Path("/tmp/flash-several").mkdir()
    Path("/tmp/flash-several/wifi.txt").write_text(
        "wifi.ssid = Nowhere\nwifi.psk = correct horse\n"
        f"wifi.2.ssid = Workshop\nwifi.2.psk = {site.PASSWORD}\n"
    )
    camera = LinuxCamera("/tmp/flash-several")
    report("several", code=camera.wait(), lines=camera.lines)


def killed(bench: Bench) -> None:
    """A camera that had no time to clean up, and the next one."""
    camera = LinuxCamera("/tmp/flash", "--keep")
    camera.wait_for("state joined")
    camera.kill()
    before = leftovers()
    camera = LinuxCamera("/tmp/flash", "--keep")
    camera.wait_for("state joined")
    camera.stop()
    folder = Path(f"/run/camera-portal-{INTERFACE}").exists()
    report("killed", before=before, lines=camera.lines, left=leftovers(), folder=folder)


class MuteAccessPoint(AccessPoint):
    """A hotspot whose driver cannot announce a move, as some boards' cannot."""

    def _announce(self, channel: int) -> None:
        raise OSError("not supported")


def moves_without_a_word(bench: Bench) -> None:
    """The hotspot opens again on the other channel, and the phone comes back by itself."""
    Path("/tmp/mute").mkdir()
    station = ("iw", "dev", INTERFACE, "interface", "add", "mute-ap")
    run(*station, "type", "__ap", "addr", "42:00:00:00:0c:00", namespace="camera")
    hotspot = bench.place.call(
        MuteAccessPoint, "mute-ap", "/tmp/mute", "Mute camera", site.PASSWORD, 1, None
    )
    joined = bench.phone.join("Mute camera", site.PASSWORD)
    bench.place.call(hotspot.move, 6)
    time.sleep(1)
    came_back = bench.phone.comes_back()
    channel = re.search(r"channel (\d+)", run("iw", "dev", "mute-ap", "info", namespace="camera"))
    report("moved-again", joined=joined, came_back=came_back, channel=channel[1])
    bench.place.call(hotspot.stop)
    run("iw", "dev", "mute-ap", "del", namespace="camera")


def comes_back(bench: Bench) -> None:
    """With --keep: the access point dies and returns; then the whole site is dark at boot."""
    workshop = bench.site["Workshop"]
    camera = LinuxCamera("/tmp/flash", "--keep")
    camera.wait_for("state joined")
    bench.air.set_heard(workshop.interface, False)
    time.sleep(20)
    gone = len(camera.lines)
    bench.air.set_heard(workshop.interface, True)
    camera.wait_for("state joined", after=gone)
    report("came-back", lines=camera.lines, code=camera.stop(), left=leftovers())
    workshop.stop()
    camera = LinuxCamera("/tmp/flash", "--keep")
    camera.wait_for("state failed")
    time.sleep(40)
    workshop.start()
    camera.wait_for("state joined")
    report("dark-at-boot", lines=camera.lines, code=camera.stop(), left=leftovers())


def main() -> None:
    bench = Bench()
    try:
        report("site", networks=len(bench.site))
        first_visit(bench)
        failures(bench)
        bench.join("wpa2-right", ssid="Workshop", password=site.PASSWORD)
        bench.finish("online")
        for work in (
            successes,
            pinned,
            several,
            killed,
            moves_without_a_word,
            strangers,
            comes_back,
        ):
            work(bench)
    finally:
        if bench.camera:
            report("last-camera", code=bench.camera.stop(), lines=bench.camera.lines)


SUCCESSES = {
    "open": {"ssid": "Cafe"},
    "wpa3-right": {"ssid": "Studio", "password": site.PASSWORD},
    "mixed": {"ssid": "Mixed", "password": site.PASSWORD},
    "peap-right": {"ssid": "Campus", "password": site.LOGIN_PASSWORD, **LOGIN},
    "ttls-right": {"ssid": "Campus", "password": site.LOGIN_PASSWORD, **TUNNELLED},
    "ttls-mschapv2": {
        "ssid": "Campus",
        "password": site.LOGIN_PASSWORD,
        **TUNNELLED,
        "method": "ttls-mschapv2",
    },
    "signed": {
        "ssid": "Campus",
        "password": site.LOGIN_PASSWORD,
        "server": "radius.site",
        "authority": "site.pem",
        **LOGIN,
    },
    "hostile": {"id": site.HOSTILE.encode().hex(), "password": site.HOSTILE_PASSWORD},
    "hidden": {"ssid": "Lab", "password": site.PASSWORD, "hidden": True},
    "static": {
        "ssid": "Workshop",
        "password": site.PASSWORD,
        "address": "10.7.0.200/24",
        "gateway": "10.7.0.1",
    },
    "channel-6": {"ssid": "Six", "password": site.PASSWORD},
    "channel-11": {"ssid": "Eleven", "password": site.PASSWORD},
}

if __name__ == "__main__":
    main()
