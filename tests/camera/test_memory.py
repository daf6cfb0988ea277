"""What setup takes of the heap, on MicroPython, and that it gives it back."""

import re
from importlib.util import find_spec

import pytest
from support.drive import Drive
from support.on_micropython import needs_micropython
from support.simulated_camera import SimulatedCamera

pytestmark = needs_micropython

SHOP = {"ssid": "Shop", "password": "correct horse", "rssi": -50, "channel": 6}
NETWORKS = [
    {"ssid": f"Network {i}", "password": "x" * 8, "rssi": -60 - i, "channel": 6} for i in range(4)
]
KIB = 1024
# What the flow has been seen to take, and a little more, so that nothing grows unseen; the
# figures themselves are tools/benchmark.py's.
FLOW_KIB = 160
# MicroPython keeps names in pools of 20, 40, ... 640 (py/qstr.c): six of them, which hold 1260.
# The seventh would be one piece of 14 KB on 64 bits, more than a small heap has together.
POOLS_MAX = 6
OF_SETUP = [
    f"portal.{name}"
    for name in (
        "web.app", "web.pages", "web.api", "web.views", "setup.hotspot", "setup.session",
        "server.async_server", "lens.sensor",
    )
]  # fmt: skip
# What may stay: the program that is simulated has a policy of its own.
LEFT = {
    "portal.policy",
    "portal.errors",
    "portal.core",
    "portal.core.modules",
    "portal.core.console",
}


def heap(camera) -> dict[str, int]:
    """Bytes in use behind each word, the last time it came."""
    camera.wait_for("heap linked")
    lines = [line.split() for line in camera.lines if line.startswith("heap ")]
    return {word: int(count) for _, word, count in lines}


def modules(camera, word: str) -> list[str]:
    return camera.wait_for(f"modules {word} (.*)")[1].split()


def test_setup_gives_its_memory_back(tmp_path):
    """After setup, no more is in use than before it, and nothing of the web server."""
    with SimulatedCamera(tmp_path, [SHOP], measure=True).wait_ready() as camera:
        camera.get("/")
        camera.join(ssid="Shop", password="wrong horse")
        camera.join(ssid="Shop", password="correct horse")
        assert "portal.web.app" in modules(camera, "joined")
        camera.post("api/done")
        used = heap(camera)
        assert used["linked"] < used["starting"]
        assert used["hosting"] > used["linked"] + 30 * KIB
        left = [name for name in modules(camera, "linked") if name.startswith(("portal.", "micro"))]
        assert set(left) <= LEFT
        pools = [int(count) for count in re.findall(r"n_pool=(\d+)", camera.output)]
        assert pools and max(pools) <= POOLS_MAX


@pytest.mark.parametrize("name", [*OF_SETUP, *sorted(LEFT)])
def test_the_modules_named_here_exist(name):
    """A name that no module has is never loaded, and would prove nothing."""
    assert find_spec(name)


def test_many_networks_are_listed_in_little_heap(tmp_path):
    air = [{**NETWORKS[0], "ssid": f"A network of many {i:02}"} for i in range(30)]
    with SimulatedCamera(tmp_path, air, board="m7").wait_ready() as camera:
        assert len(camera.get("api/networks").json()["networks"]) == 30
        assert "MemoryError" not in camera.output


def test_a_known_network_never_loads_the_web_server(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = Shop\nwifi.psk = correct horse\n")
    with SimulatedCamera(tmp_path, [SHOP], measure=True) as camera:
        camera.wait_for("heap linked")
        for word in ("starting", "joining", "joined"):
            loaded = modules(camera, word)
            assert "portal.camera" in loaded and "microdot" not in loaded
            assert not [name for name in OF_SETUP if name in loaded]


def test_the_whole_flow_in_a_small_heap(tmp_path):
    """List, page, wrong password, right password."""
    air, size = [SHOP, *NETWORKS], f"{FLOW_KIB}k"
    with SimulatedCamera(tmp_path, air, board="nicla", heap=size).wait_ready() as camera:
        assert "Network 3" in camera.get("/").text
        assert camera.join(ssid="Shop", password="wrong horse")["reason"] == "wrong_password"
        assert camera.join(ssid="Shop", password="correct horse")["state"] == "joined"
        camera.post("api/done")
        camera.wait_for("state closing")
        assert "memory" not in camera.output and "MemoryError" not in camera.output


@pytest.mark.parametrize("settings", [b"wifi.ssid = Shop\nwifi.psk = correct horse\n", b""])
def test_a_heap_without_room_for_the_page(tmp_path, settings):
    """The M7's own: it says that there is no hotspot, goes on trying, and joins what its file says
    as soon as that is there."""
    Drive(tmp_path / "flash.img", size_bytes=1 << 20).write("/wifi.txt", settings)
    options = {"board": "m7", "heap": "100k", "speed": 200}
    with SimulatedCamera(tmp_path, [], **options) as camera:
        camera.wait_for("fault (the hotspot|a round of tries) failed: memory")
        if settings:
            camera.set_air([SHOP])
            camera.wait_for("state joined")
        else:
            camera.wait_until(lambda: camera.output.count("fault the hotspot failed") > 1)
