"""``const()`` for the desktop. MicroPython's compiler folds it away and never calls it
(micropython py/parse.c, fold_constants), so there this file is only a name to import."""


def const(value: int) -> int:
    return value
