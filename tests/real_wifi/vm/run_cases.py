"""Run the Linux camera over real 802.11 radios in a virtual machine, and print a table."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from . import vm

CASES = "tests/real_wifi/cases.py"
TROUBLES = "tests/real_wifi/troubles.py"
BROWSE = "tests/real_wifi/browse.py"  # needs Chromium in the guest
FLEET = "tests/real_wifi/fleet.py"  # needs a laptop with NetworkManager in the guest
_LIMIT_S = 1800  # with much else to do on this machine; alone, a fifth of it
_MARK = "CASE "
_COLUMNS = ("took_s", "supplicant_s", "overhead_s")


def cases(script: str = CASES) -> Iterator[dict]:
    """What each case of the bench has reported, as it ends.

    :param script: ``CASES``, ``TROUBLES``, ``BROWSE`` or ``FLEET``.

    Raises RuntimeError with the guest's own words where it ends badly.
    """
    words = []
    try:
        for line in vm.run(script, _LIMIT_S, script == BROWSE, script == FLEET):
            if line.startswith(_MARK):
                yield json.loads(line[len(_MARK) :])
            else:
                words.append(line)
    except RuntimeError as error:
        raise RuntimeError("\n".join([*words[-40:], str(error)])) from None


def main() -> int:
    from rich.console import Console
    from rich.table import Table

    vm.install()
    if reason := vm.why_not():
        sys.exit(reason)
    table = Table("case", "verdict", "took s", "supplicant s", "portal s")
    for case in cases():
        print(".", end="", flush=True)
        if "took_s" in case:
            verdict = case["reason"] or case["state"]
            table.add_row(case["case"], verdict, *(f"{case[name]:.3f}" for name in _COLUMNS))
    print()
    Console().print(table)
    return 0
