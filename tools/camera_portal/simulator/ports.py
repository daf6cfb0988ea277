"""Ports of this computer for what the camera opens."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket

# Linux gives out ports from 32768 on, others from 49152; Chromium refuses 10080.
_FIRST_PORT, _PORTS = 12_000, 20_000
_turns = itertools.count(os.getpid() * 4)  # a simulation takes four


def free_port(kind: int) -> int:
    """One that nobody else takes before it is opened, nor while the hotspot is away: the system
    gives out higher ones by itself, and each process begins at one of its own."""
    while True:
        port = _FIRST_PORT + next(_turns) % _PORTS
        with socket.socket(socket.AF_INET, kind) as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
