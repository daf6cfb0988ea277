"""What runs on a computer: the command ``camera-portal``, its rooms, and the simulated camera."""
