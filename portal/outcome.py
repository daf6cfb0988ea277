"""``wifi-result.txt``: how the networks of ``wifi.txt`` fared, for someone who has only the drive.

A paragraph for each network that was tried, in the words of the verdict, with what it was judged
by and what to do. A camera's clock is not set before it is online, so there is no date in it.
"""

from . import words
from .console import evidence_of
from .constant import const

_HEAD = const(
    "# What came of wifi.txt when the camera last tried. It is written anew when that changes.\n"
)
# What makes two outcomes the same: times and signals differ at each start.
_LASTING = const((b"result", b"network", b"address"))


def render(attempts: list) -> bytes:
    """The file's text.

    :param attempts: the Attempts of one round, all of them over.
    """
    return (_HEAD + "".join("\n" + _paragraph(attempt) for attempt in attempts)).encode()


def differs(old: bytes, new: bytes) -> bool:
    """Whether ``new`` tells something that ``old`` does not."""
    return _lasting(old) != _lasting(new)


def _paragraph(attempt) -> str:
    entries = [
        ("result", attempt.reason),
        ("network", attempt.credentials.name),
        ("address", attempt.address or "none"),
        ("evidence", evidence_of(attempt)),
    ]
    if attempt.state == "failed":
        entries.append(("what to do", words.reason(attempt.reason, attempt.credentials.name)[1]))
    return "".join("%s = %s\n" % entry for entry in entries)


def _lasting(text: bytes) -> list:
    return [line for line in text.split(b"\n") if line.split(b" = ")[0] in _LASTING]
