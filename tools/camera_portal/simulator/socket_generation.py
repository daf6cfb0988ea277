"""How often a phone has left a WINC1500's hotspot: sockets of an earlier era are dead."""


class SocketGeneration:
    def __init__(self) -> None:
        self._number = 0

    def __call__(self) -> int:
        return self._number

    def end(self) -> None:
        self._number += 1
