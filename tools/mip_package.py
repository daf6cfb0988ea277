#!/usr/bin/env python3
"""Write package.json, from which MicroPython's mip installs the portal."""

import sys

from camera_portal.build import mip_package

if __name__ == "__main__":
    sys.exit(mip_package.main())
