#!/usr/bin/env python3
"""Draw the rooms of portal/ in portal/README.md, from the imports as they are."""

import sys

from camera_portal import checkout

if __name__ == "__main__":
    checkout.enter()
    from support import rooms

    sys.exit(rooms.main())
