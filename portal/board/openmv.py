"""An OpenMV camera."""

import machine
import omv

from .. import radio


class Board:
    """See ``portal.board``. Every OpenMV port has a chip id (modmachine.c, mp_machine_unique_id);
    the names are those of modules/py_omv.c."""

    def __init__(self) -> None:
        self.id = machine.unique_id()
        self.name = "OpenMV-" + self.id.hex()[-6:].upper()
        self.model = omv.arch()
        self.kind = omv.board_type()
        self.firmware = omv.version_string()

    @property
    def counts_power_cycles(self) -> bool:
        """Only the power counts: a program, or tools/deploy.py, restarts with a reset."""
        return self._button() is None and machine.reset_cause() == machine.PWRON_RESET

    def leds(self) -> dict:
        try:
            return {name: machine.LED("LED_" + name.upper()) for name in ("red", "green", "blue")}
        except (AttributeError, ValueError):
            return {}

    def button_held(self) -> bool:
        """``SW`` is low while it is pressed (OpenMV examples, switch_pin.py)."""
        button = self._button()
        return button is not None and button.value() == 0

    def radio(self, hostname: str, country: str | None):
        return radio.find_radio(hostname, country)

    def cable(self, ipv4):
        return radio.find_cable(ipv4)

    def _button(self):
        """The button of RT1062, N6 and AE3; None on other boards, which have no pin ``SW``."""
        try:
            return machine.Pin("SW", machine.Pin.IN)
        except (AttributeError, ValueError):
            return None
