"""``openmv-recovery.txt``: how OpenMV's own recovery gets online when an update has failed.

Pure. Its reader (openmv-ota src/openmv_ota/build/device/openmv_netcfg.py) knows one network, takes
the SSID in clear only and reads 4096 bytes. The portal writes what has just been proven to work and
keeps all other lines.

That reader takes the file wherever it can be opened, and the backup only if not. The settings
lie in one block, which is written over in place: after a power cut it reads the old or the new. It
knows no seal: from a block that is torn within, or lines of a person's that move the settings
across two blocks, it can read a part of each, until the portal starts and mends the file.
"""

from ..core import config_file
from ..join import credentials
from . import obfuscation


def update(file: config_file.WifiFile, proven: credentials.Credentials, unique_id: bytes) -> bool:
    """Put the proven network in ``file``; True if that has changed it. It stays as it is if its
    reader could not read that SSID, or would need a login."""
    ssid = config_file.clear_ssid(proven.ssid)
    if ssid is None or proven.login:
        return False
    before = file.render()
    file.set("interface", "wifi")
    file.set("wifi.ssid", ssid)
    if proven.password:
        file.set("wifi.psk", obfuscation.hide(proven.password, unique_id))
    else:
        file.remove("wifi.psk")
    if proven.ipv4 or file.get("ipv4"):
        from . import address_keys  # needed rarely

        address_keys.update(file, proven.ipv4)
    return file.render() != before


def forget(file: config_file.WifiFile, ssid: bytes | None) -> bool:
    """Drop the network, if it has that name, or whatever its name; True if it was there."""
    known = file.get("wifi.ssid")
    if known is None or (ssid is not None and config_file.read_ssid(known) != ssid):
        return False
    file.remove("wifi.ssid")
    file.remove("wifi.psk")
    return True
