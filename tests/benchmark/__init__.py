"""The portal measured on the simulated camera: what ``tools/benchmark.py`` prints."""
