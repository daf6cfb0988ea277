"""The exit codes of all commands; none of them means two things."""

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
FAILED = 9
NO_ENVIRONMENT = 18
NO_CAMERA = 20
UNFIT = 21
NO_ROOM = 22
IN_THE_WAY = 23
NOT_VERIFIED = 24
LOST = 25
FAULTS_FOUND = 26
TESTS_FAILED = 30
INTERRUPTED = 130  # 128 and SIGINT's number, as a shell says it
ENDED = 143  # the same of SIGTERM

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

MEANINGS = {
    DONE: "joined, or done, or nothing to do",
    SOME_NOT_JOINED: "fleet: some cameras have not joined",
    USAGE: "the command line, or a file that it names, cannot be understood",
    UNREACHABLE: "no camera answers",
    REFUSED: "the camera takes no such input, and nothing was changed",
    BUSY: "the camera is busy with something else",
    VANISHED: "the camera took the network and gave no result in time: look at its light",
    NO_VERDICT: "status: no attempt has ended yet",
    NO_WIRELESS: "fleet: this computer's Wi-Fi cannot be used",
    FAILED: "anything else; the sentence on stderr says what",
    **{code: verdict for verdict, code in OF_VERDICT.items() if code},
    NO_ENVIRONMENT: "the Python packages for this cannot be had: no internet, or no venv",
    NO_CAMERA: "deploy: no camera on USB, or several and no --port",
    UNFIT: "deploy: this board or its firmware cannot run the portal",
    NO_ROOM: "deploy: not enough room on the drive",
    IN_THE_WAY: "deploy: files that are not this tool's are in the way",
    NOT_VERIFIED: "deploy: the drive does not hold what was written, or cannot import it",
    LOST: "deploy: the connection or the drive failed; run it again",
    FAULTS_FOUND: "wifi-txt: the file has lines that a camera cannot use",
    TESTS_FAILED: "test: not all tests have passed",
    INTERRUPTED: "Ctrl-C; deploy: run it again to finish",
    ENDED: "serve: ended by SIGTERM",
}
# What any command may end with.
COMMON = (DONE, USAGE, FAILED, NO_ENVIRONMENT, INTERRUPTED)


def table(*codes: int) -> str:
    """For ``--help``: those of a command, or all of them."""
    rows = [f"{code:5}  {MEANINGS[code]}" for code in sorted(codes or MEANINGS)]
    return "exit codes:\n" + "\n".join(rows)
