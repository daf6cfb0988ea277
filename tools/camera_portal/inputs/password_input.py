"""The network's password: from a file, the environment or a prompt; never from the command line,
which every user of this computer can read in the list of processes."""

from __future__ import annotations

import getpass
import os
import sys

VARIABLE = "CAMERA_WIFI_PASSWORD"


class NoPassword(Exception):
    """It cannot be had; its text says why."""


class Secret(str):
    """Text that no repr, and so no traceback, shows."""

    def __repr__(self) -> str:
        return "<Secret>"


def given(path: str | None) -> Secret | None:
    """That of the file ``path``, or the environment's; None if neither is given.

    Raises NoPassword if the file cannot be read.
    """
    if path is None:
        value = os.environ.get(VARIABLE)
        return None if value is None else Secret(value)
    return first_line(path)


def first_line(path: str) -> Secret:
    """What stands in the file before its first line's end. Raises NoPassword."""
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return Secret(stream.readline().rstrip("\r\n"))
    except OSError as error:
        raise NoPassword(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NoPassword(f"{path}: no text in UTF-8") from None


def ask(name: str) -> Secret:
    """What a person types at the prompt, unseen. Raises NoPassword if there is no terminal, or
    nothing is typed but its end."""
    if not sys.stdin.isatty():
        raise NoPassword(f"no terminal to ask at: use --password-file, or set {VARIABLE}")
    try:
        return Secret(getpass.getpass(f"Password of {name} (empty if it has none): "))
    except EOFError:
        raise NoPassword("no password was typed") from None
