"""The unit tests once more, on the camera's interpreter."""

import subprocess
from functools import cache
from pathlib import Path

import pytest
from camera_portal.environment import ROOT
from support.on_micropython import needs_micropython, run

UNIT = ROOT / "tests" / "unit"


def _names() -> list:
    return list(_each_name())


def _each_name():
    for path in sorted(UNIT.rglob("test_*.py")):
        for line in path.read_text().splitlines():
            if line.startswith("def test_"):
                name = line[4:].split("(")[0]
                yield pytest.param(path, name, id=f"{path.stem}-{name[5:]}")


@cache
def _results(path: Path) -> str:
    result = run(ROOT / "tests" / "support" / "run_unit.py", path, ROOT / "tools")
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@needs_micropython
@pytest.mark.parametrize("path, name", _names())
def test_on_micropython(path: Path, name: str) -> None:
    lines = _results(path).splitlines()
    assert f"ok {name}" in lines, _results(path)


@needs_micropython
def test_this_is_micropython() -> None:
    result = run("-c", "import sys; print(sys.implementation.name)")
    assert result.stdout.strip() == "micropython"
    assert isinstance(result, subprocess.CompletedProcess)
