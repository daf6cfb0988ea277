"""The installer's tool for one camera: the real command against a simulated camera."""

import http.server
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import traceback
from pathlib import Path

import pytest
from camera_portal import environment, exit_codes
from camera_portal.client.camera import Camera
from camera_portal.client.errors import Unreachable
from camera_portal.environment import ROOT
from camera_portal.inputs.password_input import VARIABLE, Secret
from support.drive import Drive
from support.networks import WORKSHOP
from support.simulated_camera import SimulatedCamera

from portal.core import sentences
from portal.join import verdict

GUESTS = {"ssid": "Guests", "security": "open", "rssi": -60, "channel": 6}


@pytest.fixture(scope="module", autouse=True)
def made():
    """The tool makes its environment itself; here nobody is to wait for it with a clock."""
    environment.make("installer")


def command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "tools" / "provision.py"), *words]


def surroundings(password: str | None) -> dict:
    found = {key: value for key, value in os.environ.items() if key != VARIABLE}
    return found if password is None else {**found, VARIABLE: password}


def provision(where, *words: str, password: str | None = None) -> subprocess.CompletedProcess:
    """Run the tool to its end; ``where`` is a camera, or options."""
    options = ["--url", where.url] if isinstance(where, SimulatedCamera) else list(where)
    done = subprocess.run(
        command(*options, *words),
        env=surroundings(password),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    assert password is None or password not in done.stdout + done.stderr
    return done


def network(**named) -> dict:
    return {**WORKSHOP, **named}


@pytest.mark.parametrize(
    "word, air, password",
    [
        ("joined", [network()], "correct horse"),
        ("wrong_password", [network(wrong_password="badauth")], "wrong horse"),
        ("not_found", [GUESTS], "correct horse"),
        ("weak_signal", [network(rssi=-90)], "correct horse"),
        ("no_address", [network(dhcp=False)], "correct horse"),
        ("unsupported", [network(security="wep")], "correct horse"),
    ],
)
def test_each_verdict_has_its_words_and_its_code(tmp_path, word, air, password):
    with SimulatedCamera(tmp_path, air).wait_ready() as camera:
        done = provision(camera, "join", "Workshop", password=password)
        assert done.returncode == exit_codes.OF_VERDICT[word]
        assert done.stdout.startswith(f"{word}: ")
        if word == "joined":
            assert (
                "address 192.168.1.57" in done.stdout and "host name openmv-a1b2c3" in done.stdout
            )
            camera.wait_for("state closing")  # long before the minute: it was told that it may
            assert b"Workshop" in Drive(tmp_path / "flash.img").read("/wifi.txt")
        else:
            for sentence in sentences.reason(word, "Workshop"):
                assert sentence in done.stdout
            again = provision(camera, "status")
            assert (again.returncode, again.stdout) == (done.returncode, done.stdout)
        assert "Joining Workshop: the network lets the camera in" in done.stderr


def test_every_verdict_has_a_code_and_help_says_so():
    codes = exit_codes.OF_VERDICT
    assert set(codes) == {verdict.JOINED, *verdict.FAILURES}
    assert len(set(codes.values())) == len(codes) and codes["joined"] == 0
    told = subprocess.run(command("--help"), capture_output=True, text=True, check=True).stdout
    for word, code in codes.items():
        assert f"\n{code:5}  {word}" in told


def test_it_survives_the_hotspots_blink(tmp_path):
    """Deaf for two seconds while the hotspot moves to the network's channel."""
    strong = {**GUESTS, "ssid": "Strong", "channel": 1, "rssi": -30}
    air = {"networks": [network(channel=11, rssi=-70), strong], "move_ms": 20_000}
    with SimulatedCamera(tmp_path, air, speed=10).wait_ready() as camera:
        done = provision(camera, "join", "Workshop", password="correct horse")
        assert done.returncode == 0 and done.stdout.startswith("joined")
        assert "Joining Workshop: no answer, the hotspot may be moving; asking on" in done.stderr


@pytest.mark.parametrize("password, code", [("correct horse", 0), ("wrong horse", 10)])
def test_a_hotspot_that_goes_and_comes_back(tmp_path, password, code):
    """A WINC1500 has either a hotspot or a station: the result waits until both are back."""
    options = {"board": "h7plus", "speed": 5}
    with SimulatedCamera(tmp_path, [WORKSHOP], **options).wait_ready() as camera:
        done = provision(camera, "join", "Workshop", password=password)
        assert done.returncode == code
        assert "no answer" in done.stderr


def test_a_hotspot_that_stays_away(tmp_path):
    slow = network(join_ms=60_000)
    with SimulatedCamera(tmp_path, [slow], board="h7plus", speed=4).wait_ready() as camera:
        done = provision(camera, "join", "Workshop", "--limit", "4", password="correct horse")
        assert done.returncode == exit_codes.VANISHED
        assert "no result in 4 s" in done.stderr and "Green and steady" in done.stderr
        camera.cut_power()  # its driver would let nothing else end it for long


def test_a_camera_that_is_restarted_meanwhile(tmp_path):
    slow = [network(join_ms=10_000)]
    with SimulatedCamera(tmp_path, slow, speed=2).wait_ready() as camera:
        words = command("--url", camera.url, "join", "Workshop", "--json")
        running = subprocess.Popen(words, env=surroundings("correct horse"), stdout=subprocess.PIPE)
        camera.wait_for("state joining")
        camera.cut_power()
        with SimulatedCamera(tmp_path, slow, http=camera.port).wait_ready():
            told = json.loads(running.communicate(timeout=60)[0])
        assert told["verdict"] == "cancelled" and told["attempt"] == 0
        assert running.returncode == exit_codes.OF_VERDICT["cancelled"]


def test_json_is_one_object_and_nothing_else(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS]).wait_ready() as camera:

        def told(*words, password=None, code=0):
            done = provision(camera, "--json", *words, password=password)
            assert done.returncode == code and done.stderr == ""
            return json.loads(done.stdout)

        assert told("info")["hotspot"] == camera.get("api/camera").json()["hotspot"]
        assert [row["ssid"] for row in told("scan")["networks"]] == ["Workshop", "Guests"]
        assert told("status", code=exit_codes.NO_VERDICT)["state"] == "idle"
        assert told("locate") == told("forget", "--all") == {}
        refused = {"error": "password_too_short", "field": "password"}
        assert told("join", "Workshop", password="brief", code=exit_codes.REFUSED) == refused
        failed = told("join", "Workshop", password="wrong horse", code=10)
        assert failed["verdict"] == "wrong_password" and failed["attempt"] == 1
        joined = told("join", "--id", b"Workshop".hex(), password="correct horse")
        assert joined["verdict"] == "joined" and joined["address"] == "192.168.1.57"


