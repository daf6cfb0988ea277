"""A simulated camera that runs what tools/deploy.py has put on its drive, not this checkout.

Run as tools/simulate.py, with its options.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

from camera_portal import environment

environment.enter("simulate")
from camera_portal import cli  # noqa: E402
from camera_portal.build import compiler  # noqa: E402
from camera_portal.simulator import simulation  # noqa: E402

# As OpenMV's _boot.py leaves sys.path, and behind it what stands in for the hardware.
simulation.PATH = ["", ".frozen", "/flash", "/flash/lib", "/rom"]
simulation.rom_folders = lambda: [compiler.compile_stand_in()]

if __name__ == "__main__":
    sys.exit(cli.run_script("simulate"))
