"""The hotspot's one DNS answer: every name has the camera's address.

Pure. RFC 1035 gives the packet's form. Only A is answered; every other type gets NOERROR and no
record, because a phone that is told an A record for its AAAA question gives up on the name.
"""

from ..core import const

PACKET_BYTES_MAX = const(512)  # RFC 1035, 2.3.4: the largest UDP message without extensions

_HEADER_BYTES = const(12)
_NAME_BYTES_MAX = const(255)  # RFC 1035, 2.3.4
_LABEL_BYTES_MAX = const(63)
_TYPE_A = const(b"\x00\x01")
_CLASS_INTERNET = const(b"\x00\x01")

# 5 s: after setup the phone meets the same names on the real internet, and must not remember.
_TTL_S = const(b"\x00\x00\x00\x05")


def answer(query: bytes, address: bytes) -> bytes | None:
    """The answer to one packet, or None if the packet deserves none.

    :param query: the packet as it came.
    :param address: the hotspot's IPv4 address, 4 bytes.
    """
    end = _question_end(query)
    if end is None:
        return None
    wanted = query[end - 4 : end - 2] == _TYPE_A and query[end - 2 : end] == _CLASS_INTERNET
    flags = bytes((0x84 | query[2] & 0x01, 0x80))  # an authoritative answer, recursion as asked
    counts = b"\x00\x01\x00\x01\x00\x00\x00\x00" if wanted else b"\x00\x01\x00\x00\x00\x00\x00\x00"
    # The question goes back byte for byte: resolvers mix its letters' case and compare
    # (draft-vixie-dnsext-dns0x20).
    packet = query[:2] + flags + counts + query[_HEADER_BYTES:end]
    if wanted:
        packet += b"\xc0\x0c" + _TYPE_A + _CLASS_INTERNET + _TTL_S + b"\x00\x04" + address
    return packet


def _question_end(query: bytes) -> int | None:
    """Where the question stops, or None if this is not a query with one whole question."""
    if len(query) < _HEADER_BYTES or len(query) > PACKET_BYTES_MAX:
        return None
    if query[2] & 0xF8 or query[4:6] != b"\x00\x01":  # an answer, another opcode, or no question
        return None
    at = _name_end(query)
    if at is None or at + 4 > len(query):
        return None
    return at + 4


def _name_end(query: bytes) -> int | None:
    at = _HEADER_BYTES
    while at < len(query) and at - _HEADER_BYTES < _NAME_BYTES_MAX:
        length = query[at]
        if length > _LABEL_BYTES_MAX:  # a pointer: there is nothing before it to point at
            return None
        at += 1 + length
        if length == 0:
            return at
    return None
