"""The guest's whole file system, as one archive in memory: the host's own programs with the
libraries they ask for, this Python, the portal and the scripts of the bench."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from camera_portal import environment, system_packages

from . import kernel, laptop_files

PROGRAMS = ("hostapd", "wpa_supplicant", "iw", "ip", "dnsmasq", "openssl", "busybox", "dash")

# The interpreter's own tests and toys are a third of it.
_NOT_NEEDED = shutil.ignore_patterns(
    "test", "tests", "__pycache__", "idlelib", "tkinter", "lib2to3", "ensurepip", "config-3*",
    "pydoc_data", "turtle*", "distutils", "site-packages", "*.a",
)  # fmt: skip

# Debian's Chromium, and what it draws letters with.
_BROWSER = ("/usr/lib/chromium", "/etc/fonts", "/usr/share/fonts/truetype/dejavu")
_NOT_FOR_HEADLESS = shutil.ignore_patterns("*validation*", "*swiftshader*")
_LOADED_LATER = ("libsoftokn3.so", "libfreeblpriv3.so", "libfreebl3.so", "libnssckbi.so")

_INIT = """#!/bin/busybox sh
export PATH=/bin HOME=/tmp LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
export PYTHONPATH=/project:/project/tests/real_wifi
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mount -t debugfs debug /sys/kernel/debug
for module in {modules}; do
    case $module in
    */mac80211_hwsim.*) insmod $module radios=0 ;;
    *) insmod $module ;;
    esac
done
ip link set lo up
cd /project; {python} -u {script}; echo "EXIT $?"
poweroff -f
"""


def build(folder: Path, script: str, with_browser: bool = False, with_laptop: bool = False) -> Path:
    """An archive for QEMU's ``-initrd`` that runs ``script``, a path inside the project.

    :param folder: an empty one, to build in.
    :param with_browser: Chromium is needed, which makes it five times as large.
    :param with_laptop: NetworkManager and the installer's tools are needed.
    """
    root = folder / "root"
    for name in (
        "bin",
        "lib",
        "etc",
        "proc",
        "sys",
        "dev",
        "run",
        "tmp",
        "modules",
        "var/lib/misc",
    ):
        (root / name).mkdir(parents=True)
    (root / "usr").mkdir()
    for link, target in (("lib64", "lib"), ("sbin", "bin"), ("usr/bin", "../bin")):
        (root / link).symlink_to(target)
    if with_laptop:
        _put_network_manager(root)
    _put_programs(root)
    python = _put_python(root)
    _put_project(root)
    if with_laptop:
        _compile(root, laptop_files.put_tools(root))
    if with_browser:
        _put_browser(root)
    _put_system(root, python, script)
    return _pack(root, folder / "root.cpio")


def has_browser() -> bool:
    return (Path(_BROWSER[0]) / "chromium").exists()


def _put_programs(root: Path) -> None:
    found = [system_packages.find(name) for name in PROGRAMS]
    paths = [Path(path).resolve() for path in found if path]
    for name, path in zip(PROGRAMS, paths):
        shutil.copy(path, root / "bin" / name)
    # MSCHAPv2 needs MD4, which OpenSSL keeps in a module of its own.
    legacy = next(Path("/usr/lib").glob("*/ossl-modules/legacy.so"))
    _copy_to_same_place(root, legacy)
    _put_libraries(root, [*paths, legacy])
    # Loaded when a thread ends, which no list of libraries says.
    shutil.copy(next(Path("/lib").glob("*/libgcc_s.so.1")), root / "lib")
    (root / "bin" / "sh").symlink_to("dash")
    for name in _output("busybox", "--list").split():
        if not os.path.lexists(root / "bin" / name):
            (root / "bin" / name).symlink_to("busybox")


def _put_python(root: Path) -> str:
    """This very interpreter, at the place where it is here."""
    python = Path(sys.executable).resolve()
    library = Path(sysconfig.get_path("stdlib"))
    _copy_to_same_place(root, python)
    shutil.copytree(
        library, root / library.relative_to("/"), ignore=_NOT_NEEDED, ignore_dangling_symlinks=True
    )
    _put_libraries(root, [python, *(library / "lib-dynload").glob("*.so")])
    _compile(root, root / library.relative_to("/"))
    return str(python)


def _put_project(root: Path) -> None:
    project = root / "project"
    for name in ("portal", "templates", "static", "tests/real_wifi"):
        shutil.copytree(environment.ROOT / name, project / name, ignore=_NOT_NEEDED)
    microdot = find_spec("microdot")
    assert microdot and microdot.origin
    shutil.copytree(Path(microdot.origin).parent, project / "microdot", ignore=_NOT_NEEDED)
    _compile(root, project)


def _put_network_manager(root: Path) -> None:
    """Before all else: where a library is there twice, the newer one serves both."""
    programs, plugins, folders = laptop_files.programs()
    for program in programs:
        shutil.copy(program, root / "bin")
    for plugin in plugins:
        target = root / plugin.relative_to(laptop_files.prepare())
        target.parent.mkdir(parents=True)
        shutil.copy(plugin, target)
    _put_libraries(root, [*programs, *plugins], folders)


def _compile(root: Path, folder: Path) -> None:
    """An emulated processor takes seconds to compile what it then runs for one."""
    options = ("-q", "-s", str(root), "--invalidation-mode", "unchecked-hash")
    _output(sys.executable, "-m", "compileall", *options, str(folder))


def _put_browser(root: Path) -> None:
    for tree in map(Path, _BROWSER):
        shutil.copytree(
            tree,
            root / tree.relative_to("/"),
            ignore=_NOT_FOR_HEADLESS,
            ignore_dangling_symlinks=True,
        )
    hidden = [path for name in _LOADED_LATER for path in Path("/usr/lib").glob(f"*/{name}")]
    for path in hidden:
        shutil.copy(path, root / "lib")
    _put_libraries(root, [Path(_BROWSER[0]) / "chromium", *hidden])


def _put_system(root: Path, python: str, script: str) -> None:
    _, modules = kernel.prepare()
    files = [next(modules.glob(f"{name}.ko*")) for name in kernel.MODULES]
    for file in files:
        shutil.copy(file, root / "modules")
    (root / "etc" / "passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (root / "etc" / "group").write_text("root:x:0:\n")
    (root / "etc" / "resolv.conf").write_text("")
    init = root / "init"
    names = " ".join(f"/modules/{file.name}" for file in files)
    init.write_text(_INIT.format(modules=names, python=python, script=script))
    init.chmod(0o755)


def _put_libraries(root: Path, programs: list[Path], folders: Iterable[Path] = ()) -> None:
    """
    :param folders: where libraries are looked for before the system's own places.
    """
    env = {**os.environ, "LD_LIBRARY_PATH": ":".join(map(str, folders))}
    for program in programs:
        result = subprocess.run(["ldd", str(program)], capture_output=True, text=True, env=env)
        for library in re.findall(r"(/\S+) \(0x", result.stdout):
            target = root / "lib" / Path(library).name
            if not target.exists():
                shutil.copy(Path(library).resolve(), target)


def _copy_to_same_place(root: Path, path: Path) -> None:
    target = root / path.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def _pack(root: Path, archive: Path) -> Path:
    command = f"find . -print0 | cpio -0 -o -H newc --quiet -R 0:0 > {archive}"
    subprocess.run(command, shell=True, cwd=root, check=True)
    return archive


def _output(*command: str) -> str:
    env = {**os.environ, "PATH": system_packages.PATH}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
