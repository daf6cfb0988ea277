"""What a person sends to join a network, checked before the radio hears of it.

Pure. The drivers do not protect themselves: CYW43 copies an SSID of any length into 36 bytes
(cyw43-driver src/cyw43_ll.c, cyw43_ll_wifi_join) and passes on a password that no handshake
can use. Each rule that is broken has a word of its own.
"""

from ..core import const, text
from ..errors import Refused
from . import networks

_PASSWORD_BYTES_MIN = const(8)  # IEEE 802.11-2020, J.4.1: a passphrase has 8 to 63 characters
_PASSWORD_BYTES_MAX = const(63)
_KEY_DIGITS = const(64)  # and a key of 256 bits is written with 64 hex digits
_SAE_BYTES_MAX = const(128)  # cyw43-driver src/cyw43_ll.c, the SAE branch of cyw43_ll_wifi_join
_LOGIN_PASSWORD_BYTES_MAX = const(256)  # RFC 2759, 8.1: MS-CHAPv2 takes as many characters
_NO_PASSWORD_RULE = (networks.WEP, networks.ENTERPRISE, networks.UNKNOWN)


class Credentials:
    """A network and what opens it. Its password is in no repr and no exception.

    :param ssid: 1 to 32 bytes.
    :param password: bytes, empty for an open network.
    :param security: a word of ``networks.SECURITIES``, or None if only the radio can tell.
    :param hidden: the network does not say its name; only a directed join finds it.
    :param login: an ``enterprise.Login`` if an enterprise network wants more than a password.
    :param ipv4: a ``fixed_address.Address``; None if the network gives one, by DHCP.
    """

    def __init__(
        self,
        ssid: bytes,
        password: bytes = b"",
        security: str | None = None,
        hidden: bool = False,
        login=None,
        ipv4=None,
    ) -> None:
        self.ssid = ssid
        self.password = password
        self.security = security
        self.hidden = hidden
        self.login = login
        self.ipv4 = ipv4

    def __repr__(self) -> str:
        return "<Credentials %s>" % self.name

    @property
    def name(self) -> str:
        return text.show(self.ssid)

    @property
    def secured(self) -> bool:
        return bool(self.password)


def from_request(fields: dict, heard: list, joins=()) -> Credentials:
    """The credentials in a request's fields.

    :param fields: ``id`` (hex) or ``ssid`` (text), ``password``, ``security``, ``hidden``.
                   An enterprise network's have those of ``enterprise.from_fields``, too, and a
                   fixed address has those of ``fixed_address.from_fields``.
    :param heard: the Networks of the last scan; a picked name has the security it was heard with.
    :param joins: what the radio can join: a login is asked for only if the radio can use it.

    Raises Refused with the broken rule's word.
    """
    ssid = read_ssid(fields)
    password = _password(fields)
    security = _security(fields)
    hidden = _hidden(fields) and not fields.get("id")
    security = security or _heard_security(heard, ssid, password)
    check_password(password, security)
    login = None
    if security == networks.ENTERPRISE and security in joins:
        login = read_login(fields, password)
    fixed = None
    if any(fields.get(field) for field in ("address", "netmask", "gateway", "dns")):
        from . import fixed_address  # needed rarely

        fixed = fixed_address.from_fields(fields)
    return Credentials(ssid, password, security, hidden, login, fixed)


def read_login(fields: dict, password: bytes):
    """The login in ``fields``. Raises Refused with the broken rule's word.

    Its rules are loaded here and not before: most radios have no use for them.
    """
    from . import enterprise

    found = enterprise.from_fields(fields)
    if not password:
        raise Refused("password_missing", "password")
    if len(password) > _LOGIN_PASSWORD_BYTES_MAX:
        raise Refused("password_too_long", "password")
    return found


def read_ssid(fields: dict) -> bytes:
    """The name in ``id`` (hex) or ``ssid`` (text). Raises Refused with the broken rule's word."""
    if fields.get("id"):
        ssid = _from_hex(fields["id"])
        field = "id"
    else:
        ssid = encode(fields.get("ssid", ""), "ssid")
        field = "ssid"
    check_ssid(ssid, field)
    return ssid


def check_ssid(ssid: bytes, field: str = "ssid") -> None:
    """Raises Refused unless ``ssid`` has 1 to 32 bytes."""
    if not ssid:
        raise Refused("ssid_missing", field)
    if len(ssid) > networks.SSID_BYTES_MAX:
        raise Refused("ssid_too_long", field)


def _from_hex(digits) -> bytes:
    if not isinstance(digits, str) or len(digits) % 2 or not text.is_hex(digits):
        raise Refused("id_malformed", "id")
    return bytes.fromhex(digits)


def encode(value, field: str) -> bytes:
    """A field's text as bytes. Raises Refused if it is not text."""
    if not isinstance(value, str):
        raise Refused(field + "_malformed", field)
    try:
        return text.encode(value)
    except ValueError:
        raise Refused(field + "_malformed", field) from None


def _password(fields: dict) -> bytes:
    password = fields.get("password")
    return b"" if password is None else encode(password, "password")


def _security(fields: dict) -> str | None:
    security = fields.get("security")
    if security in (None, ""):
        return None
    if security not in networks.SECURITIES:
        raise Refused("security_unknown", "security")
    return security


def _hidden(fields: dict) -> bool:
    hidden = fields.get("hidden")
    if hidden not in (None, False, True, "", "0", "1"):
        raise Refused("hidden_malformed", "hidden")
    return hidden in (True, "1")


def _heard_security(heard: list, ssid: bytes, password: bytes) -> str | None:
    """A name may be on air both open and secured; the password tells which is meant."""
    found = [network.security for network in heard if network.ssid == ssid]
    secured = [security for security in found if security != networks.OPEN]
    if password and secured:
        return secured[0]
    if networks.OPEN in found:
        return networks.OPEN
    return found[0] if found else None


def check_password(password: bytes, security: str | None) -> None:
    """Raises Refused unless ``password`` can open a network of that ``security``.

    WEP and enterprise networks have rules of their own; the attempt itself says that this
    radio cannot join them, whatever the password.
    """
    if security == networks.OPEN or (security is None and not password):
        if password:
            raise Refused("password_not_needed", "password")
    elif security not in _NO_PASSWORD_RULE:
        _check_passphrase(password, security)


def _check_passphrase(password: bytes, security: str | None) -> None:
    if not password:
        raise Refused("password_missing", "password")
    if text.has_control_character(password):
        raise Refused("password_control_character", "password")
    if security == networks.WPA3:
        if len(password) > _SAE_BYTES_MAX:
            raise Refused("password_too_long", "password")
    elif is_key(password):
        if not text.is_hex(text.show(password)):
            raise Refused("password_not_hex", "password")
    else:
        check_length(password)


def is_key(password: bytes) -> bool:
    """Whether it is the network's key itself, in hex, not a passphrase that one is made from."""
    return len(password) == _KEY_DIGITS


def check_length(passphrase: bytes) -> None:
    """Raises Refused unless it is as long as a WPA or WPA2 passphrase may be."""
    if len(passphrase) < _PASSWORD_BYTES_MIN:
        raise Refused("password_too_short", "password")
    if len(passphrase) > _PASSWORD_BYTES_MAX:
        raise Refused("password_too_long", "password")
