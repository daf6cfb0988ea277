"""``python3 -m camera_portal``, and what an environment's Python is started with."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
