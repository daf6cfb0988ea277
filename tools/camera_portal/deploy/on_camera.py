"""Runs on the camera: deploy/camera.py sends it there and asks its functions."""

import gc
import os
import sys

_FOLDER_MODE = 0x4000
_PIECE_BYTES = 1024


def facts():
    """See ``fitness.Facts``."""
    implementation = sys.implementation
    try:
        import omv

        openmv = (omv.arch(), omv.version_string())
    except ImportError:
        openmv = None
    return (
        implementation.name,
        tuple(implementation.version),
        getattr(implementation, "_mpy", 0),
        getattr(implementation, "_machine", ""),
        os.getcwd(),
        list(sys.path),
        openmv,
    )


def look(root, names):
    """``[(name, bytes, sha256)]`` of those that exist below ``root``; a folder has no hash."""
    found = []
    for name in names:
        try:
            entry = os.stat(root + name)
        except OSError:
            continue
        folder = entry[0] & _FOLDER_MODE
        found.append((name, 0, "") if folder else (name, entry[6], hash_of(root + name)))
    return found


def hash_of(path):
    import hashlib

    digest = hashlib.sha256()
    piece = memoryview(bytearray(_PIECE_BYTES))
    with open(path, "rb") as stream:
        while count := stream.readinto(piece):
            digest.update(piece[:count])
    return "".join("%02x" % byte for byte in digest.digest())


def room(root):
    """Free bytes, and how many of them a file takes at least."""
    numbers = os.statvfs(root)
    return numbers[3] * numbers[0], numbers[0]


def file_ahead(name, library):
    """The file or folder from which ``name`` is imported before ``library`` is looked at."""
    for folder in sys.path[: sys.path.index(library)]:
        for suffix in ("", ".py", ".mpy"):
            path = (folder + "/" if folder else "") + name + suffix
            try:
                os.stat(path)
                return path
            except OSError:
                pass
    return None


def module_ahead(name, library):
    """Where ``name`` comes from before ``library`` is looked at, frozen perhaps, and its
    version."""
    path = sys.path[:]
    sys.path[:] = path[: path.index(library)]
    try:
        module = fresh(name)
        return getattr(module, "__file__", name), getattr(module, "__version__", "")
    except ImportError:
        return None
    finally:
        sys.path[:] = path


def imported(name):
    """The file that ``name`` is imported from."""
    return getattr(fresh(name), "__file__", name)


def fresh(name):
    """Import ``name``, whatever the program that was interrupted had loaded."""
    for loaded in list(sys.modules):
        if loaded.split(".")[0] == name:
            del sys.modules[loaded]
    gc.collect()
    return __import__(name)
