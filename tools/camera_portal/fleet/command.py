"""What ``fleet`` takes. No package is needed here."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..command_line import Parser
from ..inputs.password_input import VARIABLE
from ..single.arguments import add_connection

HELP = "set up all the cameras of a CSV file"

_PATIENCE_MINUTES = 10.0  # a walk to the next building

_ABOUT = """\
Set up every camera of a CSV file: whichever hotspot is heard is joined, the camera put on its
network, and the next one looked for. Walk through the building with the laptop.

The file's first line names its columns, in any order; comma, semicolon and tab are understood:
  hotspot           the name of the camera's hotspot, as on its label
  hotspot_password  as on its label; empty for an open one
  ssid              the network to join
  password          that network's
  name              what the table and the report call the camera
  security          if the camera cannot hear it: open wpa wpa2 wpa3 enterprise
  hidden            yes, if the network hides its name
  identity, method, server, authority    for enterprise networks
Other columns, such as a room, go into the result and the report as they are.

After every camera, cameras-result.csv is whole; the same command, started again, leaves out who
has joined. At the end there is cameras-report.html, to print and sign. If there is no nmcli
(NetworkManager), it tells you which Wi-Fi to join, and goes on by itself when you have.
"""


def fill(parser: Parser) -> None:
    parser.description = _ABOUT
    parser.set_defaults(environment=None, check=check, error=parser.error)
    add_connection(parser)
    parser.add_argument("file", type=Path, metavar="cameras.csv")
    parser.add_argument("--again", action="store_true", help="also those that have joined before")
    _add_defaults(parser)
    _add_radio(parser)
    paper = parser.add_argument_group("the report")
    paper.add_argument("--site", default="", metavar="TEXT", help="where this is")
    paper.add_argument("--operator", default="", metavar="TEXT", help="who you are")
    paper.add_argument(
        "--report", type=Path, metavar="FILE", help="its place (cameras-report.html)"
    )


def _add_defaults(parser: Parser) -> None:
    cells = parser.add_argument_group("for cameras whose own cell is empty")
    cells.add_argument("--ssid", default="", help="the network to join")
    cells.add_argument(
        "--password-file", metavar="FILE", help=f"the network's, its first line; else {VARIABLE}"
    )
    cells.add_argument(
        "--hotspot-password-file", metavar="FILE", help="the hotspots', its first line"
    )


def _add_radio(parser: Parser) -> None:
    radio = parser.add_argument_group("this computer's Wi-Fi")
    radio.add_argument("--interface", metavar="wlan0", help="which, if there are several")
    radio.add_argument(
        "--by-hand", action="store_true", help="you join the hotspots, it does the rest"
    )
    radio.add_argument(
        "--patience",
        type=_minutes,
        default=_PATIENCE_MINUTES,
        metavar="MINUTES",
        help=f"end when no hotspot was heard for as long ({_PATIENCE_MINUTES:.0f})",
    )


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = -1.0
    if not 0 <= minutes < float("inf"):
        raise argparse.ArgumentTypeError("minutes are a number, 0 or above")
    return minutes


def check(options: argparse.Namespace) -> None:
    """Ends the program if an option does not go with another."""
    if options.serial:
        options.error("a fleet is set up over Wi-Fi: --serial is for one camera")


def run(options: argparse.Namespace) -> int:
    from .run import run_fleet  # needs packages

    return run_fleet(options)
