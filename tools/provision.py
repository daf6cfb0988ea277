#!/usr/bin/env python3
"""Set up a camera from this computer, without a phone.

The computer is on the camera's own Wi-Fi, or holds the camera by its USB cable.
"""

from __future__ import annotations

import sys

import environment
from installer import command_line, fleet_command


def main() -> int:
    parser = command_line.new_parser(__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    command_line.add_commands(commands)
    fleet_command.add_to(commands)
    arguments = parser.parse_args()
    environment.enter("installer")
    sys.path.append(str(environment.ROOT))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # networks have names that not every console can show
    return arguments.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
