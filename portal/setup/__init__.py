"""Setup: the hotspot while it is open, what can be asked of the camera, and what starts it."""
