"""A camera, asked over its hotspot or its USB serial port."""
