"""A fleet from the file to the report, and how that ends."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from .. import exit_codes
from ..client.camera import URLS
from ..command_line import complain
from ..inputs import cameras_csv, password_input
from ..inputs.cameras_csv import Row
from ..wifi.base import NoWireless, Wireless
from . import report
from .fleet import Fleet
from .results import BadResults, Results
from .screen import choose_screen


def run_fleet(arguments: argparse.Namespace) -> int:
    """Do it; returns the exit code."""
    path: Path = arguments.file
    try:
        rows = cameras_csv.read(path, _defaults(arguments))
        results = Results(path.with_name(path.stem + "-result.csv"), rows, arguments.again)
    except cameras_csv.BadCameras as bad:
        return _complain(*(f"{path}: {fault}" for fault in bad.faults))
    except (password_input.NoPassword, BadResults) as fault:
        return _complain(str(fault))
    try:
        code = _set_up(arguments, rows, results)
        paper = arguments.report or path.with_name(path.stem + "-report.html")
        report.write(paper, rows, results, arguments.site, arguments.operator)
    except OSError as fault:
        return _complain(f"{fault.filename}: {fault.strerror}", code=exit_codes.FAILED)
    print(f"to print and sign: {paper}", file=sys.stderr)
    return code


def _set_up(arguments: argparse.Namespace, rows: list[Row], results: Results) -> int:
    """Raises OSError if the result cannot be written."""
    urls = [arguments.url] if arguments.url else list(URLS)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does
    with choose_screen(rows, arguments.json) as screen:
        for row in rows:
            screen.show(row, results.of(row).verdict or "waiting", results.of(row).address)
        try:
            radio = _choose_radio(arguments.by_hand, arguments.interface, urls, screen.say)
            _drive(Fleet(rows, radio, results, screen, arguments.patience * 60), radio)
        except KeyboardInterrupt:
            return exit_codes.INTERRUPTED
        except NoWireless as fault:
            return _complain(str(fault), code=exit_codes.NO_WIRELESS)
    joined = all(map(results.is_joined, rows))
    return exit_codes.DONE if joined else exit_codes.SOME_NOT_JOINED


def _choose_radio(
    by_hand: bool, interface: str | None, urls: list[str], say: Callable[[str], None]
) -> Wireless:
    """The way that there is here.

    :param by_hand: a person joins the hotspots, even if NetworkManager could.
    :param interface: which radio, if there are several.
    :param urls: where cameras answer on their hotspots, if a person joins.
    :param say: tells the person something.

    Raises NoWireless.
    """
    if by_hand or not shutil.which("nmcli"):
        from ..wifi.by_hand import ByHand

        return ByHand(urls, say)
    from ..wifi.network_manager import NetworkManager

    return NetworkManager(interface, say)


def _drive(fleet: Fleet, radio: Wireless) -> None:
    try:
        fleet.run()
    finally:
        # A second Ctrl-C must not stop the cleaning up, each step of which has a limit.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        radio.close()


def _defaults(arguments: argparse.Namespace) -> cameras_csv.Defaults:
    """Raises password_input.NoPassword."""
    path = arguments.hotspot_password_file
    return cameras_csv.Defaults(
        arguments.ssid,
        password_input.given(arguments.password_file) or "",
        (password_input.given(path) or "") if path else "",
    )


def _complain(*lines: str, code: int = exit_codes.USAGE) -> int:
    complain(*lines)
    return code
