"""The documents of the repository, and the commands, links and tables in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from camera_portal.environment import ROOT

_SKIPPED = (".environments", ".git", ".pytest_cache", ".hypothesis", "build", "dist")
# What a line of code begins with if it is for a shell.
_PROGRAMS = ("python3 ", "pip ", "pipx ", "mpremote ", "curl ", "camera-portal ", "git ")


@cache
def paths() -> tuple[Path, ...]:
    found = sorted(ROOT.rglob("*.md"))
    return tuple(path for path in found if not set(_SKIPPED) & set(path.relative_to(ROOT).parts))


@cache
def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """The text below a heading of the second level."""
    return read(name).split(f"\n## {title}\n")[1].split("\n## ")[0]


def code_lines(text: str) -> list[str]:
    """The lines of indented code."""
    return re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)


def lines_for(name: str, title: str, beginning: str) -> list[str]:
    """The lines of code in a section that begin like this, one at least."""
    found = [line for line in code_lines(section(name, title)) if line.startswith(beginning)]
    assert found, (name, title, beginning)
    return found


def commands(text: str) -> list[str]:
    """Every shell command: lines of code, and code within sentences."""
    pieces = code_lines(text) + re.findall(r"`([^`\n]+)`", text)
    return [piece for piece in pieces if piece.startswith(_PROGRAMS)]


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the tables in ``text``, without the lines below the headings."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in cells if set("".join(row)) - set("- |")]


def words_in_code(text: str) -> set[str]:
    """The words of all the code within sentences."""
    return {word for code in re.findall(r"`([^`\n]+)`", text) for word in code.split()}
