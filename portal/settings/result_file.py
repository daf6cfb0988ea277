"""``wifi-result.txt``: how ``wifi.txt`` fared, for someone who has only the drive.

A paragraph for each of its lines that cannot be used, and one for each network that was tried, in
the words of the verdict, with what it was judged by; both with what to do. A camera's clock is
not set before it is online, so there is no date in it.
"""

from ..core import console, const, sentences

# What makes two outcomes the same: times and signals differ at each start.
_OF_FILE = const((b"fault", b"line"))
_LASTING = const((b"fault", b"line", b"result", b"network", b"address"))
_FAULTS_MAX = const(5)  # a longer file is not read


def render(attempts: list, faults: list) -> bytes:
    """The file's text.

    :param attempts: the Attempts of one round, all of them over.
    :param faults: ``(line number from 1, word)`` for the lines; 0 is the whole file.
    """
    paragraphs = [_fault(*fault) for fault in faults[:_FAULTS_MAX]]
    if faults[_FAULTS_MAX:]:
        more = sentences.on_drive("more_faults").replace("{count}", str(len(faults) - _FAULTS_MAX))
        paragraphs.append([("fault", more)])
    paragraphs.extend(_paragraph(attempt) for attempt in attempts)
    if not paragraphs:
        paragraphs.append([("network", "none"), _advice("no_network")])
    lines = ["\n" + "".join("%s = %s\n" % entry for entry in entries) for entries in paragraphs]
    return (sentences.on_drive("head") + "\n" + "".join(lines)).encode()


def differs(old: bytes, new: bytes, of_file: bool = False) -> bool:
    """Whether ``new`` tells something that ``old`` does not. The order tells nothing: networks
    are tried by their signals, which come and go.

    :param of_file: of the faults only.
    """
    keys = _OF_FILE if of_file else _LASTING
    return _lasting(old, keys) != _lasting(new, keys)


def _fault(line: int, word: str) -> list:
    return [("fault", word), ("line", line or "all"), _advice(word)]


def _paragraph(attempt) -> list:
    entries = [
        ("result", attempt.reason),
        ("network", attempt.credentials.name),
        ("address", attempt.address or "none"),
        ("evidence", console.evidence_of(attempt)),
    ]
    if attempt.state == "failed":
        entries.append(_advice(attempt.reason, attempt.credentials.name))
    return entries


def _advice(word: str, name: str = "") -> tuple[str, str]:
    return sentences.on_drive("advice"), sentences.on_drive(word, name)


def _lasting(text: bytes, keys: tuple) -> list:
    paragraphs = [
        [line for line in paragraph.split(b"\n") if line.split(b" = ")[0] in keys]
        for paragraph in text.split(b"\n\n")
    ]
    return sorted(lines for lines in paragraphs if lines)
