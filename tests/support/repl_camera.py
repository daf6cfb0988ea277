"""A simulated camera whose program calls ``portal.connect()`` until Ctrl-C ends it, and then, as
its owner would at the REPL, ``portal.host()``.

Run as tools/simulate.py, with its options.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tools"))

from camera_portal import environment

environment.enter("simulate")
from camera_portal import cli  # noqa: E402
from camera_portal.simulator import simulation  # noqa: E402

PROGRAM = """
plan = power_on.boot({plan!r})

import portal
from portal.policy import Policy
from on_camera.speed_up import speed_up

settings = portal.Settings(policy=speed_up(Policy(), plan["speed"]))
try:
    portal.connect(settings)
    while True:
        pass
except KeyboardInterrupt:
    print("interrupted")
print("linked by host() to", portal.host(settings).ssid.decode())
"""
before, main, _ = simulation.START.partition("power_on.main")
simulation.START = before + PROGRAM

if __name__ == "__main__":
    sys.exit(cli.run_script("simulate"))
