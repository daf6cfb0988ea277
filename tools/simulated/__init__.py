"""What stands in for the hardware: everything here runs inside the simulated camera, on
MicroPython and on CPython alike, below the real ``portal/``."""
