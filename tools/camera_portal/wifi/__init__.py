"""This computer's own Wi-Fi, which joins one camera's hotspot after the other."""
