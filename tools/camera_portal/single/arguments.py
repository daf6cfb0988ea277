"""What the commands of one camera take, and must not take. No package is needed here."""

from __future__ import annotations

import argparse
import re

from ..command_line import Parser
from ..inputs.password_input import VARIABLE

_NO_PASSWORD_HERE = (
    "every user of this computer can read the command line in the list of processes: "
    f"give the password at the prompt, with --password-file or in {VARIABLE}"
)


class _Forbidden(argparse.Action):
    def __call__(self, parser, *_) -> None:
        parser.error(_NO_PASSWORD_HERE)


def add_command(commands, name: str, about: str, run) -> Parser:
    """A command of one camera.

    :param commands: argparse's sub-parsers.
    :param run: called with the arguments, in the environment that has the packages; returns the
                exit code.
    """
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run, environment=None)
    add_connection(parser)
    return parser


def add_connection(parser: Parser) -> None:
    """Which camera it is, before the command and after it alike."""
    absent = argparse.SUPPRESS
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--url",
        default=absent,
        help="the camera's page (http://192.168.4.1/, then http://192.168.1.1/)",
    )
    where.add_argument(
        "--serial", default=absent, metavar="PORT", help="its USB serial port instead"
    )
    parser.add_argument("--password", nargs="?", action=_Forbidden, help=argparse.SUPPRESS)
    parser.add_argument(
        "--json", action="store_true", default=absent, help="one object on stdout, no progress"
    )


def add_commands(commands) -> None:
    """All that is about one camera."""
    add_command(commands, "info", "say which camera it is", _run("info"))
    add_command(commands, "scan", "list the networks that it hears", _run("scan"))
    add_command(commands, "status", "say how the last attempt stands", _run("status"))
    add_command(commands, "locate", "blink its light for ten seconds", _run("locate"))
    rename = add_command(commands, "rename", "give it another name", _run("rename"))
    rename.add_argument("name", metavar="NAME", help="1 to 32 bytes; quote its blanks")
    country = add_command(commands, "country", "set its radio's country", _run("country"))
    country.add_argument("country", metavar="XX", help="two letters, for example CH")
    forget = add_command(commands, "forget", "have it forget a network", _run("forget"))
    which = forget.add_mutually_exclusive_group(required=True)
    which.add_argument("ssid", nargs="?", metavar="SSID")
    which.add_argument("--id", metavar="HEX", help="the name's bytes, as scan --json tells them")
    which.add_argument("--all", action="store_true", help="every network that it knows")
    _add_join(commands)


def _add_join(commands) -> None:
    parser = add_command(
        commands, "join", "have it join a network, and wait for the verdict", _run("join")
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("ssid", nargs="?", metavar="SSID", help="the name; quote its blanks")
    which.add_argument("--id", metavar="HEX", help="the name's bytes, as scan --json tells them")
    parser.add_argument(
        "--security",
        choices=("open", "wpa", "wpa2", "wpa3", "enterprise"),
        help="if the camera cannot hear it",
    )
    parser.add_argument("--hidden", action="store_true", help="the network hides its name")
    parser.add_argument(
        "--password-file", metavar="FILE", help=f"its first line; else {VARIABLE}, else a prompt"
    )
    parser.add_argument(
        "--limit",
        type=_seconds,
        metavar="SECONDS",
        help="wait no longer (90, or 180 if the hotspot goes meanwhile)",
    )
    login = parser.add_argument_group("enterprise networks, if the camera's radio can")
    login.add_argument("--identity", metavar="NAME", help="the user's name")
    login.add_argument("--method", choices=("peap", "ttls-mschapv2", "ttls-pap"))
    login.add_argument("--authority", metavar="FILE", help="a certificate on the camera's drive")
    login.add_argument("--server", metavar="NAME", help="the end of the server's name")
    login.add_argument("--certificate", metavar="SHA256", help="the server's own, pinned")


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text) or not float(text):
        raise argparse.ArgumentTypeError("seconds are a number above 0")
    return float(text)


def _run(name: str):
    def run(arguments: argparse.Namespace) -> int:
        from . import commands

        return commands.run(name, arguments)

    return run
