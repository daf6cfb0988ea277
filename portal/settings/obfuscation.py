"""The ``enc:`` form of a password on the drive: hidden from a glance, not from a thief.

Pure. The form is OpenMV's own (openmv-ota src/openmv_ota/build/device/openmv_netcfg.py): XOR with
the SHA-256 of the chip's id, repeated, in hex. Anyone who holds the drive can read the id, too, and
undo it. It keeps passwords out of screenshots and support mails, and nothing more.
"""

import hashlib

from ..core import const

_MARK = const("enc:")


def hide(password: bytes, unique_id: bytes) -> str:
    return _MARK + _exclusive_or(password, unique_id).hex()


def is_hidden(value: str) -> bool:
    """Whether ``value`` has the form. A clear password that starts with ``enc:`` and goes on in
    hex cannot be told apart; everything else can."""
    return value.startswith(_MARK) and _from_hex(value) is not None


def reveal(value: str, unique_id: bytes) -> bytes:
    """The password of a hidden value. Call it only if ``is_hidden``."""
    return _exclusive_or(_from_hex(value) or b"", unique_id)


def _from_hex(value: str) -> bytes | None:
    try:
        return bytes.fromhex(value[len(_MARK) :])
    except ValueError:
        return None


def _exclusive_or(data: bytes, unique_id: bytes) -> bytes:
    key = hashlib.sha256(unique_id).digest()
    return bytes(data[i] ^ key[i % len(key)] for i in range(len(data)))
