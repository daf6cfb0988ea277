"""``python3 -m camera_portal``; and by its path, what an environment's Python is started with."""

import sys
from pathlib import Path

if __name__ == "__main__":
    package = Path(__file__).resolve().parent
    # Behind the environment's own packages; and this folder itself is none to import from.
    sys.path[:] = [*(path for path in sys.path if path != str(package)), str(package.parent)]
    from camera_portal.cli import main

    sys.exit(main())
