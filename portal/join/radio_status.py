"""What a radio can say of a link: one set of numbers for every driver.

Pure. From UP to REJECTED they are CYW43's own (micropython extmod/network_cyw43.c, cyw43-driver
src/cyw43_lwip.c, cyw43_tcpip_link_status), because no OpenMV board has ``network.STAT_*``.
"""

from ..core import const

DOWN = const(0)
ASSOCIATING = const(1)
ADDRESS = const(2)  # associated and keyed, waiting for an address
UP = const(3)
FAILED = const(-1)
NOT_FOUND = const(-2)
REJECTED = const(-3)

# What only a supplicant can tell, and tells for certain: nothing is to be tried again.
WRONG_KEY = const(-4)
ABSENT = const(-5)
TURNED_AWAY = const(-6)
UNTRUSTED = const(-7)  # the network's certificate is not the one that was asked for
MISMATCH = const(-8)  # the name is on air with another kind of security

# WINC1500 tells yes or no, and how long it took tells the rest.
GAVE_UP = const(-9)
NO_LEASE = const(-10)

_FINAL = const((WRONG_KEY, ABSENT, TURNED_AWAY, UNTRUSTED, MISMATCH, NO_LEASE))


def is_final(number: int) -> bool:
    return number in _FINAL
