#!/usr/bin/env python3
"""Run the Linux camera over real 802.11 radios in a virtual machine, and print a table."""

import sys

from camera_portal import checkout

if __name__ == "__main__":
    checkout.enter()
    from real_wifi.vm import run_cases

    sys.exit(run_cases.main())
