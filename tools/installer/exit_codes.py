"""The exit codes: one for each verdict, and for what keeps one from being reached."""

from __future__ import annotations

DONE = 0  # joined, or whatever else was asked for has been done
SOME_NOT_JOINED = 1
USAGE = 2  # argparse's
UNREACHABLE = 3
REFUSED = 4
BUSY = 5
VANISHED = 6
NO_VERDICT = 7
NO_WIRELESS = 8
INTERRUPTED = 130  # 128 and SIGINT's number, as a shell says it

OF_VERDICT = {
    "joined": DONE,
    "wrong_password": 10,
    "not_found": 11,
    "weak_signal": 12,
    "no_address": 13,
    "refused": 14,
    "timeout": 15,
    "unsupported": 16,
    "cancelled": 17,
}

_OTHERS = {
    SOME_NOT_JOINED: "fleet: some cameras have not joined",
    USAGE: "the command line cannot be understood",
    UNREACHABLE: "no camera answers",
    REFUSED: "the camera takes no such input, and nothing was changed",
    BUSY: "the camera is busy with something else",
    VANISHED: "the camera took the network and gave no result in time: look at its light",
    NO_VERDICT: "status: no attempt has ended yet",
    NO_WIRELESS: "fleet: this computer's Wi-Fi cannot be used",
    INTERRUPTED: "Ctrl-C",
}


def table() -> str:
    """All of them, for ``--help``."""
    rows = [f"{code:5}  {verdict}" for verdict, code in OF_VERDICT.items()]
    rows += [f"{code:5}  {meaning}" for code, meaning in _OTHERS.items()]
    return "exit codes:\n" + "\n".join(rows)
