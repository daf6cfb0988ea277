"""What a radio can say of a link: one set of numbers for every driver.

They are CYW43's own (micropython extmod/network_cyw43.c, cyw43-driver src/cyw43_lwip.c,
cyw43_tcpip_link_status), because no OpenMV board has the ``network.STAT_*`` names.
"""

from .constant import const

DOWN = const(0)
ASSOCIATING = const(1)
ADDRESS = const(2)  # associated and keyed, waiting for an address
UP = const(3)
FAILED = const(-1)
NOT_FOUND = const(-2)
REJECTED = const(-3)
