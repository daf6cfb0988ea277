"""DNS packets; tests/camera/test_captive.py asks with a real resolver."""

from portal.server.dns_answer import answer

ADDRESS = b"\xc0\xa8\x04\x01"
HEAD = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00"
NAME = b"\x07Example\x03com\x00"


def question(kind=b"\x00\x01", head=HEAD, name=NAME, tail=b""):
    return head + name + kind + b"\x00\x01" + tail


def test_answers_a_with_the_hotspot():
    packet = answer(question(), ADDRESS)
    assert packet[:2] == b"\x12\x34"
    assert packet[2] & 0x80 and packet[3] & 0x0F == 0
    assert packet[4:8] == b"\x00\x01\x00\x01"
    assert packet[12 : 12 + len(NAME)] == NAME  # the case of the letters, too
    assert packet[-4:] == ADDRESS
    assert packet[-10:-6] == b"\x00\x00\x00\x05"  # seconds to live


def test_every_other_type_is_no_error_and_empty():
    for kind in range(2, 300):
        packet = answer(question(bytes((kind >> 8, kind & 255))), ADDRESS)
        assert packet[3] & 0x0F == 0 and packet[6:8] == b"\x00\x00"
        assert len(packet) == len(question())


def test_the_answer_has_no_more_than_the_question_needs():
    longest = (b"\x3f" + b"a" * 63) * 3 + b"\x3d" + b"a" * 61 + b"\x00"
    assert len(longest) == 255
    assert len(answer(question(name=longest), ADDRESS)) <= 512
    extended = question(tail=b"\x00\x00\x29\x10\x00\x00\x00\x00\x00\x00\x00")
    assert len(answer(extended, ADDRESS)) == len(answer(question(), ADDRESS))


def test_drops_what_is_no_question():
    good = question()
    for cut in range(len(good)):
        assert answer(good[:cut], ADDRESS) is None
    for packet in (
        b"",
        question(head=b"\x12\x34\x81" + HEAD[3:]),  # an answer: two cameras must not talk forever
        question(head=b"\x12\x34\x29" + HEAD[3:]),  # another opcode
        question(head=HEAD[:5] + b"\x00" + HEAD[6:]),  # no question
        question(head=HEAD[:5] + b"\x02" + HEAD[6:]),  # two
        question(name=b"\xc0\x0c"),  # a pointer to itself
        question(name=b"\x40" + b"a" * 64 + b"\x00"),  # a label of 64
        question(name=(b"\x3f" + b"a" * 63) * 4 + b"\x00"),  # a name of 257
        good + b"\x00" * 600,
    ):
        assert answer(packet, ADDRESS) is None, packet[:20]


def test_no_packet_breaks_it():
    seed = 7
    for _ in range(3000):
        packet = bytearray(question())
        for _ in range(3):
            seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
            packet[seed // 7 % len(packet)] = seed >> 8 & 255
        result = answer(bytes(packet[: seed % 40 + 1]) if seed & 1 else bytes(packet), ADDRESS)
        assert result is None or 12 <= len(result) <= 512
