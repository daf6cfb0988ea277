"""The boards that can be simulated, as openmv-network.md, section 1, lists them."""

_KIB = 1024
_MIB = 1024 * _KIB


class Board:
    """
    :param model: what the firmware says it is.
    :param heap_bytes: all blocks of its garbage-collected heap together.
    :param flash_bytes: the size of its ``/flash``.
    """

    def __init__(
        self, model: str, heap_bytes: int, flash_bytes: int, lan: bool, button: bool
    ) -> None:
        self.model = model
        self.heap_bytes = heap_bytes
        self.flash_bytes = flash_bytes
        self.lan = lan
        self.button = button


BOARDS = {
    "rt1062": Board("OpenMV RT1062", 268 * _KIB + 8 * _MIB, 4 * _MIB, lan=True, button=True),
    "n6": Board("OpenMV N6", 25 * _MIB, 4 * _MIB, lan=True, button=True),
    "ae3": Board("OpenMV AE3", 4 * _MIB, 8 * _MIB, lan=False, button=True),
    "nicla": Board("Arduino Nicla Vision", 369 * _KIB, 11 * _MIB, lan=False, button=False),
    "portenta": Board(
        "Arduino Portenta H7", 176 * _KIB + 2560 * _KIB, 11 * _MIB, lan=True, button=False
    ),
    "giga": Board(
        "Arduino Giga R1 WiFi", 256 * _KIB + 2560 * _KIB, 11 * _MIB, lan=False, button=False
    ),
}

# The WINC1500 shield's boards: another radio, which the portal does not drive yet.
WINC1500_BOARDS = ("h7plus", "h7", "m7")

FIRMWARES = ("5.0.0", "4.8.1")
