"""The image sensor during setup: Wi-Fi codes held before it, and what it sees."""
