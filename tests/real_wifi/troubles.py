"""What goes wrong on the camera itself, and a name that is on two channels; run inside the guest as
``cases`` is."""

import json
import signal
import time
from contextlib import suppress
from pathlib import Path

import site_networks as site
from cases import Bench, report
from linux_camera import INTERFACE, leftovers
from radios import run


def hotspot_fails(bench: Bench) -> None:
    """A move that is not announced and does not open again: the next hotspot does, and nothing
    is left at the end."""
    bench.switch_on("/tmp/flash-stuck")
    hostapd = Path("/bin/hostapd")
    hostapd.rename("/bin/hostapd.away")
    hostapd.symlink_to("false")
    bench.camera.signal("hostapd", signal.SIGSTOP)
    with suppress(OSError):  # the answer may come too late for the phone
        bench.phone.ask("POST", "/api/join", {"ssid": "Six", "password": site.PASSWORD})
    bench.camera.wait_for("the hotspot failed")
    seen = len(bench.camera.lines)
    hostapd.unlink()
    Path("/bin/hostapd.away").rename(hostapd)
    bench.camera.wait_for("^ready", timeout_s=400, after=seen)
    code = bench.camera.stop()
    report("hotspot-failed", code=code, left=leftovers(), lines=bench.camera.lines)


def supplicant_dies(bench: Bench) -> None:
    """Under the page, and under a link that is watched."""
    bench.switch_on("/tmp/flash-dead", "--keep")
    bench.camera.signal("wpa_supplicant", signal.SIGKILL)
    bench.phone.ask("POST", "/api/scan", {})
    time.sleep(10)
    heard = [row["ssid"] for row in bench.phone.get("/api/networks")["networks"]]
    bench.camera.signal("wpa_supplicant", signal.SIGKILL)
    code, _, text = bench.phone.ask("POST", "/api/join", {"ssid": "Six", "password": site.PASSWORD})
    link = bench.follow(json.loads(text)["attempt"])
    bench.phone.ask("POST", "/api/done", {})
    bench.camera.wait_for("^state closing")
    joined = len(bench.camera.lines)
    bench.camera.signal("wpa_supplicant", signal.SIGKILL)
    bench.camera.wait_for("^state joined 10.7.", after=joined)
    ended = bench.camera.stop()
    report("supplicant-died", heard=heard, code=code, state=link["state"], ended=ended,
           left=leftovers(), lines=bench.camera.lines)  # fmt: skip


def twins(bench: Bench) -> None:
    """Two access points of one name: the hotspot is where the stronger is, and the other is not
    even tried. It may be used once the hotspot is closed."""
    near = bench.site["Twins"]
    bench.switch_on("/tmp/flash-twins")
    bench.join("twins", ssid="Twins", password=site.PASSWORD)
    bench.finish("twins-online")
    log = Path(f"/run/camera-portal-{INTERFACE}/wpa_supplicant.log").read_text()
    near.stop()
    report("twin-gone", moved=comes_to(2462), refused=log.count("to the driver failed"))
    near.start()


def comes_to(frequency: int) -> bool:
    """Whether the supplicant that the camera has left to itself finds another access point."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        link = run("iw", "dev", INTERFACE, "link", namespace="camera")
        if f"freq: {frequency}" in link:
            return True
        time.sleep(0.5)
    return False


def main() -> None:
    bench = Bench("Six", *site.TWINS)
    for work in (hotspot_fails, supplicant_dies, twins):
        work(bench)


if __name__ == "__main__":
    main()
