"""What stands in for the hardware: chips, air, light and button, in a process of their own.

The camera's interpreter reaches them over a wire (``wire.py``), so that its heap holds what it
would hold on a camera. What has to be inside that interpreter is in ``inside/``.
"""
