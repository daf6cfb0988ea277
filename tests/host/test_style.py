"""How it reads: the linter, the types, the lengths of files and functions, the words."""

import ast
import re
import subprocess
import sys
import sysconfig

import pytest
from camera_portal.environment import ROOT
from support import rooms

FOLDERS = ("portal", "tools", "tests")
PORTAL = sorted((ROOT / "portal").rglob("*.py"))
PURE = [
    path for path in PORTAL if "Pure." in (ast.get_docstring(ast.parse(path.read_text())) or "")
]


def run(*command: str) -> str:
    result = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_the_linter_is_silent():
    run("ruff", "check", ".")


def test_the_formatter_has_nothing_to_do():
    run("ruff", "format", "--check", ".")


def test_types_against_micropythons_stubs():
    run("mypy", "--custom-typeshed-dir", sysconfig.get_path("purelib"))


def test_types_of_what_only_linux_runs():
    files = [path for path in PORTAL if "linux" in str(path.relative_to(ROOT))]
    cache = ("--cache-dir", ".mypy_cache/linux")  # the other test runs beside this one
    run("mypy", *cache, "--follow-imports", "silent", "portal/__main__.py", *map(str, files))


def test_many_modules_are_pure():
    assert len(PURE) > 20


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_decisions_do_nothing(path):
    """No radio, no socket, no clock, no file in the modules that say of themselves "Pure.", and
    nothing of the portal that is not pure itself."""
    doing = {"network", "socket", "machine", "time", "asyncio", "os", "sys", "select", "subprocess"}
    assert not doing & rooms.outer_imports(path)
    inner = {rooms.ROOT / "portal" / target for target in rooms.inner_imports(path)}
    assert {target for target in inner if target.name != "__init__.py"} <= set(PURE)


def test_files_and_functions_are_short():
    lengths = []
    for path in [*PORTAL, *(ROOT / "tools").rglob("*.py")]:
        source = path.read_text()
        assert source.count("\n") <= 250, path
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= 35, f"{path}: {node.name}"
                lengths.append(length)
    assert sorted(lengths)[len(lengths) // 2] < 10


def test_every_file_says_what_it_is():
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.py"):
            assert ast.get_docstring(ast.parse(path.read_text())), path


@pytest.mark.parametrize("name", ["errors.txt", "reasons.txt", "result.txt"])
def test_each_word_has_one_sentence(name):
    words = [line.split(" | ")[0] for line in (ROOT / "templates" / name).read_text().splitlines()]
    assert len(words) == len(set(words))


# Phrases that a native reader stumbles over, and what to write instead.
RETIRED = {
    r"\banew\b": "again",
    r"\bfor ever\b": "forever",
    r"\bof (no )?use\b": "usable, not usable",
    r"\bthat is none\b": "is not a ...",
    r"\bRaises \w+ where\b": "Raises X if",
    r"\bNone where\b": "None if",
    r"\b(True|False) where\b": "True if",
    r"(,|;) where (it|there|that|one|nothing) (is|has|does|cannot)\b": "if",
    r"\bwhoever\b": "anyone who",
    r"\b(his|he)\b": "their, they",
}


def _written():
    names = subprocess.run(
        ["git", "ls-files", "*.py", "*.md", "*.html", "*.js", "*.txt"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    return [name for name in names if "/locks/" not in name and name != "tests/host/test_style.py"]


@pytest.mark.parametrize("phrase", RETIRED)
def test_retired_phrases_stay_away(phrase):
    found = [
        f"{name}:{number}: {line.strip()}"
        for name in _written()
        for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
        if re.search(phrase, line, re.IGNORECASE)
    ]
    assert not found, f"write {RETIRED[phrase]!r}:\n" + "\n".join(found)


def test_a_class_docstring_begins_with_a_sentence():
    for path in [*PORTAL, *(ROOT / "tools").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            text = isinstance(node, ast.ClassDef) and ast.get_docstring(node)
            assert not text or not text.startswith(":param"), f"{path}: {node.name}"
