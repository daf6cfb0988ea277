"""``provision.py fleet`` from the file to the report, and how it ends."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from . import exit_codes, fleet_screen, report, roster, secret, wireless
from .camera import URLS
from .fleet import Fleet
from .fleet_results import BadResults, Results
from .roster import Row


def run(arguments: argparse.Namespace) -> int:
    """Do it; returns the exit code."""
    path: Path = arguments.file
    try:
        if arguments.serial:
            return _complain("a fleet is set up over Wi-Fi: --serial is for one camera")
        rows = roster.read(path, _defaults(arguments))
        results = Results(path.with_name(path.stem + "-result.csv"), rows, arguments.again)
    except roster.BadRoster as bad:
        return _complain(*(f"{path}: {fault}" for fault in bad.faults))
    except (secret.NoPassword, BadResults) as fault:
        return _complain(str(fault))
    try:
        code = _set_up(arguments, rows, results)
        paper = arguments.report or path.with_name(path.stem + "-report.html")
        report.write(paper, rows, results, arguments.site, arguments.operator)
    except OSError as fault:
        return _complain(f"{fault.filename}: {fault.strerror}")
    print(f"to print and sign: {paper}", file=sys.stderr)
    return code


def _set_up(arguments: argparse.Namespace, rows: list[Row], results: Results) -> int:
    """Raises OSError where the result cannot be written."""
    urls = [arguments.url] if arguments.url else list(URLS)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it as Ctrl-C does
    with fleet_screen.choose(rows, arguments.json) as screen:
        for row in rows:
            screen.show(row, results.of(row).verdict or "waiting", results.of(row).address)
        try:
            radio = wireless.choose(arguments.by_hand, arguments.interface, urls, screen.say)
            _drive(Fleet(rows, radio, results, screen, arguments.patience * 60), radio)
        except KeyboardInterrupt:
            return exit_codes.INTERRUPTED
        except wireless.NoWireless as fault:
            return _complain(str(fault), code=exit_codes.NO_WIRELESS)
    joined = all(map(results.is_joined, rows))
    return exit_codes.DONE if joined else exit_codes.SOME_NOT_JOINED


def _drive(fleet: Fleet, radio: wireless.Wireless) -> None:
    try:
        fleet.run()
    finally:
        # A second Ctrl-C must not stop the cleaning up, each step of which has a limit.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        radio.close()


def _defaults(arguments: argparse.Namespace) -> roster.Defaults:
    """Raises secret.NoPassword."""
    path = arguments.hotspot_password_file
    return roster.Defaults(
        arguments.ssid,
        secret.given(arguments.password_file) or "",
        (secret.given(path) or "") if path else "",
    )


def _complain(*lines: str, code: int = exit_codes.USAGE) -> int:
    for line in lines:
        print(f"provision.py: {line}", file=sys.stderr)
    return code
