"""Runs in MicroPython as the firmware of a board with a REPL: mounts the drive, sets ``sys.path``
as OpenMV's _boot.py does, says that it has started, and runs ``main.py``; the interpreter's REPL
follows.

Arguments: the drive's image, the folder of what stands in for firmware, ``openmv`` or ``other``.
"""

import os
import sys


class Omv:
    """The module ``omv``."""

    def arch(self) -> str:
        return "OpenMV RT1062"

    def version_string(self) -> str:
        return "5.0.0"


class Machine:
    """Of the module ``machine``, what a reset is: the process ends, and the bench starts it."""

    def reset(self) -> None:
        sys.exit(0)


def boot(image: str, frozen: str, firmware: str) -> None:
    from camera_portal.simulator.on_camera import volume

    volume.mount(image, "/flash")
    os.chdir("/flash")
    sys.path[:] = ["", ".frozen"] + ([frozen] if frozen else []) + ["/flash", "/flash/lib"]
    sys.modules["machine"] = Machine()
    if firmware == "openmv":
        sys.modules["omv"] = Omv()
    print("started")


def run_main() -> None:
    try:
        with open("main.py") as stream:
            source = stream.read()
    except OSError:
        return
    try:
        exec(source, {"__name__": "__main__"})
    except BaseException as error:
        sys.print_exception(error)


sys.path.append(sys.argv[4])
boot(*sys.argv[1:4])
run_main()
