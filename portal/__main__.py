"""``python3 -m portal``: the portal of a Linux camera, over the board's own radio."""

import argparse
import asyncio
import os
import signal
import sys

from . import Settings
from .errors import NoRadio
from .policy import Policy

ABOUT = "Put this Linux camera on Wi-Fi from a phone's browser."
NEEDS = """
needs, as root on Debian or Raspberry Pi OS:
  apt-get install hostapd wpasupplicant dnsmasq-base busybox iw iproute2 python3-pip
  pip install microdot==2.7.0
and the interface for itself. Where NetworkManager runs, tell it so, in
/etc/NetworkManager/conf.d/camera-portal.conf:
  [keyfile]
  unmanaged-devices=interface-name:wlan0;interface-name:wlan0-ap
then: systemctl reload NetworkManager; systemctl disable --now wpa_supplicant hostapd dnsmasq
A Raspberry Pi's radio is off until it has a country: raspi-config, or rfkill unblock wifi.
"""
# Exit codes; 0 is for a camera that is online, whose setup has closed.
NOT_ONLINE = 1
_ENDED_BY_SIGNAL = 128


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the program takes, under whatever name it is called."""
    parser.add_argument("--interface", default="wlan0", help="the Wi-Fi interface (wlan0)")
    parser.add_argument(
        "--flash",
        default="/var/lib/camera-portal",
        metavar="DIR",
        help="the folder of wifi.txt and certificates (/var/lib/camera-portal)",
    )
    parser.add_argument("--name", help="the camera's, its hotspot's and its host name")
    parser.add_argument("--country", metavar="XX", help="two letters, for the radio's channels")
    parser.add_argument("--open-hotspot", action="store_true", help="without a password: loud")
    parser.add_argument(
        "--keep", action="store_true", help="go on watching the link, and bring it back"
    )


def arguments_of(options: argparse.Namespace) -> list[str]:
    """The command line of a service with these options, which always keeps the link."""
    arguments = ["--interface", options.interface, "--flash", os.path.abspath(options.flash)]
    for name in ("name", "country"):
        if value := getattr(options, name):
            arguments += ["--" + name, value]
    return [*arguments, *["--open-hotspot"] * options.open_hotspot, "--keep"]


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 -m portal",
        description=ABOUT,
        epilog=NEEDS
        + "\nexit code: 0 the camera is online and setup has closed, 1 it cannot be,"
        + " 143 ended by SIGTERM",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    return parser.parse_args()


def _policy() -> Policy:
    """The limits of a Linux camera. wpa_supplicant tells its events, so that nothing has to
    settle; and the hotspot announces a move for half a second, in which the phone gets its
    answer."""
    policy = Policy()
    policy.sample_ms = 20
    policy.settle_ms = 0
    policy.answer_pause_ms = 50
    return policy


async def _run(arguments: argparse.Namespace) -> None:
    from .board.linux import Board
    from .camera import Camera
    from .supervisor import Supervisor

    board = Board(arguments.interface, arguments.flash)
    settings = Settings(
        arguments.name, arguments.country, arguments.flash, arguments.open_hotspot, _policy()
    )
    online = False
    try:
        supervisor = Supervisor(Camera(settings, board))
        await supervisor.bring_up()
        while arguments.keep:
            await supervisor.bring_back()
        online = True
    finally:
        board.close(online)


async def _until_signal(arguments: argparse.Namespace) -> int:
    ended: list = []
    task = asyncio.create_task(_run(arguments))

    def end(number: int) -> None:
        ended.append(number)
        task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, number)
    try:
        await task
    except asyncio.CancelledError:
        return _ENDED_BY_SIGNAL + ended[0]
    return 0


def run(arguments: argparse.Namespace) -> int:
    """Be the camera; returns the exit code."""
    os.umask(0o077)
    os.makedirs(arguments.flash, exist_ok=True)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        return asyncio.run(_until_signal(arguments))
    except (NoRadio, OSError) as error:
        print("portal: " + str(error), file=sys.stderr)
        return NOT_ONLINE


if __name__ == "__main__":
    sys.exit(run(_parse()))
