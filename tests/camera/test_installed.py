"""The program as pipx installs it from a wheel: no checkout is near, and the home is empty."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import requests
from camera_portal import exit_codes
from camera_portal.environment import ROOT
from camera_portal.installation import version
from support.simulated_camera import SimulatedCamera

PIPX = "pipx==1.18.4"
WORKSHOP = {"ssid": "Workshop", "password": "correct horse", "rssi": -48, "channel": 6}
SOURCES = {"portal": "portal", "tools/camera_portal": "camera_portal"}
PAGES = {"templates": "portal/templates", "static": "portal/static"}
NO_INTERNET = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}


class Installed:
    """
    :param folder: an empty one: the home, and what is installed in it.
    """

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.environ = {
            **os.environ, "HOME": str(self.home), "PIPX_HOME": str(folder / "pipx"),
            "PIPX_BIN_DIR": str(folder / "bin"), "PYTHONPATH": "",
        }  # fmt: skip
        self.environ.pop("XDG_CACHE_HOME", None)
        self.program = folder / "bin" / "camera-portal"
        self.cache = self.home / ".cache" / "camera-portal"

    def run(self, *words, **surroundings) -> subprocess.CompletedProcess:
        """In the home, which is no checkout."""
        return subprocess.run(
            [str(self.program), *map(str, words)], cwd=self.home, capture_output=True, text=True,
            env={**self.environ, **surroundings}, timeout=300,
        )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a copy: a build leaves files in the folder that it is built from."""
    folder = tmp_path_factory.mktemp("wheel")
    ignore = shutil.ignore_patterns("__pycache__")
    for name in ("portal", "tools", "templates", "static"):
        shutil.copytree(ROOT / name, folder / "source" / name, ignore=ignore)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "source")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder)
    subprocess.run([*pip, folder / "source"], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    installed = Installed(folder)
    tools = folder / "tools"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--target", tools, PIPX)
    subprocess.run(pip, check=True)
    pipx = (sys.executable, "-m", "pipx", "install", "--quiet", str(wheel))
    environ = {**installed.environ, "PYTHONPATH": str(tools)}
    subprocess.run(pipx, check=True, env=environ, capture_output=True)
    return installed


def test_the_wheel_has_every_module_and_page(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for place, package in SOURCES.items():
        for path in (ROOT / place).rglob("*.py"):
            assert f"{package}/{path.relative_to(ROOT / place).as_posix()}" in names
    for place, package in PAGES.items():
        for path in (ROOT / place).iterdir():
            assert (f"{package}/{path.name}" in names) == (path.suffix != ".md")
    others = {name.partition("/")[0] for name in names}
    assert others == {"portal", "camera_portal", f"camera_portal-{version()}.dist-info"}


def test_first_use_needs_no_internet(installed, tmp_path):
    commands = (
        ("info",), ("scan",), ("locate",), ("rename", "Front door"), ("country", "CH"),
        ("forget", "--all"), ("status",), ("join", "Workshop"),
    )  # fmt: skip
    surroundings = {**NO_INTERNET, "CAMERA_WIFI_PASSWORD": "correct horse"}
    with SimulatedCamera(tmp_path, [WORKSHOP]).wait_ready() as camera:
        for words in commands:
            done = installed.run(*words, "--url", camera.url, **surroundings)
            expected = exit_codes.NO_VERDICT if words == ("status",) else exit_codes.DONE
            assert done.returncode == expected, (words, done.stderr)
            assert "correct horse" not in done.stdout + done.stderr
    assert not installed.cache.exists()


def test_it_knows_its_version_and_that_it_has_no_tests(installed):
    assert installed.run("--version").stdout == f"camera-portal {version()}\n"
    assert installed.run("test").returncode == exit_codes.FAILED


def test_the_unit_names_the_installed_program(installed):
    unit = installed.run("serve", "--print-unit").stdout
    assert f"ExecStart={installed.program} serve --interface wlan0 " in unit


def test_a_camera_starts_from_the_wheel_alone(installed):
    camera = subprocess.Popen(
        [str(installed.program), "simulate", "--http", "0", "--dns", "0", "--speed", "20"],
        cwd=installed.home, env=installed.environ, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert camera.stdout
        ready = next(line for line in camera.stdout if line.startswith("ready "))
        page = requests.get(ready.split()[1], timeout=30)
        assert page.status_code == 200 and "<title>" in page.text
    finally:
        camera.terminate()
    assert camera.wait(60) == 0
    (folder,) = installed.cache.glob("simulate-*/lock.sha256")
    assert folder.is_file()


def test_what_is_deployed_is_what_a_checkout_deploys(installed, tmp_path):
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    done = installed.run("deploy", "--into", ours)
    assert done.returncode == 0, done.stderr
    deploy = [sys.executable, str(ROOT / "tools" / "deploy.py"), "--into", str(theirs)]
    subprocess.run(deploy, check=True, capture_output=True)
    files = [path.relative_to(ours) for path in ours.rglob("*") if path.is_file()]
    assert {*files} == {path.relative_to(theirs) for path in theirs.rglob("*") if path.is_file()}
    for file in files:
        assert (ours / file).read_bytes() == (theirs / file).read_bytes(), file


def test_labels(installed):
    (installed.home / "cameras.csv").write_text("hotspot,hotspot_password\nGate,abcdefgh\n")
    done = installed.run("label", "--csv", "cameras.csv", "--out", "labels.pdf")
    assert done.returncode == 0, done.stderr
    assert (installed.home / "labels.pdf").read_bytes().startswith(b"%PDF")
