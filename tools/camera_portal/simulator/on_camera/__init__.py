"""The part of the stand-in that runs inside the simulated camera, below the real ``portal/``, on
MicroPython and on CPython alike."""
