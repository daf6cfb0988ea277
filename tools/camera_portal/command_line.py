"""How every command is called: what its parser has in common, and how it complains."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

PROGRAM = "camera-portal"


class Parser(argparse.ArgumentParser):
    """Takes no abbreviations, among which "--password" would be one; and repeats nothing that it
    has not understood, which may be a password."""

    def __init__(self, **named) -> None:
        named.setdefault("prog", program_name())
        super().__init__(
            allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **named
        )

    def parse_args(self, args=None, namespace=None):
        found, rest = self.parse_known_args(args, namespace)
        if rest:
            names = [word.split("=")[0] for word in rest if word.startswith("--")]
            self.error("not understood: " + (", ".join(names) or "more words than it takes"))
        return found

    def error(self, message: str):
        super().error(re.sub(r"invalid choice: .* \(", "invalid choice (", message))


def program_name() -> str:
    """What the person has called: ``camera-portal``, or a script of the checkout."""
    name = Path(sys.argv[0]).name
    return name if name.endswith(".py") and name != "__main__.py" else PROGRAM


def complain(*sentences: object) -> None:
    """Say what is wrong, on stderr."""
    for sentence in sentences:
        print(f"{program_name()}: {sentence}", file=sys.stderr)
