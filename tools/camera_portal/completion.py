"""``completion``: a script by which a shell completes commands, options and files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from . import exit_codes
from .command_line import Parser

HELP = "print a script that completes this command in bash, zsh or fish"

_ABOUT = """\
Print a script by which your shell completes commands, options and files.

  bash: camera-portal completion bash > ~/.local/share/bash-completion/completions/camera-portal
  zsh:  camera-portal completion zsh > a file _camera-portal in a folder of $fpath
  fish: camera-portal completion fish > ~/.config/fish/completions/camera-portal.fish
"""
_FILES = ("FILE", "cameras.csv")
_FOLDERS = ("DIR",)


def fill(parser: Parser) -> None:
    parser.description = _ABOUT
    parser.epilog = exit_codes.table(*exit_codes.COMMON)
    parser.set_defaults(environment=None)
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


def run(options: argparse.Namespace) -> int:
    import shtab

    for action in _actions(options.program):
        if action.metavar in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.metavar in _FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    print(shtab.complete(options.program, options.shell))
    return exit_codes.DONE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Those of the whole program, its commands' too. argparse has no public list of them."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
