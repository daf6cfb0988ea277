"""The rooms of ``portal/`` and the arrows between them, read from its imports."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import wrap

from camera_portal.environment import ROOT

# From the top down: a room imports only rooms that stand further down. A file that is in no
# folder is a room of its own.
ORDER = (
    "__main__",
    "portal",
    "supervisor",
    "web",
    "camera",
    "lens",
    "setup",
    "settings",
    "identity",
    "board",
    "radio",
    "server",
    "join",
    "link",
    "policy",
    "core",
    "errors",
)
# Used by nearly all: the picture shows where the others stand, without the arrows to these.
GROUND = ("link", "policy", "core", "errors")
MARKS = ("<!-- rooms -->\n", "<!-- /rooms -->\n")
DOCUMENT = ROOT / "portal" / "README.md"
_PORTAL = ROOT / "portal"


def arrows() -> dict[tuple[str, str], list[str]]:
    """``(room, room that it imports)``, and the imports that make the arrow."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(_PORTAL.rglob("*.py")):
        for target in inner_imports(path):
            ends = _room(path.relative_to(_PORTAL)), _room(target)
            if ends[0] != ends[1]:
                found.setdefault(ends, []).append(f"{path.relative_to(ROOT)}: {target}")
    return found


def picture() -> str:
    """The order and the arrows as Markdown, with a drawing in Mermaid's language."""
    drawn = [ends for ends in sorted(arrows(), key=_from_the_top) if ends[1] not in GROUND]
    lines = [f"    {start} --> {end}" for start, end in drawn]
    order = f"From the top down: {', '.join(ORDER)}. Nearly every room uses {', '.join(GROUND)}: "
    order += "those arrows are left out."
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", "", *wrap(order, 100), ""])


def render(document: str) -> str:
    """``document`` with today's picture between its marks."""
    start, end = (document.index(mark) for mark in MARKS)
    return document[: start + len(MARKS[0])] + "\n" + picture() + "\n" + document[end:]


def outer_imports(path: Path) -> set[str]:
    """The names of the packages and modules that are not the portal's."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(str(node.module).split(".")[0])
    return found


def main() -> int:
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(render(text), encoding="utf-8")
    print(f"{DOCUMENT.relative_to(ROOT)} has today's picture.")
    return 0


def _from_the_top(ends: tuple[str, str]) -> tuple[int, ...]:
    return tuple(ORDER.index(room) for room in ends)


def _room(path: Path) -> str:
    if path == Path("__init__.py"):
        return "portal"
    return path.parts[0] if len(path.parts) > 1 else path.stem


def inner_imports(path: Path) -> list[Path]:
    """The portal's own files that a file imports, relative to ``portal/``."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1]
            if node.module:
                folder = folder.joinpath(*node.module.split("."))
            found += [_file(folder, alias.name) for alias in node.names]
    return [target.relative_to(_PORTAL) for target in found]


def _file(folder: Path, name: str) -> Path:
    """Where ``from folder import name`` leads: to a module, or to the file that has the name."""
    for path in (folder / f"{name}.py", folder / name / "__init__.py", folder.with_suffix(".py")):
        if path.exists():
            return path
    return folder / "__init__.py"
