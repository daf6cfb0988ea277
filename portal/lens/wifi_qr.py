"""The text of a Wi-Fi QR code, as the fields of a request to join.

``WIFI:T:WPA;S:name;P:password;H:true;;`` is ZXing's (its wiki, "Barcode Contents"), and section 7
of the WPA3 specification's. Android (AOSP's WifiUriParser.java) and iOS share networks in it. Where
they differ, this reads what phones write: a backslash before ``\\ ; , : "``, and no percent signs.
"""

from ..core import const, text
from ..errors import Refused
from ..join import networks

_MARK = const("WIFI:")

# A module of a code needs three pixels. Of 240 lines that leaves version 15, with 77 modules a
# side, which holds 520 bytes (ISO/IEC 18004, table 7).
_BYTES_MAX = const(520)

_SECURITIES = {
    "NOPASS": networks.OPEN,
    "NOPASSOWE": networks.OPEN,  # some Androids' word for encryption without a password
    "WEP": networks.WEP,
    "SAE": networks.WPA3,  # Android's word
    "WPA3": networks.WPA3,
}
_TRANSITION_DISABLED = const(1)  # WPA3 specification, table 3: bit 0, WPA3 and nothing older


def read(payload: str | bytes, heard=()) -> dict:
    """The fields in a code, for ``credentials.from_request``.

    :param payload: what the code says. The firmware's str may hold bytes that are not UTF-8.
    :param heard: the Networks of the last scan: they tell a name like ``cafe`` from hex digits.

    Raises Refused with ``not_wifi``, ``too_long``, ``malformed``, ``security_unknown``,
    ``password_identifier`` or ``password_missing``.
    """
    data = payload if isinstance(payload, bytes) else payload.encode()
    if data[: len(_MARK)].upper() != _MARK.encode():
        raise Refused("not_wifi", "code")
    if len(data) > _BYTES_MAX:
        raise Refused("too_long", "code")
    raw = _split(_decode(data)[len(_MARK) :])
    values = {key: _plain(raw[key]) for key in raw}
    security = _security(values)
    fields = {
        "password": "" if security == networks.OPEN else values.get("P", ""),
        "security": security,
        "hidden": values.get("H", "").lower() == "true",
    }
    fields.update(_name(raw.get("S", ""), heard))
    if security == networks.ENTERPRISE:
        fields["identity"] = values.get("I", "")
        fields["method"] = _method(values)
    elif values.get("I"):
        raise Refused("password_identifier", "code")  # of SAE; no driver takes one
    elif "T" in values and not fields["password"] and security != networks.OPEN:
        raise Refused("password_missing", "password")
    return fields


def _decode(data: bytes) -> str:
    """UTF-8, as phones write it, or else a code's own default: ISO 8859-1 (ISO/IEC 18004)."""
    try:
        return text.decode(data)
    except ValueError:
        return "".join(chr(byte) for byte in data)


def _split(body: str) -> dict:
    """``{key: value}``, escapes and quotes still in it; of two equal keys the first, as
    ZXing's. Blanks before a key are none of it, as Android has it."""
    raw: dict = {}
    field = ""
    escaped = False
    for letter in body + ";":
        if letter == ";" and not escaped:
            key, mark, value = field.partition(":")
            if field and not (mark and key):
                raise Refused("malformed", "code")
            raw.setdefault(key.strip().upper(), value)
            field = ""
            continue
        escaped = letter == "\\" and not escaped
        field += letter
    if field:
        raise Refused("malformed", "code")  # a backslash stands at the end
    return raw


def _plain(raw: str) -> str:
    """A value without its escapes, and without the quotes that say "not hex"."""
    if _is_quoted(raw):
        raw = raw[1:-1]
    plain = ""
    escaped = False
    for letter in raw:
        escaped = letter == "\\" and not escaped
        if not escaped:
            plain += letter
    return plain


def _is_quoted(raw: str) -> bool:
    if len(raw) < 2 or raw[0] != '"' or raw[-1] != '"':
        return False
    inside = raw[1:-1]
    return (len(inside) - len(inside.rstrip("\\"))) % 2 == 0


def _name(raw: str, heard) -> dict:
    """The name, as ``ssid`` or ``id``. ZXing takes unquoted hex digits for bytes; phones do not,
    and write none: the air decides."""
    name = _plain(raw)
    if raw and len(raw) % 2 == 0 and text.is_hex(raw):
        ssids = [network.ssid for network in heard]
        if name.encode() not in ssids and bytes.fromhex(name) in ssids:
            return {"id": name}
    return {"ssid": name}


def _security(values: dict) -> str | None:
    """A word of ``networks.SECURITIES``; None if the radio knows better: ``WPA`` is everything
    with a password, and what has one but no type is not open."""
    kind = values.get("T", "").upper()
    if "EAP" in kind or (not kind and "E" in values):
        return networks.ENTERPRISE
    if not kind:
        return None if values.get("P") else networks.OPEN
    if kind in _SECURITIES:
        return _SECURITIES[kind]
    if not kind.startswith("WPA"):
        raise Refused("security_unknown", "code")
    return networks.WPA3 if _disabled(values) & _TRANSITION_DISABLED else None


def _disabled(values: dict) -> int:
    try:
        return int(values.get("R") or "0", 16)
    except ValueError:
        raise Refused("malformed", "code") from None


def _method(values: dict) -> str | None:
    """A word of ``login.METHODS``, or one that ``login`` refuses; None for its default.

    Old codes have the inner method in ``H`` (ZXing's WifiResultParser.java).
    """
    inner = values.get("PH2") or values.get("H", "")
    inner = "" if inner.lower() in ("true", "false") else inner
    method = "-".join(word for word in (values.get("E", ""), inner) if word).lower()
    return "peap" if method == "peap-mschapv2" else method or None
