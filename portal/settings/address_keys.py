"""A fixed address in a settings file: ``ipv4``, ``ipv4.address``, ``ipv4.netmask`` and
``ipv4.gateway``, which are OpenMV's own, and ``ipv4.dns``.

Pure. They are the first network's, or the cable's; a network that is not the first has its own
under ``wifi.2.ipv4``, and so has the first beside a cable's, under ``wifi.ipv4``. Functions take
that key of a network. It is loaded only if a file has, or is to have, a fixed address.
"""

from ..core import config_file, const
from ..errors import Refused

_OPENMVS = const("ipv4")
_FIRST = const("wifi.ipv4")
_FIELDS = const(("address", "netmask", "gateway", "dns"))


def read(file: config_file.WifiFile, prefix: str):
    """A network's ``fixed_address.Address``, or None if the network gives one.

    Raises Refused if it cannot be used. The caller must not fall back to DHCP then: OpenMV's own
    reader does not, either (openmv_netcfg.py, settings).
    """
    return _read(file, _key(file, prefix))


def cable(file: config_file.WifiFile) -> tuple:
    """The ``fixed_address.Address`` that the cable has to have, or None if its network gives one;
    and ``(line number from 1, word)`` for what makes it unusable; the cable is then not used."""
    if not _has_cables(file):
        return None, []
    try:
        return _read(file, _OPENMVS), []
    except Refused as refused:
        return None, [(_line(file, _OPENMVS, refused.field) + 1, refused.word)]


def write(file: config_file.WifiFile, prefix: str, fixed) -> None:
    """Give a network a ``fixed_address.Address``."""
    _write(file, _key(file, prefix), fixed)


def remove(file: config_file.WifiFile, prefix: str) -> None:
    """Let a network give the address."""
    _remove(file, _key(file, prefix))


def update(file: config_file.WifiFile, fixed) -> None:
    """Put a proven ``fixed_address.Address``, or None, into OpenMV's recovery file."""
    _remove(file, _OPENMVS)
    if fixed:
        _write(file, _OPENMVS, fixed)
        # Its reader refuses a fixed address without a gateway, and takes any text for one.
        file.set("ipv4.gateway", fixed.ifconfig[2])


def settle(file: config_file.WifiFile) -> None:
    """Mark OpenMV's keys as the cable's, which a file that names a network has to say."""
    if _has_cables(file):
        file.set("interface", "eth")


def names(file: config_file.WifiFile, prefix: str) -> list[str]:
    """All the keys that may say a network's address."""
    return _names(_key(file, prefix))


def line(file: config_file.WifiFile, prefix: str, field: str) -> int | None:
    """The line of a Refused's ``field``, or else the line that asks for the address: a number
    from 0. None for the fields that are not an address's."""
    if field == _OPENMVS or field in _FIELDS:
        return _line(file, _key(file, prefix), field)
    return None


def faults(file: config_file.WifiFile):
    """``(line number from 0, word)`` if there is no first network for a fixed address."""
    if not file.get("wifi.ssid") and not _has_cables(file) and _is_fixed(file, _OPENMVS):
        yield file.numbers(_OPENMVS)[-1], "without_ssid"


def _key(file: config_file.WifiFile, prefix: str) -> str:
    return _OPENMVS if prefix == _FIRST and not _has_cables(file) else prefix


def _has_cables(file: config_file.WifiFile) -> bool:
    """Whether OpenMV's own keys are the cable's: if the file says so, or has no network for
    them (openmv_netcfg.py, settings)."""
    interface = (file.get("interface") or "").lower()
    nameless = not interface and not file.get("wifi.ssid")
    return interface == "eth" or (nameless and _is_fixed(file, _OPENMVS))


def _is_fixed(file: config_file.WifiFile, key: str) -> bool:
    return (file.get(key) or "dhcp").lower() != "dhcp"


def _read(file: config_file.WifiFile, key: str):
    if not _is_fixed(file, key):
        return None
    if (file.get(key) or "").lower() != "static":
        raise Refused("ipv4_unknown", _OPENMVS)
    from ..join import fixed_address

    return fixed_address.from_fields({field: file.get("%s.%s" % (key, field)) for field in _FIELDS})


def _write(file: config_file.WifiFile, key: str, fixed) -> None:
    file.set(key, "static")
    for field in _FIELDS:
        value = getattr(fixed, field)
        file.remove("%s.%s" % (key, field))
        if value:
            file.set("%s.%s" % (key, field), value)


def _remove(file: config_file.WifiFile, key: str) -> None:
    """A line that says DHCP stays."""
    if _is_fixed(file, key):
        for name in _names(key):
            file.remove(name)


def _names(key: str) -> list[str]:
    return [key] + ["%s.%s" % (key, field) for field in _FIELDS]


def _line(file: config_file.WifiFile, key: str, field: str) -> int:
    return (file.numbers("%s.%s" % (key, field)) or file.numbers(key))[-1]
