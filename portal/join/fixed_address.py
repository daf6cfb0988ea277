"""A fixed IPv4 address: for a network that gives none, or that expects the camera at one.

Pure. It is loaded only if somebody asks for such an address: most cameras never do.
"""

from ..core import const
from ..errors import Refused

_NONE = const("0.0.0.0")

_ALL = const(0xFFFFFFFF)
_BITS = const(32)
_HOST_MIN = const(3)

# First octets: "this network", the loopback (RFC 1122, 3.2.1.3), and from there on groups and
# what is reserved (RFC 1112, 4; RFC 6890).
_NOBODYS = const((0, 127))
_GROUPS_FROM = const(224)


class Address:
    """A camera's place in its network, as texts like ``192.168.1.50``.

    :param address: the camera's own.
    :param netmask: such as ``255.255.255.0``.
    :param gateway: the router's; None on a network without one.
    :param dns: the name server's; None if it is not set.
    """

    def __init__(
        self, address: str, netmask: str, gateway: str | None = None, dns: str | None = None
    ) -> None:
        self.address = address
        self.netmask = netmask
        self.gateway = gateway
        self.dns = dns

    @property
    def server(self) -> str | None:
        """The name server: the gateway if no other is set, because most routers are one."""
        return self.dns or self.gateway

    @property
    def ifconfig(self) -> tuple[str, str, str, str]:
        """What ``ifconfig()`` of every driver takes; an address that is not set is 0.0.0.0, as
        it is to lwIP (ip4_addr_isany)."""
        return self.address, self.netmask, self.gateway or _NONE, self.server or _NONE


def from_fields(fields: dict) -> Address:
    """The address in a request's or a settings file's fields.

    :param fields: ``address``, which may end in ``/24`` instead of having a netmask; ``netmask``,
                   ``gateway``, ``dns``.

    Raises Refused with the broken rule's word.
    """
    text, mark, bits = _text(fields, "address").partition("/")
    if not text:
        raise Refused("address_missing", "address")
    address = _number(text, "address")
    _check_first_octet(address, "address")
    mask = _mask(_text(fields, "netmask"), bits if mark else None)
    _check_host(address, mask, "address")
    gateway = _optional(fields, "gateway")
    if gateway is not None:
        _check_gateway(gateway, address, mask)
    dns = _optional(fields, "dns")
    if dns is not None:
        _check_first_octet(dns, "dns")
    return Address(_write(address), _write(mask), _write_optional(gateway), _write_optional(dns))


def _text(fields: dict, field: str) -> str:
    """The number keys of a German or French iPhone have a comma, not a dot."""
    text = fields.get(field) or ""
    if not isinstance(text, str):
        raise Refused(field + "_malformed", field)
    return text.strip().replace(",", ".")


def _number(text: str, field: str) -> int:
    octets = text.split(".")
    if len(octets) != 4 or not all(_is_octet(octet) for octet in octets):
        raise Refused(field + "_malformed", field)
    number = 0
    for octet in octets:
        number = number << 8 | int(octet)
    return number


def _is_octet(text: str) -> bool:
    # "010" is ten to people and eight to inet_aton(3).
    return _is_decimal(text) and int(text) < 256 and str(int(text)) == text


def _is_decimal(text: str) -> bool:
    return 0 < len(text) < 4 and all(digit in "0123456789" for digit in text)


def _mask(text: str, bits: str | None) -> int:
    """The netmask, from the field or from behind the address; if both say it, they must agree."""
    if bits is None:
        if not text:
            raise Refused("netmask_missing", "netmask")
        return _checked_mask(_number(text, "netmask"), "netmask")
    mask = _checked_mask(_mask_of_bits(bits), "address")
    if text and _number(text, "netmask") != mask:
        raise Refused("netmask_differs", "netmask")
    return mask


def _mask_of_bits(bits: str) -> int:
    if not _is_decimal(bits) or int(bits) > _BITS:
        raise Refused("netmask_malformed", "address")
    return _ALL << (_BITS - int(bits)) & _ALL


def _checked_mask(mask: int, field: str) -> int:
    """A contiguous mask, /1 to /30: smaller networks have no room for a camera between their own
    address and the broadcast address."""
    host = ~mask & _ALL
    if host & (host + 1) or not _HOST_MIN <= host < _ALL:
        raise Refused("netmask_malformed", field)
    return mask


def _optional(fields: dict, field: str) -> int | None:
    text = _text(fields, field)
    return _number(text, field) if text else None


def _check_first_octet(number: int, field: str) -> None:
    first = number >> 24
    if first in _NOBODYS or first >= _GROUPS_FROM:
        raise Refused(field + "_reserved", field)


def _check_host(number: int, mask: int, field: str) -> None:
    """The first address of a network is its own name, the last one means everybody in it."""
    if number | mask in (mask, _ALL):
        raise Refused(field + "_not_a_host", field)


def _check_gateway(gateway: int, address: int, mask: int) -> None:
    if gateway == address:
        raise Refused("gateway_is_camera", "gateway")
    if gateway & mask != address & mask:
        raise Refused("gateway_elsewhere", "gateway")
    _check_host(gateway, mask, "gateway")


def _write(number: int) -> str:
    return "%d.%d.%d.%d" % tuple(number >> shift & 0xFF for shift in (24, 16, 8, 0))


def _write_optional(number: int | None) -> str | None:
    return None if number is None else _write(number)
