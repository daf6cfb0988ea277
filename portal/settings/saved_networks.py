"""The networks that a camera knows, as ``wifi.txt`` keeps them.

Pure. The first is ``wifi.ssid``, ``wifi.psk``; the others ``wifi.2.ssid``, ``wifi.2.psk`` and on. A
network with a fixed address (see ``address_keys``) that cannot be used is left out, as one with
such a password is: joined by DHCP, it would seem to work, at another address than is wanted.
"""

from ..core import config_file, const, text
from ..errors import Refused
from ..join import credentials, networks
from . import obfuscation

_NETWORKS_MAX = const(8)  # a site has a few; more would make every round of tries too long
_FIELDS = const(("ssid", "psk", "security", "hidden"))
_LOGIN_FIELDS = const(("identity", "method", "authority", "server", "certificate"))


def read(
    file: config_file.WifiFile, unique_id: bytes
) -> tuple[list[credentials.Credentials], list[tuple[int, str]]]:
    """The usable networks, and ``(line number from 1, word)`` for every line that is not usable."""
    found = []
    faults = [(number + 1, word) for number, word in file.faults()]
    faults.extend((number + 1, word) for number, word in _strays(file))
    for slot in _slots(file):
        for number in file.numbers(_key(slot, "psk")):
            if file.tail(number)[1:2].strip():  # "#1", not "# the office's"
                faults.append((number + 1, "hash_after_blank"))
        try:
            found.append(_read_slot(file, slot, unique_id))
        except Refused as refused:
            faults.append((_line(file, slot, refused.field) + 1, refused.word))
    return found, faults


def cable(file: config_file.WifiFile) -> tuple:
    """The cable's fixed address, see ``address_keys.cable``."""
    keys = _address_keys(file)
    return keys.cable(file) if keys else (None, [])


def remember(file: config_file.WifiFile, proven: credentials.Credentials, unique_id: bytes) -> None:
    """Keep ``proven``. A network of the same name gets the new password in its place; if
    there is no room, the first one is dropped."""
    slot = _slot_of(file, proven.ssid) or _free_slot(file)
    _remove_slot(file, slot)
    keys = _address_keys(file, proven.ipv4)
    if keys:
        keys.settle(file)
    file.set(_key(slot, "ssid"), config_file.write_ssid(proven.ssid))
    if proven.password:
        file.set(_key(slot, "psk"), obfuscation.hide(proven.password, unique_id))
    if proven.security in (networks.WPA, networks.WPA3, networks.ENTERPRISE):
        file.set(_key(slot, "security"), proven.security)
    if proven.hidden:
        file.set(_key(slot, "hidden"), "yes")
    if proven.login:
        _write_login(file, slot, proven.login)
    if proven.ipv4:
        keys.write(file, _key(slot, "ipv4"), proven.ipv4)


def forget(file: config_file.WifiFile, ssid: bytes | None = None) -> None:
    """Drop the network of that name, or all of them."""
    for slot in _slots(file):
        if ssid is None or _ssid(file, slot) == ssid:
            _remove_slot(file, slot)


def hide_clear_passwords(file: config_file.WifiFile, unique_id: bytes) -> bool:
    """Rewrite every clear password in the ``enc:`` form; True if there was one."""
    changed = False
    for slot in _slots(file):
        key = _key(slot, "psk")
        numbers = file.numbers(key)
        for number in numbers:
            value = file.value(number)
            counts = number == numbers[-1]
            is_seen = counts and not _is_usable(file, slot, unique_id)
            if value and not obfuscation.is_hidden(value) and not is_seen:
                file.rewrite(number, key, obfuscation.hide(value.encode(), unique_id))
                changed = True
    return changed


def pin(file: config_file.WifiFile, known: credentials.Credentials) -> bool:
    """Keep the certificate that has been trusted on first use; True if it is new."""
    key = _key(_slot_of(file, known.ssid) or 1, "certificate")
    if not known.login or not known.login.certificate or known.login.certificate == file.get(key):
        return False
    file.set(key, known.login.certificate)
    return True


def _strays(file: config_file.WifiFile):
    """``(line number from 0, word)`` for the lines about networks that nothing comes of."""
    keys = _address_keys(file)
    if keys:
        yield from keys.faults(file)
    for number, key in enumerate(file.keys):
        if key.startswith("wifi.") and number == file.numbers(key)[-1]:
            field = key.rpartition(".")[2]
            is_field = field in _FIELDS or field in _LOGIN_FIELDS
            if not _is_understood(file, key, field if is_field else None, keys):
                has_slot = (is_field and field != "ssid") or key[7:11] == "ipv4"  # wifi.2.ipv4
                yield number, "without_ssid" if has_slot else "unknown_key"


