"""MicroPython on this desktop, and a Ctrl-C that it notices as a camera does.

The unix port jumps out of whatever C code a signal finds, and the locks that this code holds stay
locked (ports/unix/unix_mphal.c, MICROPY_ASYNC_KBD_INTR). A camera notes the wish, and its program
ends where it next jumps (py/scheduler.c, mp_sched_keyboard_interrupt; py/vm.c). So here Ctrl-C is
a signal that the unix port leaves alone, handled by that same function.

Run as a program, this file is the interpreter, with MicroPython's own arguments.
"""

from __future__ import annotations

import ctypes
import importlib.util
import signal
import sys

_LIBRARY = "micropython_run"  # of PyPI's wheel


def is_there() -> bool:
    """Whether this environment has MicroPython: PyPI has none for some machines."""
    return importlib.util.find_spec(_LIBRARY) is not None


def command(*arguments: str) -> list[str]:
    """What starts it."""
    return [sys.executable, __file__, *arguments]


def interrupt_signal() -> signal.Signals:
    """Ctrl-C, for a process that ``command`` has started. Windows has neither."""
    return signal.SIGQUIT


def _run(arguments: list[str]) -> int:
    library = importlib.import_module(_LIBRARY)
    micropython, system = ctypes.CDLL(library.__file__), ctypes.CDLL(None)
    system.signal(interrupt_signal(), micropython.mp_sched_keyboard_interrupt)
    system.siginterrupt(interrupt_signal(), 1)  # what waits in the system wakes, too
    return library.run_main(["micropython", *arguments])


if __name__ == "__main__":
    sys.exit(_run(sys.argv[1:]))
