"""``camera-portal``: one program, with a command for each thing that a computer does for cameras.

The scripts in ``tools/`` are the same commands, for a bare python3 in a checkout.
"""

from __future__ import annotations

import argparse
import sys

from . import checkout, completion, environment, serve, wifi_txt
from .command_line import PROGRAM, Parser
from .deploy import command as deploy
from .exit_codes import table
from .fleet import command as fleet
from .installation import ROOT, version
from .labels import command as labels
from .simulator import command as simulate
from .single import arguments as single

_ABOUT = """\
Set up cameras from this computer, without a phone; put the portal on them; try it without one.

For the commands of one camera the computer is on the camera's own Wi-Fi, or holds the camera by
its USB cable. "camera-portal COMMAND --help" has each command's options.
"""
# Each has HELP, the line in the list of commands; ``fill(parser)``, which gives a parser its texts,
# options and defaults; and ``run(options)``, called with the packages at hand, for the exit code.
_OTHERS = {
    "fleet": fleet,
    "label": labels,
    "wifi-txt": wifi_txt,
    "deploy": deploy,
    "simulate": simulate,
    "serve": serve,
    "test": checkout,
    "completion": completion,
}


def main() -> int:
    """The whole program."""
    if sys.argv[1:2] == ["test"]:
        return checkout.run_tests(sys.argv[2:])  # all that follows is pytest's
    parser = Parser(description=_ABOUT, epilog=table())
    parser.set_defaults(url=None, serial=None, json=False, program=parser)
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {version()}")
    single.add_connection(parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    single.add_commands(commands)
    for name, command in _OTHERS.items():
        _fill(commands.add_parser(name, help=command.HELP), command)
    return _run(parser)


def run_script(name: str) -> int:
    """One command by itself, as a script of its own."""
    parser = Parser()
    _fill(parser, _OTHERS[name])
    return _run(parser)


def _fill(parser: Parser, command) -> None:
    parser.set_defaults(run=command.run)
    command.fill(parser)


def _run(parser: Parser) -> int:
    options: argparse.Namespace = parser.parse_args()
    if check := getattr(options, "check", None):
        check(options)
    environment.enter(options.environment)
    sys.path.append(str(ROOT))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # networks have names that not every console can show
    return options.run(options)
