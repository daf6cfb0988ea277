"""Camera Portal: puts an OpenMV camera on Wi-Fi from a phone's browser.

In a plain ``main.py``::

    import portal

    link = portal.connect()
    print(link.address)

In a program that runs asyncio already::

    link = await portal.connect_async()

Both try the cable, then the networks that the camera knows, and then open the camera's hotspot
with a page on it, until there is a link.
"""

from .core import __version__  # noqa: F401 - these two are portal.__version__
from .errors import NoRadio  # noqa: F401 - and portal.NoRadio


class Settings:
    """What a developer may set; what the owner put into ``wifi.txt`` on the drive comes first.

    :param name: the camera's name, which is the hotspot's and the host's, too; made from the
                 chip's id if None.
    :param country: two letters for the radio's channels (``country`` in ``wifi.txt``).
    :param flash: the folder of ``wifi.txt``.
    :param open_hotspot: a hotspot without a password. Everyone in range can then read what the
                         phone sends, and EN 18031-1 no longer holds.
    :param lens: join by a Wi-Fi QR code that is held before the camera, and show what it sees,
                 while the hotspot is open (``lens`` in ``wifi.txt``: ``on`` or ``off``). A sensor
                 that the program has set up before is left alone; it is off afterwards.
    :param policy: the limits, see ``portal.policy.Policy``.
    :param serial: obey lines of JSON on the USB serial port until there is a link
                   (``serial`` in ``wifi.txt``), see ``portal.setup.serial_console``. Until then
                   the program gets no input from that port.
    """

    def __init__(
        self,
        name: str | None = None,
        country: str | None = None,
        flash: str = "/flash",
        open_hotspot: bool = False,
        policy=None,
        serial: bool = False,
        lens: bool = True,
    ) -> None:
        self.name = name
        self.country = country
        self.flash = flash
        self.open_hotspot = open_hotspot
        self.policy = policy
        self.serial = serial
        self.lens = lens


def connect(settings: Settings | None = None):
    """Block until the camera has a network; returns a ``portal.link.Link``. A board without a
    button takes ten seconds at least, in which switching it off and on counts.

    Raises ``portal.NoRadio`` on a board that the portal cannot get online.
    """
    return _run(_bring_up(settings, settles=True))


def host(settings: Settings | None = None):
    """The same, but with the hotspot before any Wi-Fi that the camera knows: for the REPL."""
    return _run(_bring_up(settings, settles=True, hosts=True))


async def connect_async(settings: Settings | None = None):
    """``connect`` for a program that runs asyncio; scans still block it for seconds."""
    return await _bring_up(settings)


def _run(coroutine):
    from .core import modules

    with modules.TemporaryImports():
        from .core import runner

        return runner.run(coroutine)


async def _bring_up(settings: Settings | None, settles: bool = False, hosts: bool = False):
    """The link. The portal's modules are let go then, for the program to have their memory.

    :param settles: return only when switching the camera off counts no more.
    :param hosts: open the hotspot first.
    """
    from .core import modules

    with modules.TemporaryImports():
        supervisor = _supervisor(settings or Settings())
        if hosts:
            supervisor.camera.setup_wanted = True
        link = await supervisor.bring_up()
        if settles:
            await supervisor.settled
        return link


def _supervisor(settings: Settings):
    from .board import openmv
    from .camera import Camera
    from .supervisor import Supervisor

    return Supervisor(Camera(settings, openmv.Board()))
