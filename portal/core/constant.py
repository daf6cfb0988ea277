"""``const()`` for the desktop. MicroPython's compiler folds it away and never calls it
(micropython py/parse.c, fold_constants), so there this file is only a name to import; of a constant
whose name starts with an underscore, the heap holds nothing but its value.

Pure.
"""


def const(value):
    return value
