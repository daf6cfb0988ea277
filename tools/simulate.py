#!/usr/bin/env python3
"""Start a simulated camera: ``camera-portal simulate`` for a bare python3."""

import sys

from camera_portal import cli

if __name__ == "__main__":
    sys.exit(cli.run_script("simulate"))
