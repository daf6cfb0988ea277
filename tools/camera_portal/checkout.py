"""What only a checkout has: the tests, and what they need of the system."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from . import environment, exit_codes
from .command_line import Parser, complain
from .installation import IS_CHECKOUT

HELP = "run the tests, in a checkout; what follows is pytest's"

_FAST = ("tests/unit", "tests/host", "tests/stand_in")


def fill(parser: Parser) -> None:
    parser.epilog = exit_codes.table(*exit_codes.COMMON, exit_codes.TESTS_FAILED)
    parser.set_defaults(environment=None)
    parser.add_argument("--fast", action="store_true", help="only those that start no camera")
    parser.add_argument("arguments", nargs="*", help="pytest's; behind -- if one begins with -")


def enter() -> None:
    """Go on in the tests' environment, from which everything in ``tests/`` can be imported.
    Ends the program if this is no checkout."""
    if not IS_CHECKOUT:
        complain("the tests are in a checkout of the project only: run tools/test.py there")
        sys.exit(exit_codes.FAILED)
    environment.enter("test")
    # First: the scripts in tools/ have the names of some rooms in tests/.
    sys.path.insert(0, str(environment.ROOT / "tests"))
    sys.path.append(str(environment.ROOT))


def run_tests(arguments: list[str]) -> int:
    """Run pytest with these arguments; returns the exit code.

    ``--fast`` stands for the tests that start no camera, no browser and no virtual machine.
    """
    enter()
    if "--fast" in arguments:
        arguments = [*(argument for argument in arguments if argument != "--fast"), *_FAST]
    else:
        _prepare()
    command = [sys.executable, "-m", "pytest", *_workers(arguments), *arguments]
    code = subprocess.call(command, cwd=environment.ROOT)
    return exit_codes.TESTS_FAILED if code else exit_codes.DONE


def _prepare() -> None:
    """Install what the tests start: here, where nobody else does it at the same time."""
    from real_wifi.vm import vm
    from support import browser

    for name in ("simulate", "installer", "deploy"):
        environment.make(name)
    browser.install()
    vm.install()


def _workers(arguments: list[str]) -> list[str]:
    """Several processes, unless the arguments say otherwise: ``-n 0`` for a debugger. Two of them
    wait for virtual machines, which take what time is left; most other tests wait for a camera."""
    if "no:xdist" in arguments:
        return []
    count = min(3 * (os.cpu_count() or 1), 8)
    return ["-n", str(count), "--dist", "loadscope", "--no-loadscope-reorder"]


def run(options: argparse.Namespace) -> int:
    return run_tests([*(["--fast"] if options.fast else []), *options.arguments])
