#!/usr/bin/env python3
"""Measure the portal on the simulated camera: bytes, heap and times, printed as tables."""

import sys

from camera_portal import checkout

if __name__ == "__main__":
    checkout.enter()
    from benchmark import run

    sys.exit(run.main())
