"""``serve``: the portal of a Linux camera, and the systemd unit that starts it."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from . import exit_codes
from .command_line import PROGRAM, Parser
from .installation import IS_CHECKOUT, PACKAGE, ROOT

HELP = "be a Linux camera: host its Wi-Fi and page, as root"

_UNIT = """\
[Unit]
Description=Camera Portal: puts this camera on Wi-Fi from a phone's browser
After=network-pre.target

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=5
SuccessExitStatus={ended}

[Install]
WantedBy=multi-user.target
"""


def fill(parser: Parser) -> None:
    _make_portal_importable()
    from portal import __main__ as portal

    parser.description = portal.ABOUT
    parser.epilog = portal.NEEDS + "\n" + exit_codes.table(*exit_codes.COMMON, exit_codes.ENDED)
    parser.set_defaults(environment=None)
    portal.add_options(parser)
    parser.add_argument(
        "--print-unit",
        action="store_true",
        help="print a systemd unit with these options and --keep, and end: "
        "> /etc/systemd/system/camera-portal.service",
    )


def run(options: argparse.Namespace) -> int:
    from portal import __main__ as portal

    if options.print_unit:
        print(_unit(portal.arguments_of(options)), end="")
        return exit_codes.DONE
    code = portal.run(options)
    return exit_codes.FAILED if code == portal.NOT_ONLINE else code


def _make_portal_importable() -> None:
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))


def _unit(arguments: list[str]) -> str:
    """
    :param arguments: those of ``serve``.
    """
    words = [*_this_program(), "serve", *arguments]
    return _UNIT.format(command=" ".join(map(_quoted, words)), ended=exit_codes.ENDED)


def _this_program() -> list[str]:
    """What starts this very installation again."""
    installed = shutil.which(sys.argv[0])
    if IS_CHECKOUT or not installed or Path(installed).name != PROGRAM:
        return [sys.executable, str(PACKAGE / "__main__.py")]
    return [str(Path(installed).absolute())]


def _quoted(word: str) -> str:
    """A word of a command line in a unit (systemd.service(5), "Command lines")."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{word}"' if any(letter in word for letter in " \\\"';") or not word else word
