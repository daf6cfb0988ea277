#!/usr/bin/env python3
"""Set up cameras from this computer: ``camera-portal`` for a bare python3."""

import sys

from camera_portal import cli

if __name__ == "__main__":
    sys.exit(cli.main())
