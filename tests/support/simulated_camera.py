"""A simulated camera under test: started by the README's command, asked over real HTTP."""

from __future__ import annotations

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import requests
from camera_portal.environment import ROOT

_READY = re.compile(r"ready (http://127\.0\.0\.1:(\d+)/) dns 127\.0\.0\.1:(\d+)")
# Waiting longer would not help; a machine with much else to do takes its time.
PATIENCE_S = 60


class SimulatedCamera:
    """
    :param folder: for the air file and, unless given, the drive's image.
    :param air: what is in range: the air file's content.
    :param options: more of simulate.py's command line, without dashes: ``board="nicla"``.
    """

    program = ROOT / "tools" / "simulate.py"

    def __init__(self, folder: Path, air: dict | list | None, speed: float = 20, **options) -> None:
        self.lines: list[str] = []
        self.url = ""
        self.dns_port = 0
        self.speed = speed
        self._air_path = folder / "air.json"
        self.flash = Path(options.pop("flash", folder / "flash.img"))
        command = [sys.executable, str(self.program), "--speed", str(speed)]
        command += ["--flash", str(self.flash), "--dns", "0"]
        options.setdefault("http", 0)
        if air is not None:
            self.set_air(air)
            command += ["--air", str(self._air_path)]
        for name, value in options.items():
            command += [f"--{name}"] if value is True else [f"--{name}", str(value)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        )
        self._queue: queue.Queue = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> SimulatedCamera:
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    def set_air(self, air: dict | list) -> None:
        """Change what is in range, while it runs."""
        air = {"networks": air} if isinstance(air, list) else air
        draft = self._air_path.with_suffix(".draft")
        draft.write_text(json.dumps(air))
        draft.replace(self._air_path)

    def stop(self) -> int:
        """Switch it off as SIGTERM does; returns its exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(PATIENCE_S)
        self._drain()
        return code

    def cut_power(self) -> None:
        """Switch it off as a power cut does."""
        children = f"/proc/{self._process.pid}/task/{self._process.pid}/children"
        for child in Path(children).read_text().split():
            os.kill(int(child), signal.SIGKILL)
        self._process.kill()
        self._process.wait(PATIENCE_S)
        self._drain()

    def wait_for(self, pattern: str, timeout_s: float = PATIENCE_S) -> re.Match:
        """The first line, past or to come, that matches."""
        deadline = time.monotonic() + timeout_s
        seen = 0
        while True:
            self._drain()
            for line in self.lines[seen:]:
                if match := re.search(pattern, line):
                    return match
            seen = len(self.lines)
            assert time.monotonic() < deadline, f"no line {pattern!r} in:\n{self.output}"
            assert self._process.poll() is None or not self._queue.empty(), self.output
            time.sleep(0.02)

    def wait_ready(self, timeout_s: float = PATIENCE_S) -> SimulatedCamera:
        match = self.wait_for(_READY.pattern, timeout_s)
        self.url, self.dns_port = match[1], int(match[3])
        return self

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def output(self) -> str:
        self._drain()
        return "\n".join(self.lines)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1].strip("/"))

    def get(self, path: str, **named) -> requests.Response:
        named.setdefault("timeout", PATIENCE_S)
        return requests.get(self.url + path.lstrip("/"), allow_redirects=False, **named)

    def post(self, path: str, body=None, **named) -> requests.Response:
        named.setdefault("timeout", PATIENCE_S)
        if "data" not in named:
            named["json"] = {} if body is None else body
        return requests.post(self.url + path.lstrip("/"), allow_redirects=False, **named)

    def link(self) -> dict:
        """``/api/link``; asked again while the hotspot is away."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.get("api/link").json()
            except requests.RequestException:
                assert time.monotonic() < deadline, self.output
                time.sleep(0.05)

    def join(self, **fields) -> dict:
        """Join and wait for the result: the last ``/api/link``."""
        answer = self.post("api/join", fields)
        assert answer.status_code == 202, answer.text
        number = answer.json()["attempt"]
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            link = self.link()
            assert link["attempt"] == number
            if link["state"] in ("joined", "failed"):
                return link
            time.sleep(0.05)
        raise AssertionError(f"no verdict:\n{self.output}")

    def wait_until(self, holds: Callable[[], bool], timeout_s: float = PATIENCE_S) -> None:
        """Until something holds that is asked for again and again."""
        deadline = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < deadline, self.output
            time.sleep(0.02)

    def states(self) -> list[str]:
        """The words of the ``state`` lines so far."""
        self._drain()
        return [line.split()[1] for line in self.lines if line.startswith("state ")]

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._queue.put(line.rstrip("\n"))

    def _drain(self) -> None:
        while not self._queue.empty():
            self.lines.append(self._queue.get())