def _is_understood(file: config_file.WifiFile, key: str, field: str | None, keys) -> bool:
    """Whether ``key`` is of a network with a name.

    :param field: the field that it ends in, or None if it is not a network's.
    :param keys: the module ``address_keys``, or None.

    It compares one key at a time: a list of all that there may be was the heap's highest point.
    """
    for slot in _slots(file):
        if field and _key(slot, field) == key:
            return True
        if keys and key in keys.names(file, _key(slot, "ipv4")):
            return True
    return False


def _is_usable(file: config_file.WifiFile, slot: int, unique_id: bytes) -> bool:
    """Whether the password that counts may be hidden: one that is refused is left to be seen."""
    try:
        return bool(_read_slot(file, slot, unique_id))
    except Refused:
        return False


def _slots(file: config_file.WifiFile) -> list[int]:
    return [slot for slot in range(1, _NETWORKS_MAX + 1) if _key(slot, "ssid") in file.keys]


def _key(slot: int, field: str) -> str:
    field = "psk" if field == "password" else field
    return "wifi." + field if slot == 1 else "wifi.%d.%s" % (slot, field)


def _address_keys(file: config_file.WifiFile, wanted=None):
    """The module ``address_keys``, or None if nothing in ``file`` is a fixed address."""
    if not wanted and not any("ipv4" in key for key in file.keys):
        return None
    from . import address_keys

    return address_keys


def _line(file: config_file.WifiFile, slot: int, field: str) -> int:
    """Where ``field`` stands, or else the network that it is wrong for: a number from 0."""
    keys = _address_keys(file)
    number = keys.line(file, _key(slot, "ipv4"), field) if keys else None
    if number is None:
        number = (file.numbers(_key(slot, field)) or file.numbers(_key(slot, "ssid")))[-1]
    return number


def _ssid(file: config_file.WifiFile, slot: int) -> bytes:
    return config_file.read_ssid(file.get(_key(slot, "ssid")) or "")


def _read_slot(file: config_file.WifiFile, slot: int, unique_id: bytes) -> credentials.Credentials:
    ssid = _ssid(file, slot)
    value = file.get(_key(slot, "psk")) or ""
    if obfuscation.is_hidden(value):
        password = obfuscation.reveal(value, unique_id)
    else:
        password = value.encode()
    security = (file.get(_key(slot, "security")) or "").lower() or None
    hidden = text.yes_or_no(file.get(_key(slot, "hidden")) or "") is True
    credentials.check_ssid(ssid)
    if security is not None and security not in networks.SECURITIES:
        raise Refused("security_unknown", "security")
    credentials.check_password(password, security)
    login = None
    if security == networks.ENTERPRISE and file.get(_key(slot, "identity")):
        login = credentials.read_login(_login_fields(file, slot), password)
    keys = _address_keys(file)
    fixed = keys.read(file, _key(slot, "ipv4")) if keys else None
    return credentials.Credentials(ssid, password, security, hidden, login, fixed)


def _login_fields(file: config_file.WifiFile, slot: int) -> dict:
    fields: dict = {field: file.get(_key(slot, field)) for field in _LOGIN_FIELDS}
    fields["identity"] = text.show(config_file.read_ssid(fields["identity"]))
    return fields


def _write_login(file: config_file.WifiFile, slot: int, login) -> None:
    file.set(_key(slot, "identity"), config_file.write_ssid(login.identity))
    for field in _LOGIN_FIELDS[1:]:
        value = getattr(login, field)
        if value:
            file.set(_key(slot, field), value)


def _slot_of(file: config_file.WifiFile, ssid: bytes) -> int | None:
    for slot in _slots(file):
        if _ssid(file, slot) == ssid:
            return slot
    return None


def _free_slot(file: config_file.WifiFile) -> int:
    taken = _slots(file)
    for slot in range(1, _NETWORKS_MAX + 1):
        if slot not in taken:
            return slot
    return 1


def _remove_slot(file: config_file.WifiFile, slot: int) -> None:
    keys = _address_keys(file)
    if keys:
        keys.remove(file, _key(slot, "ipv4"))
    for field in _FIELDS + _LOGIN_FIELDS:
        file.remove(_key(slot, field))
