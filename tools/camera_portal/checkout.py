"""What only a checkout has: the tests, and what they need of the system."""

from __future__ import annotations

import subprocess
import sys

from . import environment, exit_codes


def enter() -> None:
    """Go on in the tests' environment, from which everything in ``tests/`` can be imported."""
    environment.enter("test")
    # First: the scripts in tools/ have the names of some rooms in tests/.
    sys.path.insert(0, str(environment.ROOT / "tests"))
    sys.path.append(str(environment.ROOT))


def run_tests(arguments: list[str]) -> int:
    """Run pytest with these arguments; returns the exit code."""
    enter()
    environment.make("simulate")
    from real_wifi.vm import vm
    from support import browser

    browser.install()
    vm.install()
    command = [sys.executable, "-m", "pytest", *arguments]
    code = subprocess.call(command, cwd=environment.ROOT)
    return exit_codes.TESTS_FAILED if code else exit_codes.DONE
