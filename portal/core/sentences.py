"""What the page says for each word of the portal, and what to do about it.

The words are the contract with programs; the sentences are for someone on a ladder. They are in
``templates/reasons.txt``, ``errors.txt`` and, for a reader who has no page, ``result.txt``, and are
read when they are needed: as strings of this file they would stay in the heap for as long as the
page is up.
"""

from . import const
from .assets import open_text

_MARK = const(" | ")
_ANY_ERROR = const("malformed")


def reason(word: str, name: str) -> tuple[str, str]:
    """Title and advice for a verdict. ``name`` is the network's."""
    title, advice = _sentences("reasons.txt", word) or ("", "")
    return title, advice.replace("{name}", name)


def error(word: str) -> str:
    """The sentence for a word that a request was refused with."""
    found = _sentences("errors.txt", word) or _sentences("errors.txt", _ANY_ERROR) or [word]
    return found[0]


def on_drive(word: str, name: str = "") -> str:
    """What to do about a word, in ``wifi-result.txt``. ``name`` is the network's."""
    for file in ("result.txt", "reasons.txt", "errors.txt"):
        found = _sentences(file, word)
        if found:
            return found[-1].replace("{name}", name)
    return word


def _sentences(file: str, word: str) -> list[str] | None:
    start = word + _MARK
    with open_text("templates/" + file) as stream:
        for line in stream:
            if line.startswith(start):
                return line[len(start) :].strip().split(_MARK)
    return None
