"""``wifi-txt``: the file for a camera's drive, as a sample, ready to use, or checked."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from . import exit_codes
from .command_line import Parser, complain
from .inputs import password_input
from .installation import PACKAGE

HELP = "print a wifi.txt for a camera's drive, or check one"

_ABOUT = """\
Print a sample of wifi.txt, with every line explained; with --ssid, a file that is ready for one
network, the password in clear in it: the camera hides it at its next start. Or check a file by
the camera's own rules.

  camera-portal wifi-txt --ssid Workshop --password-file wifi-password > /media/OPENMV/wifi.txt
"""


class _Unusable(ValueError):
    """No such file can be made; the text says why, and has no password in it."""


def fill(parser: Parser) -> None:
    parser.description = _ABOUT
    parser.epilog = exit_codes.table(*exit_codes.COMMON, exit_codes.FAULTS_FOUND)
    parser.set_defaults(environment=None, check=check, error=parser.error)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ssid", metavar="NAME", help="the network; quote its blanks")
    what.add_argument("--check", dest="file", metavar="FILE", help="say what is wrong, by line")
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help=f"the network's, its first line; else {password_input.VARIABLE}, else a prompt",
    )


def check(options: argparse.Namespace) -> None:
    """Ends the program if an option does not go with another."""
    if options.password_file and not options.ssid:
        options.error("--password-file goes with --ssid")


def run(options: argparse.Namespace) -> int:
    try:
        if options.file:
            return _check(Path(options.file))
        print(_ready(options) if options.ssid else _sample(), end="")
    except password_input.NoPassword as error:
        complain(error)
        return exit_codes.USAGE
    except _Unusable as error:
        complain(error)
        return exit_codes.FAILED
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}")
        return exit_codes.FAILED
    return exit_codes.DONE


def _sample() -> str:
    return (PACKAGE / "wifi.txt").read_text(encoding="utf-8")


def _ready(options: argparse.Namespace) -> str:
    password = password_input.given(options.password_file)
    if password is None:
        password = password_input.ask(options.ssid)
    return ready_file(options.ssid, password)


def ready_file(ssid: str, password: str) -> str:
    """The file for one network, an open one if ``password`` is empty. Raises _Unusable."""
    from portal.core import config_file, sentences

    file = config_file.WifiFile()
    file.set("wifi.ssid", config_file.write_ssid(ssid.encode()))
    if password:
        if not config_file.holds(password.encode()):
            raise _Unusable("a line of wifi.txt cannot hold this password: use the page")
        file.set("wifi.psk", password)
    data = file.render()
    for _, word in faults(data):
        raise _Unusable(sentences.on_drive(word))
    return data.decode()


def faults(data: bytes) -> list[tuple[int, str]]:
    """What a camera finds wrong with this ``wifi.txt``: ``(line number from 1, word)``, by line;
    0 is the whole file."""
    from portal.settings.wifi_txt import WifiTxt

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "wifi.txt").write_bytes(data)
        return WifiTxt(folder, b"").faults


def _check(path: Path) -> int:
    from portal.core import sentences

    found = faults(path.read_bytes())
    for line, word in found:
        place = f"{path}, line {line}" if line else str(path)
        print(f"{place}: {word.replace('_', ' ')}. {sentences.on_drive(word)}")
    if not found:
        print(f"{path}: a camera can use every line.")
    return exit_codes.FAULTS_FOUND if found else exit_codes.DONE
