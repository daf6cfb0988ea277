"""In CI a skipped test is a failure, however many processes run the tests."""

import os
import shutil
import subprocess
import sys

import pytest
from camera_portal.environment import ROOT

SKIPPING = """import pytest


def test_that_runs():
    pass


def test_that_does_not():
    pytest.skip("no radio here")
"""


@pytest.mark.parametrize("workers, in_ci", [("0", True), ("1", True), ("1", False)])
def test_a_skipped_test(tmp_path, workers, in_ci):
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    options = ["-n", workers, "-p", "no:hypothesispytest", "--rootdir", tmp_path]
    surroundings = {name: text for name, text in os.environ.items() if name != "CI"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, tmp_path],
        cwd=tmp_path,
        env={**surroundings, **({"CI": "true"} if in_ci else {})},
        capture_output=True,
        text=True,
    )
    told = "skipped in CI: test_skipping.py::test_that_does_not: Skipped: no radio here"
    assert (told in done.stdout) == in_ci
    assert "1 passed, 1 skipped" in done.stdout
    assert done.returncode == int(in_ci), done.stdout
