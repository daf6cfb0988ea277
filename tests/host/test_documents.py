"""The documents say what is so: commands, options, links, tables."""

import inspect
import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache

import pytest
from camera_portal import exit_codes
from camera_portal.boards import BOARDS
from camera_portal.environment import ROOT
from support import documents

import portal
from portal.join.verdict import FAILURES
from portal.link import Link
from portal.policy import Policy
from portal.setup.commands import COMMANDS

NAMES = [path.relative_to(ROOT).as_posix() for path in documents.paths()]
COMMAND_LINES = sorted({(n, line) for n in NAMES for line in documents.commands(documents.read(n))})
# The names that their own commands have beside the script's.
INSTALLED = [sys.executable, "-m", "camera_portal"]


def test_what_belongs_here_is_here():
    assert {
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "portal/README.md",
        "portal/radio/README.md", "portal/web/README.md", "templates/README.md",
        "tools/README.md", "tests/README.md",
    } <= set(NAMES)  # fmt: skip
    assert documents.read("README.md").count("\n") <= 120


def slugs(text: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_and_picture_is_there(name):
    for target in re.findall(r"\]\(([^)\s]+)\)", documents.read(name)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        found = (ROOT / name).parent / path if path else ROOT / name
        assert found.exists(), target
        if anchor:
            assert anchor in slugs(found.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_is_there(name):
    text = documents.read(name)
    for path in re.findall(r"`((?:portal|tools|tests|static|templates)/[\w/.-]+)`", text):
        assert (ROOT / path).exists(), path


@cache
def help_of(*command: str) -> str:
    result = subprocess.run(
        [*command, "--help"],
        cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "tools"},
    )  # fmt: skip
    assert result.returncode == 0, (command, result.stderr)
    return result.stdout


def python(*words: str) -> None:
    """Check ``python3 tools/NAME.py [SUBCOMMAND] options``, or ``python3 -m portal options``."""
    program = words[:2] if words[0] == "-m" else words[:1]
    rest = words[len(program) :]
    if program[0] != "-m":
        assert (ROOT / program[0]).is_file(), program
    if program[0] in (
        "tools/test.py",
        "tools/benchmark.py",
        "tools/real_wifi.py",
        "tools/rooms.py",
    ):
        return pytest_arguments(rest)
    if program[0] == "tools/mip_package.py":
        return None
    return options([sys.executable, *program], rest)


def pytest_arguments(words: tuple[str, ...]) -> None:
    known = {"--fast", "-n", "-k", "--pdb", "--keep-screenshots"}
    for word in words:
        assert not word.startswith("-") or word in known, word
        assert not word.startswith("tests/") or (ROOT / word.split("::")[0]).exists(), word


def options(program: list[str], words: tuple[str, ...]) -> None:
    """Check that each option is one of the program's, or of its subcommand's."""
    text = help_of(*program)
    for word in words:
        if re.search(rf"^    {re.escape(word)}\b", text, re.MULTILINE):
            text += help_of(*program, word)
    for word in words:
        if word.startswith("--"):
            assert re.search(rf"{word}\b", text), word


def check(program: str, *words: str) -> None:
    if program == "python3":
        python(*words)
    elif program == "camera-portal":
        options(INSTALLED, words)
    elif program in ("pip", "pipx"):
        assert words[0] == "install"
        if words[1:] == (".",):
            text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
            assert re.search(r'^camera-portal = "', text, re.MULTILINE)
    elif program == "mpremote":
        assert words[:2] == ("mip", "install") and (ROOT / words[2]).is_file()
    else:
        assert program in ("curl", "git")  # tests/camera/test_document_commands.py runs curl's


@pytest.mark.parametrize("name, line", COMMAND_LINES)
def test_every_command_can_be_called(name, line):
    check(*shlex.split(line))


def test_the_table_of_the_api_is_the_table_of_commands():
    table = documents.section("portal/web/README.md", "HTTP API")
    listed = set(re.findall(r"^\| `(GET|POST) /api/(\w+)`", table, re.MULTILINE))
    # The view is a picture, which only HTTP can answer with.
    assert listed == {(method, path) for method, path, _ in COMMANDS.values()} | {("GET", "view")}


def test_the_serial_consoles_words():
    text = documents.section("portal/README.md", "The console")
    sentence = re.search(r"`setup/commands\.py`\]\(setup/commands\.py\): ([^.]+)\.", text)
    assert set(re.findall(r"`(\w+)`", sentence[1])) == set(COMMANDS)


def test_the_developers_tables():
    text = documents.read("portal/README.md")
    settings = [row[0] for row in documents.rows(documents.section("portal/README.md", "Settings"))]
    arguments = inspect.signature(portal.Settings).parameters
    assert [f"`{name}`" for name in arguments] == settings[1 : len(arguments) + 1]
    for name in ("connect", "connect_async", "host", "NoRadio", "__version__"):
        assert f"portal.{name}" in text and hasattr(portal, name)
    link = dict.fromkeys(re.findall(r"`link\.(\w+)`", text), "")
    assert set(link) == set(vars(Link("wlan", "192.168.1.57")))


def test_the_limits_have_their_numbers():
    rows = documents.rows(documents.section("portal/README.md", "Settings"))
    limits = {row[0].strip("`"): row[1] for row in rows if row[0].endswith("_ms`")}
    assert limits
    for name, number in limits.items():
        assert getattr(Policy, name) == int(number.replace(" ", "")), name


@pytest.mark.parametrize(
    "name, title, script",
    [
        ("tools/README.md", "The simulated camera", "tools/simulate.py"),
        ("tools/README.md", "Deploy", "tools/deploy.py"),
    ],
)
def test_every_option_is_in_the_table(name, title, script):
    listed = set(re.findall(r"--[a-z][a-z-]*", documents.section(name, title)))
    known = set(re.findall(r"--[a-z][a-z-]*", help_of(sys.executable, script))) - {"--help"}
    assert listed == known


def test_every_subcommand_is_named():
    words = set(re.findall(r"^    ([a-z][a-z-]*) ", help_of(*INSTALLED), re.MULTILINE))
    assert {"scan", "fleet"} <= words
    for word in words:
        assert re.search(rf"\b{word}\b", documents.read("tools/README.md")), word


def test_every_key_of_the_sample_is_explained():
    text = documents.read("tools/camera_portal/wifi.txt")
    keys = set(re.findall(r"^#?([a-z][a-z0-9.]+) = ", text, re.MULTILINE))
    assert keys and keys <= documents.words_in_code(
        documents.read("tools/README.md").replace(",", " ")
    )


def test_every_board_is_named():
    assert set(BOARDS) <= documents.words_in_code(documents.read("tools/README.md"))
    for board in BOARDS.values():
        assert board.model.removeprefix("OpenMV ").removeprefix("Arduino ").removesuffix(
            " WiFi"
        ) in documents.section("README.md", "Boards")


def test_exit_codes():
    rows = documents.rows(documents.section("tools/README.md", "Exit codes"))
    for code, meaning in rows[1:]:
        assert int(code) in exit_codes.MEANINGS
        if int(code) in exit_codes.OF_VERDICT.values() and int(code):
            assert exit_codes.OF_VERDICT[meaning.strip("`")] == int(code)
    assert set(exit_codes.OF_VERDICT) == {"joined", *FAILURES}
    assert set(map(str, exit_codes.OF_VERDICT.values())) <= {row[0] for row in rows}


def test_every_verdict_is_explained():
    table = documents.section("tools/README.md", "With a phone")
    listed = [row[0] for row in documents.rows(table) if re.fullmatch(r"`[a-z_]+`", row[0])]
    assert sorted(listed) == sorted(f"`{word}`" for word in FAILURES)
    assert set(FAILURES) <= documents.words_in_code(documents.read("portal/web/README.md"))


def test_every_folder_of_tests_is_told():
    folders = {path.name for path in (ROOT / "tests").iterdir() if any(path.glob("*.py"))}
    listed = set(re.findall(r"^\| `(\w+)/`", documents.read("tests/README.md"), re.MULTILINE))
    assert listed == folders


def test_every_template_is_told():
    files = {path.name for path in (ROOT / "templates").iterdir()} - {"README.md"}
    assert files <= documents.words_in_code(documents.read("templates/README.md"))


def sentences(text: str) -> set[str]:
    """The sentences of a document, long enough not to be alike by chance."""
    text = re.sub(r"^( {4}|\||#|```).*$", "\n", text, flags=re.MULTILINE)
    pieces = re.split(r"(?<=[.:?!])\s+|\n\s*\n|\n *[-\d]+\.? ", text)
    found = {" ".join(piece.split()) for piece in pieces}
    return {sentence for sentence in found if len(sentence) > 40}


def test_no_sentence_stands_in_two_documents():
    seen: dict[str, str] = {}
    for name in NAMES:
        for sentence in sentences(documents.read(name)):
            assert sentence not in seen, (name, seen[sentence], sentence)
            seen[sentence] = name


def test_the_manifest_freezes_what_mip_installs():
    calls: dict[str, dict] = {}
    functions = {
        "metadata": lambda **named: calls.update(metadata=named),
        "package": lambda path, **named: calls.update(package={"path": path, **named}),
    }
    before = os.getcwd()
    os.chdir(ROOT)  # as MicroPython's manifestfile.py does
    try:
        exec(compile(documents.read("manifest.py"), "manifest.py", "exec"), functions)
    finally:
        os.chdir(before)
    mip = json.loads(documents.read("package.json"))
    assert list(calls) == ["metadata", "package"]  # in this order, or it is refused
    assert calls["metadata"]["version"] == portal.__version__ == mip["version"]
    assert f'description = "{calls["metadata"]["description"]}"' in documents.read("pyproject.toml")
    assert calls["package"]["path"] == "portal"
    frozen = {f"portal/{file}" for file in calls["package"]["files"]}
    assert frozen == {target for target, _ in mip["urls"] if target.endswith(".py")}
    assert all((ROOT / file).is_file() for file in frozen)


def test_the_hooks_ruff_is_the_tests():
    pin = re.search(r'"ruff==([\d.]+)"', documents.read("pyproject.toml"))[1]
    assert f"rev: v{pin} " in documents.read(".pre-commit-config.yaml")
