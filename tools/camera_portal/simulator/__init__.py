"""The simulated camera: what stands in for the hardware, in a process of its own.

The camera's interpreter reaches it over a wire (``wire.py``), so that its heap holds what it
would hold on a camera. What has to be inside that interpreter is in ``on_camera/``.
"""
