"""The boards that can be simulated, as portal/radio/README.md, "Boards and radios", lists them."""

_KIB = 1024
_MIB = 1024 * _KIB


class Board:
    """One board, as far as it can be simulated.

    :param model: what the firmware says it is.
    :param heap_bytes: all blocks of its garbage-collected heap together.
    :param flash_bytes: the size of its ``/flash``.
    :param radio: ``cyw43`` or ``winc1500``.
    """

    def __init__(
        self,
        model: str,
        heap_bytes: int,
        flash_bytes: int,
        lan: bool = False,
        button: bool = False,
        radio: str = "cyw43",
    ) -> None:
        self.model = model
        self.heap_bytes = heap_bytes
        self.flash_bytes = flash_bytes
        self.lan = lan
        self.button = button
        self.radio = radio

    @property
    def hotspot_address(self) -> str:
        """Row 20 of portal/radio/README.md, "Behaviours a stand-in must reproduce"."""
        return "192.168.4.1" if self.radio == "cyw43" else "192.168.1.1"


BOARDS = {
    "rt1062": Board("OpenMV RT1062", 268 * _KIB + 8 * _MIB, 4 * _MIB, lan=True, button=True),
    "n6": Board("OpenMV N6", 25 * _MIB, 4 * _MIB, lan=True, button=True),
    "ae3": Board("OpenMV AE3", 4 * _MIB, 8 * _MIB, button=True),
    "nicla": Board("Arduino Nicla Vision", 369 * _KIB, 11 * _MIB),
    "portenta": Board("Arduino Portenta H7", 176 * _KIB + 2560 * _KIB, 11 * _MIB, lan=True),
    "giga": Board("Arduino Giga R1 WiFi", 256 * _KIB + 2560 * _KIB, 11 * _MIB),
    "h7plus": Board("OpenMV H7 Plus", 232 * _KIB + 4 * _MIB, 24 * _MIB, radio="winc1500"),
    "pt": Board("OpenMV Pure Thermal", 240 * _KIB + 8 * _MIB, 24 * _MIB, radio="winc1500"),
    "m7": Board("OpenMV M7", 50 * _KIB, 96 * _KIB, radio="winc1500"),
    "h7": Board("OpenMV H7", 328 * _KIB, 128 * _KIB, radio="winc1500"),
}

FIRMWARES = ("5.0.0", "4.8.1")
