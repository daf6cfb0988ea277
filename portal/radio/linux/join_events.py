"""How far wpa_supplicant is with a network, from its own events.

Pure. The events and their fields are wpa_supplicant's (src/common/wpa_ctrl.h); when each comes
was measured over mac80211_hwsim: a wrong WPA2 password after the handshake's 4 s, a wrong WPA3
one at once and then never by name, only as an authentication that was turned away.
"""

import re

from ...join import radio_status

# IEEE 802.11-2020, 9.4.1.1: the algorithm of simultaneous authentication of equals, WPA3's.
_SAE = "3"
# The same, 9.4.1.9, table 9-50: a confirm that does not verify is answered with this.
_UNSPECIFIED_FAILURE = "1"

_FIELD = re.compile(r"(\w+)=(\S+)")
# wpa_supplicant/notify.c, wpas_notify_certification: the trust override policy comes after it.
_CERTIFICATE = re.compile(r"\S+ depth=0 .* hash=([0-9a-f]{64})(?: tod=[12])?$")


class Progress:
    """One try, from SELECT_NETWORK to its end."""

    def __init__(self) -> None:
        self.number = radio_status.ASSOCIATING
        self.certificate: str | None = None

    @property
    def associated(self) -> bool:
        return self.number == radio_status.ADDRESS

    def hear(self, event: str) -> None:
        """Take in one event. What is final stays, whatever the daemon tries after it."""
        if radio_status.is_final(self.number):
            return
        name = event.split(" ", 1)[0]
        reader = _READERS.get(name)
        if reader:
            number = reader(self, event, dict(_FIELD.findall(event)))
            self.number = self.number if number is None else number
        elif "pre-shared key may be incorrect" in event:
            self.number = radio_status.WRONG_KEY

    def _connected(self, event: str, fields: dict) -> int:
        return radio_status.ADDRESS

    def _disconnected(self, event: str, fields: dict) -> int | None:
        return radio_status.DOWN if self.associated else None

    def _not_found(self, event: str, fields: dict) -> int:
        return radio_status.ABSENT

    def _authentication_rejected(self, event: str, fields: dict) -> int:
        said = fields.get("auth_type"), fields.get("status_code")
        return (
            radio_status.WRONG_KEY
            if said == (_SAE, _UNSPECIFIED_FAILURE)
            else radio_status.TURNED_AWAY
        )

    def _association_rejected(self, event: str, fields: dict) -> int:
        return radio_status.TURNED_AWAY

    def _disabled(self, event: str, fields: dict) -> int:
        reason = fields.get("reason")
        return radio_status.WRONG_KEY if reason == "WRONG_KEY" else radio_status.FAILED

    def _login_failed(self, event: str, fields: dict) -> int:
        return radio_status.WRONG_KEY

    def _certificate_refused(self, event: str, fields: dict) -> int:
        return radio_status.UNTRUSTED

    def _certificate_seen(self, event: str, fields: dict) -> None:
        match = _CERTIFICATE.match(event)
        if match:
            self.certificate = match[1]


_READERS = {
    "CTRL-EVENT-CONNECTED": Progress._connected,
    "CTRL-EVENT-DISCONNECTED": Progress._disconnected,
    "CTRL-EVENT-NETWORK-NOT-FOUND": Progress._not_found,
    "CTRL-EVENT-AUTH-REJECT": Progress._authentication_rejected,
    "CTRL-EVENT-ASSOC-REJECT": Progress._association_rejected,
    "CTRL-EVENT-SSID-TEMP-DISABLED": Progress._disabled,
    "CTRL-EVENT-EAP-FAILURE": Progress._login_failed,
    "CTRL-EVENT-EAP-TLS-CERT-ERROR": Progress._certificate_refused,
    "CTRL-EVENT-EAP-PEER-CERT": Progress._certificate_seen,
}
