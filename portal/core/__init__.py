"""What every room stands on: the clock, the console, text, settings files, memory on loan."""

__version__ = "0.1.0"


def const(value):
    """A constant. MicroPython's compiler replaces the call by its value and never makes it
    (micropython py/parse.c, fold_constants): this is for other Pythons. Of a constant whose name
    begins with an underscore, the heap then holds nothing but the value."""
    return value
