"""HTML from files in ``templates/``, in pieces small enough for a camera.

``{{name}}`` stands for a value, escaped; if the value is a generator of HTML, for all it yields.
``{{?name}}`` to ``{{/}}`` is there only if the value is true, ``{{^name}}`` to ``{{/}}`` only if
it is not. ``{{>file}}`` stands for a file of ``static/``, as it is.
"""

from ..core import assets, const

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
    depth = shown = 0  # conditions around this place, and how many of the outer ones hold
    with assets.open_text("templates/" + file) as stream:
        for line in stream:
            head, *marks = line.split("{{")
            if depth == shown:
                yield head
            for mark in marks:
                key, _, tail = mark.partition("}}")
                if key[0] in "?^":
                    holds = depth == shown and bool(values[key[1:]]) == (key[0] == "?")
                    depth, shown = depth + 1, shown + holds
                elif key[0] == "/":
                    depth, shown = depth - 1, min(shown, depth - 1)
                elif depth == shown:
                    yield from _value(key, values)
                if depth == shown:
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
    if key[0] == ">":
        with assets.open_text("static/" + key[1:]) as stream:
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
