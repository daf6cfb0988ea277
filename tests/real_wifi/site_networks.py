"""The networks around the camera: hostapd, each on a radio of its own, with DHCP behind it."""

import signal
import subprocess
import time
from pathlib import Path

from radios import Air, inside, run

from portal.radio.linux.control_socket import Control

FOLDER = Path("/tmp/site")
PASSWORD = "correct horse"
IDENTITY, TUNNEL_IDENTITY, LOGIN_PASSWORD = "anna", "bert", "s3cret horse"

HOSTILE, HOSTILE_PASSWORD = "\"a\\\n$(reboot) 'b", "\"; reboot '$(x)\\"

_PSK = f"wpa=2\nwpa_key_mgmt=WPA-PSK\nrsn_pairwise=CCMP\nwpa_passphrase={PASSWORD}\n"
_SAE = f"wpa=2\nwpa_key_mgmt=SAE\nrsn_pairwise=CCMP\nieee80211w=2\nsae_password={PASSWORD}\n"
_MIXED = (
    "wpa=2\nwpa_key_mgmt=WPA-PSK SAE\nrsn_pairwise=CCMP\nieee80211w=1\nsae_require_mfp=1\n"
    f"wpa_passphrase={PASSWORD}\n"
)
_EAP = (
    "wpa=2\nwpa_key_mgmt=WPA-EAP\nrsn_pairwise=CCMP\nieee8021x=1\neap_server=1\n"
    f"eap_user_file={FOLDER}/users\nca_cert={FOLDER}/certificate.pem\n"
    f"server_cert={FOLDER}/certificate.pem\nprivate_key={FOLDER}/key.pem\n"
)
# Two of one name: the near one is the stronger, the far one the faster.
FAR = "Twins, far"
_FAR_MBM = "1000"  # 10 dB less than the others
_FAR = f"ssid2={b'Twins'.hex()}\nieee80211n=1\nwmm_enabled=1\n"
_NOBODY = f"macaddr_acl=1\naccept_mac_file={FOLDER}/nobody\n"
_USERS = (
    f'"{IDENTITY}" PEAP\n"{TUNNEL_IDENTITY}" TTLS\n'
    f'"{IDENTITY}" MSCHAPV2 "{LOGIN_PASSWORD}" [2]\n'
    f'"{TUNNEL_IDENTITY}" TTLS-MSCHAPV2,TTLS-PAP "{LOGIN_PASSWORD}" [2]\n* PEAP,TTLS\n'
)

# name: channel, hostapd's lines, whether it leases addresses
NETWORKS = {
    "Workshop": (1, _PSK, True),
    "Studio": (1, _SAE, True),
    "Mixed": (1, _MIXED, True),
    "Cafe": (1, "", True),
    "Campus": (1, _EAP, True),
    "Mute": (1, _PSK, False),
    "Full house": (1, _NOBODY, True),
    "Lab": (1, _PSK + "ignore_broadcast_ssid=1\n", True),
    "Six": (6, _PSK, True),
    "Eleven": (11, _PSK, True),
    HOSTILE: (1, _PSK.replace(PASSWORD, HOSTILE_PASSWORD), True),
}
TWINS = {"Twins": (1, _PSK, True), FAR: (11, _PSK + _FAR, True)}


class AccessPoint:
    """One network on air."""

    def __init__(self, air: Air, number: int, name: str) -> None:
        channel, lines, leases = {**NETWORKS, **TWINS}[name]
        self.interface = f"site{number}"
        self._subnet = f"10.7.{number}"
        self._settings = FOLDER / f"{self.interface}.conf"
        self._settings.write_text(
            f"interface={self.interface}\ndriver=nl80211\nctrl_interface={FOLDER}/control\n"
            f"hw_mode=g\nssid2={name.encode().hex()}\nchannel={channel}\n{lines}"
        )
        air.add_radio("site", self.interface, f"02:00:00:00:a0:{number:02x}")
        self.start()
        if name == FAR:
            run(
                *("iw", "dev", self.interface, "set", "txpower", "fixed", _FAR_MBM),
                namespace="site",
            )
        run("ip", "addr", "add", f"{self._subnet}.1/24", "dev", self.interface, namespace="site")
        if leases:
            self._lease()

    def start(self) -> None:
        """Switch it on."""
        self._hostapd = _spawn("hostapd", str(self._settings))
        control = Control(f"{FOLDER}/control/{self.interface}", "/tmp")
        while "state=ENABLED" not in control.ask("STATUS"):
            time.sleep(0.01)
        control.close()

    def stop(self) -> None:
        """Switch it off as an administrator does, with a goodbye to everybody."""
        self._hostapd.send_signal(signal.SIGTERM)
        self._hostapd.wait()

    def _lease(self) -> None:
        pool = f"{self._subnet}.50,{self._subnet}.99,1h"
        _spawn(
            *("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--no-ping"),
            *(f"--interface={self.interface}", "--except-interface=lo", "--bind-interfaces"),
            *(f"--dhcp-range={pool}", f"--dhcp-leasefile={FOLDER}/{self.interface}.leases"),
            *("--pid-file=", "--user=root", "--dhcp-authoritative"),
        )


def build(air: Air, *names: str) -> dict[str, AccessPoint]:
    """Those networks, on air; all of ``NETWORKS`` where none is named."""
    FOLDER.mkdir()
    (FOLDER / "users").write_text(_USERS)
    (FOLDER / "nobody").write_text("")
    run(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-nodes", "-keyout", f"{FOLDER}/key.pem", "-out", f"{FOLDER}/certificate.pem"),
        *("-days", "30", "-subj", "/CN=radius.site", "-config", "/dev/null"),
    )
    return {name: AccessPoint(air, i, name) for i, name in enumerate(names or NETWORKS)}


def _spawn(*command: str) -> subprocess.Popen:
    return subprocess.Popen(
        inside("site", *command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
