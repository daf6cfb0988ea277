"""Every exception of the portal. No password is in any of them.

Exception
    NoRadio         no Wi-Fi that the portal can drive
    Busy            something else has to end first
    Deaf            no scan while the hotspot is open
    ValueError
        Refused     input that cannot be used
        Malformed   no HTTP request

Pure.
"""


class NoRadio(Exception):
    """This board, or its firmware, has no Wi-Fi that the portal can drive."""


class Busy(Exception):
    """Something is under way that has to end first."""


class Deaf(Exception):
    """This radio cannot scan while its hotspot is open."""


class Refused(ValueError):
    """Input that cannot be used.

    :param word: what is wrong, from a closed list, for example ``password_too_short``.
    :param field: the name of the field it is wrong in.
    """

    def __init__(self, word: str, field: str) -> None:
        super().__init__(word)
        self.word = word
        self.field = field


class Malformed(ValueError):
    """What came is not an HTTP request, or its head is longer than any phone's."""
