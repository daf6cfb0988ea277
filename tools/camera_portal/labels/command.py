"""What ``label`` takes, and how it ends."""

from __future__ import annotations

import argparse
import getpass
from pathlib import Path

from .. import exit_codes
from ..command_line import Parser, complain
from . import Unusable
from .sheet import SHEETS

HELP = "print labels for cameras: their names, codes that join their hotspots"

_ABOUT = """\
Print labels for cameras: the name, a code that joins the hotspot, and a code of the page.

The cameras are those of the fleet's CSV, of a console's capture, and whichever camera's hotspot
this computer is on; one that several of them know gets one label.
"""
_ADDRESS = "192.168.4.1"  # of the page on every board but those with a WINC1500 radio


def fill(parser: Parser) -> None:
    sheets = "; ".join(f"{name} is {sheet.use}" for name, sheet in SHEETS.items())
    parser.description = _ABOUT
    parser.epilog = f"sheets: {sheets}\n\n" + exit_codes.table(*exit_codes.COMMON)
    parser.set_defaults(environment="installer", check=check, error=parser.error)
    parser.add_argument("--out", required=True, type=_out, metavar="FILE", help="a .pdf or a .svg")
    _add_sources(parser.add_argument_group("which cameras"))
    _add_unknown(parser.add_argument_group("what those do not tell"))
    _add_paper(parser.add_argument_group("paper"))


def check(options: argparse.Namespace) -> None:
    """Ends the program if an option does not go with another."""
    if not (options.csv or options.console or options.info):
        options.error("say which cameras: --csv, --console or --info")
    if options.skip >= SHEETS[options.sheet].places:
        options.error(f"--skip: that sheet has {SHEETS[options.sheet].places} places")


def _add_sources(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--csv",
        metavar="FILE",
        help="its columns hotspot, hotspot_password, name, model, mac, id, address",
    )
    group.add_argument("--console", metavar="FILE", help="what cameras said: their hotspot lines")
    group.add_argument(
        "--info",
        metavar="URL",
        action="append",
        default=[],
        help="ask a camera, like http://192.168.4.1/; it tells all but the password",
    )


def _add_unknown(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--password-file", metavar="FILE", help="of the hotspots; its first line")
    group.add_argument("--ask", action="store_true", help="ask for each hotspot's password")
    group.add_argument(
        "--address",
        default=_ADDRESS,
        metavar="IP",
        help=f"of the page ({_ADDRESS}; WINC1500 boards have 192.168.1.1)",
    )


def _add_paper(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--sheet", default="70x37", choices=SHEETS, help="see below (70x37)")
    group.add_argument("--skip", type=_count, default=0, metavar="N", help="places already used")
    group.add_argument(
        "--outlines", action="store_true", help="a thin line around each, for plain paper"
    )
    group.add_argument("--font", metavar="FILE", help="a TrueType font for names beyond Latin")


def _out(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in (".pdf", ".svg"):
        raise argparse.ArgumentTypeError(f"{text} ends neither in .pdf nor in .svg")
    return path


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no number of labels")
    return int(text)


def _find_cameras(options: argparse.Namespace) -> list:
    from . import sources
    from .camera import Camera, merge

    found = sources.from_csv(options.csv) if options.csv else []
    found += [sources.from_info(url) for url in options.info]
    found += sources.from_console(options.console) if options.console else []
    if not found:
        raise Unusable(f"{options.csv} has no cameras")
    cameras = merge(found)
    password = sources.read_password(options.password_file) if options.password_file else None
    for camera in cameras:
        camera.complete(Camera(camera.hotspot, password, address=options.address))
        if options.ask and camera.password is None:
            camera.password = _ask(camera.hotspot)
    return cameras


def _ask(hotspot: str) -> str | None:
    try:
        prompt = f"Password of {hotspot} (empty leaves a line to write it on): "
        return getpass.getpass(prompt) or None
    except EOFError:
        raise Unusable("no password was typed, and no label made") from None


def _print_labels(options: argparse.Namespace) -> None:
    from . import render
    from .fonts import Fonts

    cameras = _find_cameras(options)
    sheet = SHEETS[options.sheet]
    letters = Fonts(options.font)
    pages = render.pages(cameras, sheet, letters, options.skip, options.outlines)
    if options.out.suffix.lower() == ".pdf":
        files = render.write_pdf(options.out, pages, sheet)
    else:
        files = render.write_svg(options.out, pages, sheet, letters)
    _warn(cameras, letters)
    print(f"{', '.join(map(str, files))}: {len(cameras)} labels; print at 100 % on {sheet.use}")


def _warn(cameras: list, letters) -> None:
    """Say what is not on the labels."""
    for camera in cameras:
        if camera.password is None:
            complain(
                f"{camera.hotspot}: password not known; a line to write it on, no code to join"
            )
        for text in dict.fromkeys((camera.title, camera.hotspot, camera.model)):
            if lacking := letters.lacking(text):
                complain(f"{text}: spelled out; --font takes one that has {' '.join(lacking)}")


def run(options: argparse.Namespace) -> int:
    try:
        _print_labels(options)
    except Unusable as error:
        complain(error)
    except OSError as error:
        complain(f"{options.out}: {error.strerror}")
    else:
        return exit_codes.DONE
    return exit_codes.FAILED
