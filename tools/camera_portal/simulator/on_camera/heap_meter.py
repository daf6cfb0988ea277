"""What the portal takes of the simulated camera's heap, printed as it comes: for MicroPython.

``heap WORD BYTES`` and ``modules WORD NAMES`` follow each state, and MicroPython's own line about
its table of names; ``cost NAME BYTES`` tells what loading a module has left in the heap, without
the modules that it loads itself.
"""

import builtins
import gc
import sys

import micropython


class HeapMeter:
    """Prints what is in use at each state.

    :param rom_bytes: what the ROM takes of the heap, which is not counted.
    """

    def __init__(self, rom_bytes: int) -> None:
        self._rom_bytes = rom_bytes
        self._inner_bytes = [0]
        self._told: set = set()
        self._import = builtins.__import__

    def start(self) -> None:
        """Measure from now on."""
        from portal.core import console

        state = console.state

        def state_and_heap(word: str, detail: str = "") -> None:
            state(word, detail)
            self.tell(word)

        self.tell("firmware")
        console.state = state_and_heap
        builtins.__import__ = self._load

    def tell(self, word: str) -> None:
        print("heap", word, self._used_bytes())
        print("modules", word, " ".join(sorted(sys.modules)))
        micropython.qstr_info()

    def _load(self, name: str, *how):
        known, before_bytes = set(sys.modules), self._used_bytes()
        self._inner_bytes.append(0)
        try:
            return self._import(name, *how)
        finally:
            inner_bytes = self._inner_bytes.pop()
            taken_bytes = self._used_bytes() - before_bytes
            self._inner_bytes[-1] += taken_bytes
            names = sorted(set(sys.modules) - known - self._told)
            self._told.update(names)
            if names:
                print("cost", "+".join(names), taken_bytes - inner_bytes)

    def _used_bytes(self) -> int:
        gc.collect()
        return gc.mem_alloc() - self._rom_bytes
