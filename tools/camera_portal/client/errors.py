"""What can go wrong between this computer and a camera. No password is in any of it."""

from __future__ import annotations


class CameraError(Exception):
    """One of those below."""


class Unreachable(CameraError):
    """No camera answers.

    :param where: its URL or serial port.
    :param reason: what was seen instead, for people.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"no camera answers at {where}: {reason}")
        self.where = where
        self.reason = reason


class Vanished(Unreachable):
    """The camera took what was asked, and then gave no result in time."""


class Refused(CameraError):
    """The camera takes no such input.

    :param word: what is wrong, a word of ``templates/errors.txt``.
    :param field: the name of the field it is wrong in, if it is one.
    """

    def __init__(self, word: str, field: str | None = None) -> None:
        super().__init__(word)
        self.word = word
        self.field = field


class Busy(CameraError):
    """The camera does something else, which has to end first."""

    def __init__(self) -> None:
        super().__init__("busy")


def check(answer: dict) -> dict:
    """The camera's answer, or the fault that it tells."""
    word = answer.get("error")
    if word == "busy":
        raise Busy
    if word:
        raise Refused(word, answer.get("field"))
    return answer
