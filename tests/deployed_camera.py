"""A simulated camera that runs what tools/deploy.py has put on its drive, not this checkout.

Run as tools/simulate.py, with its options.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))

import simulate
import simulation

# As OpenMV's _boot.py leaves sys.path, and behind it what stands in for the hardware.
simulation._START = """import sys
sys.path[:] = ["", ".frozen", "/flash", "/flash/lib", {stand_in!r}]
from simulated.inside import power_on
power_on.main({plan!r})
"""

if __name__ == "__main__":
    sys.exit(simulate.main())
