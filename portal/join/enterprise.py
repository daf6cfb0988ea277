"""What an enterprise network wants beside a password: who you are, and how to trust its server.

Pure.
"""

from ..core import config_file, const, text
from ..errors import Refused
from .credentials import encode

_IDENTITY_BYTES_MAX = const(253)  # RFC 7542, 2.2: what every RADIUS server takes

_DIGEST_DIGITS = const(64)  # SHA-256's 32 bytes

METHODS = ("peap", "ttls-mschapv2", "ttls-pap")


class Login:
    """A user's name, and how to trust the network's server.

    :param identity: the user's name, bytes.
    :param method: a word of ``METHODS``.
    :param authority: the file on the drive with the certificate of the authority that signs the
                      server's; None to pin the server's own on first use.
    :param server: with an authority, the end that the server's name has to have, or None.
    :param certificate: the pinned certificate's SHA-256 in hex; None until there is one.
    """

    def __init__(
        self,
        identity: bytes,
        method: str = METHODS[0],
        authority: str | None = None,
        server: str | None = None,
        certificate: str | None = None,
    ) -> None:
        self.identity = identity
        self.method = method
        self.authority = authority
        self.server = server
        self.certificate = certificate


def from_fields(fields: dict) -> Login:
    """The login in a request's or a settings file's fields.

    :param fields: ``identity``, ``method``, ``authority``, ``server``, ``certificate``.

    Raises Refused with the broken rule's word.
    """
    identity = encode(fields.get("identity") or "", "identity")
    if not identity:
        raise Refused("identity_missing", "identity")
    if len(identity) > _IDENTITY_BYTES_MAX:
        raise Refused("identity_too_long", "identity")
    if text.has_control_character(identity):
        raise Refused("identity_malformed", "identity")
    method = fields.get("method") or METHODS[0]
    if method not in METHODS:
        raise Refused("method_unknown", "method")
    return Login(
        identity,
        method,
        _file_name(fields),
        _text(fields, "server"),
        _digest(fields.get("certificate") or None),
    )


def _text(fields: dict, field: str) -> str | None:
    """A text that a line of the settings file can hold: what it cannot would be other settings."""
    value = fields.get(field) or None
    if value is not None and not config_file.holds(encode(value, field)):
        raise Refused(field + "_malformed", field)
    return value


def _file_name(fields: dict) -> str | None:
    """A file on the drive, and nowhere else."""
    name = _text(fields, "authority")
    if name and ("/" in name or "\\" in name or name.startswith(".")):
        raise Refused("authority_malformed", "authority")
    return name


def _digest(digits) -> str | None:
    if digits is None:
        return None
    if not isinstance(digits, str) or len(digits) != _DIGEST_DIGITS or not text.is_hex(digits):
        raise Refused("certificate_malformed", "certificate")
    return digits.lower()
