"""HTML from files in ``templates/``, in pieces small enough for a camera.

``{{name}}`` stands for a value, escaped; where the value is a generator of HTML, for all it
yields. ``{{>file}}`` stands for a file of ``static/``, as it is.
"""

from ..core import const
from ..core.assets import open_text

# A TCP segment's worth: RT1062 sends 800 bytes at a time (OpenMV lwipopts, TCP_MSS).
_PIECE_LETTERS = const(800)
_READ_LETTERS = const(200)


def escape(value) -> str:
    """``value`` as text that is safe between tags and in quoted attributes."""
    letters = str(value)
    for letter, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        letters = letters.replace(letter, name)
    return letters.replace("'", "&#39;")


def render(file: str, **values):
    """Yield the text of ``templates/file`` with ``values`` in their places."""
    with open_text("templates/" + file) as stream:
        for line in stream:
            head, *marks = line.split("{{")
            yield head
            for mark in marks:
                key, _, tail = mark.partition("}}")
                yield from _value(key, values)
                yield tail


def in_pieces(texts):
    """Yield what ``texts`` yields as bytes, in pieces worth sending."""
    piece: list[str] = []
    length = 0
    for text in texts:
        piece.append(text)
        length += len(text)
        if length >= _PIECE_LETTERS:
            yield "".join(piece).encode()
            piece, length = [], 0
    if piece:
        yield "".join(piece).encode()


def _value(key: str, values: dict):
    if key.startswith(">"):
        with open_text("static/" + key[1:]) as stream:
            piece = stream.read(_READ_LETTERS)
            while piece:
                yield piece
                piece = stream.read(_READ_LETTERS)
        return
    value = values[key]
    if hasattr(value, "__next__"):
        yield from value
    else:
        yield escape(value)