def test_for_people(tmp_path):
    bracketed = {**GUESTS, "ssid": "[red]Café"}
    options = {"board": "n6", "firmware": "4.8.1"}
    with SimulatedCamera(tmp_path, [WORKSHOP, bracketed], **options).wait_ready() as camera:
        camera.set_air([WORKSHOP, bracketed, {**GUESTS, "ssid": "New"}])
        listed = provision(camera, "scan").stdout
        assert "Workshop" in listed and "-48 dBm" in listed and "wpa2" in listed
        assert "[red]Café" in listed and "New" in listed
        told = provision(camera, "info")
        assert "OpenMV N6" in told.stdout and "firmware  4.8.1" in told.stdout
        assert "ten seconds" in provision(camera, "locate").stdout
        assert provision(camera, "status").stdout == "idle\n"


def test_a_console_that_cannot_show_every_name(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    with SimulatedCamera(tmp_path, [{**GUESTS, "ssid": "Café"}]).wait_ready() as camera:
        assert "Caf?" in provision(camera, "scan").stdout


def test_forgetting(tmp_path):
    drive = Drive(tmp_path / "flash.img", size_bytes=1 << 20)
    drive.write("/wifi.txt", b"wifi.ssid = One\nwifi.2.ssid = Two\nwifi.3.ssid = Three\n")
    with SimulatedCamera(tmp_path, [GUESTS], button=True).wait_ready() as camera:
        assert provision(camera, "forget").returncode == exit_codes.USAGE
        assert provision(camera, "forget", "Two").returncode == 0
        assert provision(camera, "forget", "--id", "zz").returncode == exit_codes.REFUSED
        kept = drive.read("/wifi.txt")
        assert b"One" in kept and b"Two" not in kept and b"Three" in kept
        assert "every network" in provision(camera, "forget", "--all").stdout
        assert b"ssid" not in drive.read("/wifi.txt").replace(b"# wifi.ssid", b"")


def test_a_radio_that_cannot_listen_while_it_hosts(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP], board="h7plus").wait_ready() as camera:
        done = provision(camera, "scan")
        assert done.returncode == 0 and "Workshop" in done.stdout


def test_a_company_login_on_a_radio_without_one(tmp_path):
    with SimulatedCamera(tmp_path, [network(security="enterprise")]).wait_ready() as camera:
        done = provision(
            camera, "join", "Workshop", "--identity", "anna", "--method", "ttls-pap", password="pw"
        )
        assert done.returncode == exit_codes.OF_VERDICT["unsupported"]
        assert "a company login" in done.stdout


