#!/usr/bin/env python3
"""Run all the tests: ``tools/test.py [pytest arguments]``."""

from __future__ import annotations

import subprocess
import sys

import environment


def main() -> int:
    environment.enter("test")
    environment.make("simulate")
    import browser
    import guest

    browser.install()
    guest.install()
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.call(command, cwd=environment.ROOT)


if __name__ == "__main__":
    sys.exit(main())
