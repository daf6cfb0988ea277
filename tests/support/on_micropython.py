"""Running things on the camera's interpreter, as PyPI's wheel has it."""

import subprocess

import pytest
from camera_portal.environment import ROOT
from camera_portal.simulator import interpreter

needs_micropython = pytest.mark.skipif(
    not interpreter.is_there(), reason="PyPI has no MicroPython wheel for this machine"
)
INTERPRETERS = [pytest.param("micropython", marks=needs_micropython), "cpython"]


def run(*arguments, timeout_s: float = 120) -> subprocess.CompletedProcess:
    """Run MicroPython with the project on its path."""
    command = interpreter.command(*map(str, arguments))
    if arguments[0] != "-c":
        command.append(str(ROOT))
    return subprocess.run(
        command, capture_output=True, text=True, timeout=timeout_s, stdin=subprocess.DEVNULL
    )