def test_refused_input_changes_nothing(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        done = provision(camera, "join", "Workshop", password="brief")
        assert done.returncode == exit_codes.REFUSED and done.stdout == ""
        assert done.stderr == f"provision.py: {sentences.error('password_too_short')}\n"
        assert camera.link()["state"] == "idle"


def test_a_busy_camera(tmp_path):
    with SimulatedCamera(tmp_path, [network(join_ms=20_000)], speed=1).wait_ready() as camera:
        camera.post("api/join", {"ssid": "Workshop", "password": "correct horse"})
        done = provision(camera, "join", "Workshop", "--limit", "1", password="other horse")
        assert done.returncode == exit_codes.BUSY
        assert "the camera is busy, waiting" in done.stderr


@pytest.mark.parametrize("which", [("Workshop",), ("--id", b"Workshop".hex().upper())])
def test_a_camera_that_is_joining_that_very_network(tmp_path, which):
    """It gets there by somebody else's wish; once it is there, it takes no other."""
    with SimulatedCamera(tmp_path, [network(join_ms=8_000)], speed=1).wait_ready() as camera:
        camera.post("api/join", {"ssid": "Workshop", "password": "correct horse"})
        done = provision(camera, "join", *which, password="correct horse")
        assert done.returncode == 0 and "the camera is busy, waiting" in done.stderr
        assert done.stdout.startswith("joined: the camera is on Workshop\naddress 192.168.1.57\n")


def test_nobody_there():
    done = provision(["--url", "http://127.0.0.1:9/"], "join", "Workshop", password="a password")
    assert done.returncode == exit_codes.UNREACHABLE
    assert "no camera answers at http://127.0.0.1:9/: no connection. Is this" in done.stderr
    done = provision(["--url", "http://[/"], "info")
    assert done.returncode == exit_codes.UNREACHABLE
    assert "http://[/: that is no address like http://192.168.4.1/" in done.stderr
    done = provision(["--serial", "/dev/no-such-port", "--json"], "info")
    assert done.returncode == exit_codes.UNREACHABLE
    assert json.loads(done.stdout) == {"error": "unreachable"}


def test_something_else_there_gets_no_password():
    """A home's router has the address that a camera's hotspot may have."""
    asked = []

    class Router(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.command)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<h1>Router</h1>")

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Router) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/"
        done = provision(["--url", url], "join", "Workshop", password="a password")
        server.shutdown()
    assert done.returncode == exit_codes.UNREACHABLE
    assert f"{url}: something else is there" in done.stderr
    assert asked and set(asked) == {"GET"}


def test_an_address_without_http_before_it(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        done = provision(["--url", f"127.0.0.1:{camera.port}"], "info")
        assert done.returncode == 0 and "OpenMV RT1062" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ("join", "Workshop", "--password", "hunter2hunter2"),
        ("join", "Workshop", "--password=hunter2hunter2"),
        ("--password", "hunter2hunter2", "join", "Workshop"),
        ("join", "Workshop", "--psk", "hunter2hunter2"),
        ("--pass", "hunter2hunter2", "join", "Workshop"),
        ("join", "Workshop", "hunter2hunter2"),
        ("join", "Workshop", "-phunter2hunter2"),
        ("join", "Workshop", "--limit", "hunter2hunter2"),
    ],
)
def test_no_password_on_the_command_line(wrong):
    done = provision([], *wrong)
    assert done.returncode == exit_codes.USAGE
    assert "hunter2" not in done.stdout + done.stderr
    if any("--password" in word for word in wrong):
        assert "list of processes" in done.stderr and VARIABLE in done.stderr


def test_a_password_file(tmp_path):
    path = tmp_path / "password.txt"
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        options = ("join", "Workshop", "--password-file", str(path))
        assert "No such file" in provision(camera, *options).stderr
        path.write_bytes(b"\xff\xfe")
        assert provision(camera, *options).returncode == exit_codes.USAGE
        path.write_bytes("\ufeffcorrect horse\r\n# the second line".encode())
        assert provision(camera, *options).returncode == 0


def test_an_open_network_needs_no_password(tmp_path):
    with SimulatedCamera(tmp_path, [GUESTS]).wait_ready() as camera:
        assert provision(camera, "join", "Guests").returncode == 0


