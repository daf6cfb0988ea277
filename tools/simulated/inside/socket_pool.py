"""How many sockets of a kind a camera has: row 30 of openmv-network.md, section 10."""


class SocketPool:
    """
    :param left: how many there are.
    :param number: the errno of a driver that has none left.
    """

    def __init__(self, left: int, number: int) -> None:
        self.left = left
        self._errno = number

    def take(self) -> None:
        """Raises OSError where none is left."""
        if not self.left:
            raise OSError(self._errno, "no socket left")
        self.left -= 1

    def give(self) -> None:
        self.left += 1
