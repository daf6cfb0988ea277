"""Modules that are needed for a while only, such as the web server during setup.

MicroPython frees a module's code once nobody refers to it; the names in it stay (qstr.c has no
way to give them back).
"""

import gc
import sys


def loaded() -> set:
    """The portal's modules that are loaded now, to go back to; other modules are the owner's.

    Garbage goes first: there may be hardly any room for the list, and what is loaded next lies
    together then and leaves larger pieces free.
    """
    if _heap_ends():
        gc.collect()
    return {name for name in sys.modules if name.startswith(("portal.", "microdot"))}


class TemporaryImports:
    """``with TemporaryImports():`` what is loaded within is let go at its end."""

    def __enter__(self) -> None:
        self._before = loaded()

    def __exit__(self, *_) -> None:
        let_go(self._before)


def let_go(before: set) -> None:
    """Forget what was loaded since ``before``; what is needed again is imported again. A Python
    whose heap has no fixed size keeps it: loading it again takes longer than it is worth."""
    if _heap_ends():
        forget(loaded() - before)


def forget(names: set) -> None:
    """Drop these modules, wherever the interpreter keeps them."""
    for name in names:
        del sys.modules[name]
        package, _, child = name.rpartition(".")
        if package in sys.modules:
            delattr(sys.modules[package], child)


def _heap_ends() -> bool:
    """Whether this Python has a heap of a fixed size, as MicroPython has."""
    return hasattr(gc, "mem_free")
