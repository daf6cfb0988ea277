"""The hotspot's password: random, the camera's own, made on first boot.

ETSI EN 303 645, 5.1-1 and 5.1-2: unique per device, and not to be worked out from its id.
"""

import os

from ..core import const

# Without the letters that are mistaken for one another on a label: 0 o 1 l i.
_LETTERS = const("23456789abcdefghjkmnpqrstuvwxyz")

# 31 letters are 4.95 bits each: 13 of them are 64 bits.
_LENGTH = const(13)

# The largest multiple of 31 that a byte can hold; bytes above it would favour some letters.
_FAIR = const(248)


def new_password() -> str:
    letters = ""
    while len(letters) < _LENGTH:
        byte = os.urandom(1)[0]
        if byte < _FAIR:
            letters += _LETTERS[byte % len(_LETTERS)]
    return letters