def test_no_password_and_nobody_to_ask(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        done = provision(camera, "join", "Workshop")
        assert done.returncode == exit_codes.USAGE and "--password-file" in done.stderr


class Terminal:
    """A person's: a real pseudo-terminal that the tool runs in."""

    def __init__(self, *words: str) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command(*words)],
            env={**surroundings(None), "TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        while text not in self.shown:
            self.shown += os.read(self._ours, 4096).decode()

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def end(self) -> int:
        try:
            while data := os.read(self._ours, 4096):
                self.shown += data.decode()
        except OSError:
            pass  # Linux says so when the other end is closed
        return self.process.wait(60)


def test_the_prompt_shows_nothing_and_the_wheel_turns(tmp_path):
    slow = network(join_ms=12_000)
    with SimulatedCamera(tmp_path, [slow], speed=5).wait_ready() as camera:
        terminal = Terminal("--url", camera.url, "join", "Workshop")
        terminal.wait_for("Password of Workshop")
        terminal.type("correct horse\n")
        assert terminal.end() == 0
        assert "horse" not in terminal.shown
        for part in ("the network lets the camera in", "0:00:01", "joined"):
            assert part in terminal.shown


def test_ctrl_d_at_the_prompt(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        terminal = Terminal("--url", camera.url, "join", "Workshop")
        terminal.wait_for("Password of Workshop")
        terminal.type("\x04")
        assert terminal.end() == exit_codes.USAGE
        assert "Traceback" not in terminal.shown and "no password was typed" in terminal.shown
        assert camera.link()["state"] == "idle"


def test_ctrl_c(tmp_path):
    with SimulatedCamera(tmp_path, [network(join_ms=20_000)], speed=4).wait_ready() as camera:
        terminal = Terminal("--url", camera.url, "join", "Workshop")
        terminal.wait_for("Password of Workshop")
        terminal.type("correct horse\n")
        terminal.wait_for("lets the camera in")
        terminal.type("\x03")
        assert terminal.end() == exit_codes.INTERRUPTED
        assert "Traceback" not in terminal.shown and "stopped" in terminal.shown


def command_lines() -> dict[int, str]:
    """What ``ps`` shows, by process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found[int(path.parent.name)] = path.read_text(errors="replace")
        except OSError:
            pass  # it has ended meanwhile
    return found


def test_no_password_in_the_list_of_processes(tmp_path):
    path = tmp_path / "password.txt"
    path.write_text("unusual filed horse")
    sources = ("unusual variable horse", []), (None, ["--password-file", str(path)])
    with SimulatedCamera(tmp_path, [network(wrong_password="silent")]).wait_ready() as camera:
        for password, options in sources:
            words = command("--url", camera.url, "join", "Workshop", *options)
            running = subprocess.Popen(words, env=surroundings(password), stdout=subprocess.PIPE)
            seen = 0
            while running.poll() is None:
                lines = command_lines()
                seen += "Workshop" in lines.get(running.pid, "")
                assert not [line for line in lines.values() if "unusual" in line]
            running.communicate()
            assert running.returncode == exit_codes.OF_VERDICT["wrong_password"] and seen > 5


def test_no_password_in_what_a_fault_holds():
    """Not in its text, nor in the variables of its traceback, nor in an error behind it."""
    password = Secret("unusual horse")
    with pytest.raises(Unreachable) as caught:
        Camera("http://127.0.0.1:9/").join({"ssid": "Workshop", "password": password})
    assert caught.value.__context__ is None and caught.value.__cause__ is None
    shown = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "unusual" not in "".join(shown.format()) and "<Secret>" in "".join(shown.format())


def test_over_usb(tmp_path):
    with SimulatedCamera(tmp_path, [WORKSHOP, GUESTS], console=True) as camera:
        port = ["--serial", camera.wait_for(r"console (\S+)")[1]]
        # Before the hotspot is open: it waits while the camera is busy.
        wrong = provision(port, "join", "Workshop", password="wrong horse")
        assert wrong.returncode == 10 and wrong.stdout.startswith("wrong_password: ")
        assert provision(port, "status").stdout == wrong.stdout
        assert "Guests" in provision(port, "scan").stdout
        assert "OpenMV RT1062" in provision(port, "info").stdout
        assert provision(port, "locate").returncode == 0
        assert provision(port, "join", "Workshop", password="brief").returncode == 4
        joined = json.loads(
            provision([*port, "--json"], "join", "Workshop", password="correct horse").stdout
        )
        assert joined["verdict"] == "joined" and joined["address"] == "192.168.1.57"
        camera.wait_for("state closing")
        assert "horse" not in camera.output


def test_a_repl_gets_no_password(tmp_path):
    """A camera whose program has ended shows its REPL, which would echo whatever it is sent."""
    interpreter = environment.make("simulate").parent / "micropython"
    if not interpreter.exists():
        pytest.skip("PyPI has no MicroPython for this machine")
    ours, computers = pty.openpty()
    repl = subprocess.Popen([interpreter], stdin=ours, stdout=subprocess.PIPE)
    port = ["--serial", os.ttyname(computers)]
    done = provision(port, "join", "Workshop", password="unusual horse")
    repl.send_signal(signal.SIGKILL)
    said = repl.communicate()[0].decode()
    assert done.returncode == exit_codes.UNREACHABLE and "no answer" in done.stderr
    assert "status" in said and "unusual" not in said
