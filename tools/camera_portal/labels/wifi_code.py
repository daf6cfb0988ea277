"""The text of the code that joins a phone to a Wi-Fi."""

# zxing's wiki, "Barcode Contents", Wi-Fi Network config: these have a backslash before them.
_SPECIAL = '\\;,":'


def wifi_code(ssid: str, password: str) -> str:
    """``WIFI:T:WPA;S:ssid;P:password;;``, or ``T:nopass`` if ``password`` is empty.

    WPA stands for every kind of password network; phones take the best that both sides know.
    """
    if not password:
        return f"WIFI:T:nopass;S:{_escape(ssid)};;"
    return f"WIFI:T:WPA;S:{_escape(ssid)};P:{_escape(password)};;"


def _escape(text: str) -> str:
    return "".join("\\" + letter if letter in _SPECIAL else letter for letter in text)
