"""No password in anything the camera says: console, answers, pages, headers, files in clear."""

import json

import pytest
from support.simulated_camera import SimulatedCamera

RIGHT, WRONG = "sesame open right", "sesame open wrong"


@pytest.mark.parametrize("interpreter", ["micropython", "cpython"])
def test_grep_everything(tmp_path, interpreter):
    air = [{"ssid": "Shop", "password": RIGHT, "rssi": -50, "channel": 6}]
    said = []
    options = {"interpreter": interpreter}
    with SimulatedCamera(tmp_path, air, **options).wait_ready() as camera:
        hotspot = json.loads(camera.wait_for("hotspot (.*)")[1])

        def hear(answer):
            said.append(answer.text + str(answer.headers) + answer.url)

        def look():
            for path in ("/", "/?list", "/link", "/link?part", "/networks", "/api/link",
                         "/api/networks", "/api/camera", "/nowhere"):  # fmt: skip
                hear(camera.get(path))

        look()
        hear(camera.post("api/join", {"ssid": "x" * 33, "password": RIGHT}))
        hear(camera.post("join", data={"ssid": "", "password": RIGHT}))
        hear(camera.post("api/join", data=b'{"password": "%s' % RIGHT.encode(), headers={
            "Content-Type": "application/json"}))  # fmt: skip
        hear(camera.post("api/join", data=b"password=%s%%zz" % RIGHT.encode(), headers={
            "Content-Type": "application/x-www-form-urlencoded"}))  # fmt: skip
        camera.join(ssid="Shop", password=WRONG)
        look()
        camera.join(ssid="Shop", password=RIGHT)
        look()
        camera.stop()
        everything = "\n".join([*said, camera.output])
    for secret in (RIGHT, WRONG, "sesame"):
        assert secret not in everything
        assert secret.encode() not in (tmp_path / "flash.img").read_bytes()
    assert hotspot["password"] not in "\n".join(said)
    assert everything.count(hotspot["password"]) == 1  # the hotspot line of the console


def test_in_python(tmp_path):
    from portal.join.attempt import Attempt
    from portal.join.credentials import Credentials
    from portal.link import Link
    from portal.policy import Policy

    credentials = Credentials(b"Shop", RIGHT.encode())
    attempt = Attempt(1, credentials, Policy())
    for thing in (credentials, attempt, attempt.evidence(), Link("wlan", "10.0.0.1", b"Shop")):
        assert "sesame" not in repr(thing) + str(thing)
