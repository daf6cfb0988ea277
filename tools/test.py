#!/usr/bin/env python3
"""Run all the tests: ``tools/test.py [pytest arguments]``."""

import sys

from camera_portal import checkout

if __name__ == "__main__":
    sys.exit(checkout.run_tests(sys.argv[1:]))
