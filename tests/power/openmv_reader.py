"""What OpenMV's own recovery would read from the drive.

The rules of openmv-ota src/openmv_ota/build/device, told again: ``openmv_recovery._read_settings``
takes the first of two files that can be opened, ``openmv_netcfg.parse`` the last of equal keys.
"""

_FILES = ("/flash/openmv-recovery.txt", "/flash/openmv-recovery.bak")
_BYTES_MAX = 4096


def read():
    """``(interface, ssid, psk)``, or None if it would find no network."""
    for path in _FILES:
        try:
            with open(path) as stream:
                text = stream.read(_BYTES_MAX)
        except OSError:
            continue
        except UnicodeError:
            return "unreadable"
        return _settings(_parse(text))
    return None


def _parse(text: str) -> dict:
    found = {}
    for raw in text.split("\n"):
        line = raw.strip()
        if line and not line.startswith("#") and "=" in line:
            key, _, value = line.partition("=")
            found[key.strip().lower()] = value.split(" #")[0].strip()
    return found


def _settings(found: dict):
    """Without a name it tries a cable, as it does without a file."""
    ssid = found.get("wifi.ssid", "")
    interface = found.get("interface", "").lower() or "wifi"
    return (interface, ssid, found.get("wifi.psk", "")) if ssid else None
