"""Stand-ins for ``machine`` and ``omv``: the chip's id, its light, its button, its firmware."""


class Led:
    """``machine.LED``: remembers what it shows, and what it has shown."""

    history: list = []

    def __init__(self, name: str) -> None:
        if name not in ("LED_RED", "LED_GREEN", "LED_BLUE"):
            raise ValueError(name)
        self._name = name
        self._lit = False

    def on(self) -> None:
        self._show(True)

    def off(self) -> None:
        self._show(False)

    def value(self) -> int:
        return int(self._lit)

    def _show(self, lit: bool) -> None:
        if lit and not self._lit:
            self.history.append(self._name)
        self._lit = lit


class Pin:
    """``machine.Pin`` of the one pin that matters, ``SW``: low while the button is held."""

    IN = 0
    pressed = False

    def __init__(self, name: str, mode: int) -> None:
        if name != "SW":
            raise ValueError(name)

    def value(self) -> int:
        return 0 if self.pressed else 1


class Machine:
    """The module ``machine``.

    :param chip_id: what ``unique_id()`` gives, 8 bytes.
    :param has_button: RT1062, N6 and AE3 have one.
    :param pressed: whether it is held.
    """

    LED = Led
    PWRON_RESET = 1

    def __init__(self, chip_id: bytes, has_button: bool = False, pressed: bool = False) -> None:
        self._chip_id = chip_id
        if has_button:
            self.Pin = Pin
            Pin.pressed = pressed

    def reset_cause(self) -> int:
        return self.PWRON_RESET

    def unique_id(self) -> bytes:
        return self._chip_id


class Omv:
    """The module ``omv``.

    :param firmware: OpenMV's version, for example ``5.0.0``.
    """

    def __init__(self, model: str, board: str, firmware: str) -> None:
        self._model = model
        self._board = board
        self._firmware = firmware

    def arch(self) -> str:
        return self._model

    def board_type(self) -> str:
        return self._board

    def version_string(self) -> str:
        return self._firmware

    def version_major(self) -> int:
        return int(self._firmware.split(".")[0])

    def version_minor(self) -> int:
        return int(self._firmware.split(".")[1])
