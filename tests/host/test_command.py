"""The command ``camera-portal`` without a camera: its exit codes, what it says if Python packages
cannot be had, completion, the systemd unit, ``wifi.txt``."""

import ast
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from camera_portal import exit_codes, installation, wifi_txt
from camera_portal.environment import ROOT
from camera_portal.inputs.password_input import VARIABLE

# An index that nobody answers for, and none of the machine's own beside it.
NO_INTERNET = {
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_NO_CACHE_DIR": "1",
}


def portal(*words, **surroundings) -> subprocess.CompletedProcess:
    command = [sys.executable, str(ROOT / "tools" / "provision.py"), *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **surroundings}, timeout=120
    )


@pytest.fixture
def checkout(tmp_path):
    """One that nothing has been started in."""
    for name in ("portal", "tools", "templates", "static"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def simulate(checkout: Path, **surroundings) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, str(checkout / "tools" / "simulate.py"), "--http", "0", "--dns", "0"],
        capture_output=True, text=True, env={**os.environ, **surroundings}, timeout=120,
    )  # fmt: skip


def test_no_exit_code_means_two_things():
    names = {name: code for name, code in vars(exit_codes).items() if isinstance(code, int)}
    assert len(set(names.values())) == len(names)
    verdicts = [code for code in exit_codes.OF_VERDICT.values() if code]
    assert set(exit_codes.MEANINGS) == {*names.values(), *verdicts}
    assert not set(names.values()) & set(verdicts)


ROOMS = [
    "cli",
    "fleet",
    "single",
    "labels",
    "deploy",
    "simulator",
    "wifi",
    "client",
    "inputs",
    "build",
]


def test_the_rooms_arrows_run_down():
    for path in (ROOT / "tools" / "camera_portal").rglob("*.py"):
        room = path.relative_to(ROOT / "tools" / "camera_portal").parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == 2 and node.module:
                below = node.module.split(".")[0]
                if below in ROOMS and room in ROOMS:
                    assert ROOMS.index(room) < ROOMS.index(below), path


def test_the_version():
    told = portal("--version").stdout
    assert told == f"camera-portal {installation.version()}\n"


def test_without_internet_it_says_so(checkout):
    done = simulate(checkout, **NO_INTERNET)
    assert done.returncode == exit_codes.NO_ENVIRONMENT and not done.stdout
    making, sentence = done.stderr.splitlines()
    assert making.startswith("Making the environment simulate-")
    assert sentence.startswith("simulate.py: the Python packages that this needs are not on this")
    left = {path.name for path in (checkout / ".environments").iterdir()}
    assert not [name for name in left if not name.endswith(".lock")]  # nothing half made


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_without_venv_it_says_so(checkout, module):
    """As root it is installed first; here apt-get only writes down what it was asked for."""
    (checkout / "sitecustomize.py").write_text(f"import sys\nsys.modules[{module!r}] = None\n")
    apt = checkout / "bin" / "apt-get"
    apt.parent.mkdir()
    apt.write_text(f'#!/bin/sh\necho "$@" >> {checkout}/asked-for\n')
    apt.chmod(0o755)
    done = simulate(checkout, PYTHONPATH=str(checkout), PATH=f"{apt.parent}:/usr/bin:/bin")
    assert done.returncode == exit_codes.NO_ENVIRONMENT and not done.stdout
    assert done.stderr.splitlines()[-1].endswith("as root, apt-get install python3-venv")
    assert "Traceback" not in done.stderr
    is_root = os.geteuid() == 0
    assert is_root == (checkout / "asked-for").exists()
    assert not is_root or "python3-venv" in (checkout / "asked-for").read_text()


def test_a_checkout_that_cannot_be_written_to_uses_the_cache_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert installation.cache_folder() == tmp_path / "camera-portal"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert installation.cache_folder() == Path.home() / ".cache" / "camera-portal"


def test_a_user_without_a_home_is_told(monkeypatch):
    def fail():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr(Path, "home", fail)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    with pytest.raises(OSError, match="XDG_CACHE_HOME"):
        installation.cache_folder()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_no_password(shell):
    script = portal("completion", shell).stdout
    commands = "simulate deploy scan join status forget locate info rename country fleet label"
    for command in (*commands.split(), "wifi-txt", "serve", "test"):
        assert command in script
    words = script.replace("'", " ").replace('"', " ").replace("[", " ").split()
    assert "--password-file" in script and "--password" not in words
    if shutil.which(shell):
        assert subprocess.run([shell, "-n"], input=script, text=True).returncode == 0


def test_the_unit_starts_this_program():
    done = portal("serve", "--interface", "wlan1", "--name", "50% off", "--print-unit")
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("ExecStart="))
    command = shlex.split(line.partition("=")[2].replace("%%", "%"))
    assert command[command.index("--name") + 1] == "50% off" and "wlan1" in command
    assert "--keep" in command
    told = subprocess.run([*command, "--help"], capture_output=True, text=True)
    assert told.returncode == 0 and "--interface" in told.stdout


def test_the_sample_has_no_faults(tmp_path):
    (tmp_path / "wifi.txt").write_text(portal("wifi-txt").stdout)
    done = portal("wifi-txt", "--check", tmp_path / "wifi.txt")
    assert (done.returncode, done.stderr) == (exit_codes.DONE, "")


def test_faults_are_told_by_line_and_show_no_password(tmp_path):
    path = tmp_path / "wifi.txt"
    path.write_bytes(
        b"wifi.ssid = Workshop\r\nwifi.psk = hunter2\r\nwifi.hiden = yes\r\nlens = of\r\n"
    )
    done = portal("wifi-txt", "--check", path)
    assert done.returncode == exit_codes.FAULTS_FOUND
    first, second, third = done.stdout.splitlines()
    assert first.startswith(f"{path}, line 2: password too short. ")
    assert second.startswith(f"{path}, line 3: unknown key. ")
    assert third.startswith(f"{path}, line 4: neither yes nor no. ")
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.parametrize("password", ["correct horse", "", "a#b 8 letters"])
@pytest.mark.parametrize("ssid", ["Workshop", "Café ☕", " blanks ", "hex:00"])
def test_a_ready_file_is_read_as_it_was_meant(tmp_path, ssid, password):
    from portal.settings.wifi_txt import WifiTxt

    (tmp_path / "password").write_text(password + "\n")
    done = portal("wifi-txt", "--ssid", ssid, "--password-file", tmp_path / "password")
    (tmp_path / "wifi.txt").write_text(done.stdout)
    (network,) = WifiTxt(str(tmp_path), b"").networks
    assert (network.ssid, network.password) == (ssid.encode(), password.encode())


@pytest.mark.parametrize(
    "password, reason",
    [("seven77", "at least 8 characters"), (" begins with a blank", "cannot hold this password")],
)
def test_a_password_that_no_file_can_hold_is_refused(password, reason):
    done = portal("wifi-txt", "--ssid", "Workshop", **{VARIABLE: password})
    assert done.returncode == exit_codes.FAILED and not done.stdout
    assert reason in done.stderr and password not in done.stderr


def test_what_a_file_says_of_a_whole_file():
    assert wifi_txt.faults(b"#" * 5000) == [(0, "unusable_file")]


@pytest.mark.parametrize("words", [("simulate", "--password", "hunter22"), ("hunter22",)])
def test_nothing_that_may_be_a_password_is_repeated(words):
    done = portal(*words)
    assert done.returncode == exit_codes.USAGE and "hunter22" not in done.stderr
