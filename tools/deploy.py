#!/usr/bin/env python3
"""Put the portal on a camera: ``camera-portal deploy`` for a bare python3."""

import sys

from camera_portal import cli

if __name__ == "__main__":
    sys.exit(cli.run_script("deploy"))
