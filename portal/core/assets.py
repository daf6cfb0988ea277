"""The files that the page and its sentences are made of, wherever this machine has them."""

import os


def open_text(path: str):
    """Open a file of the page, UTF-8.

    :param path: for example ``templates/list.html``.
    """
    return open(_FOLDER + "/" + path, encoding="utf-8")


def _folder() -> str:
    """Where ``templates`` and ``static`` are: inside the package on a camera and where it is
    installed, beside it in a checkout."""
    package, _, _ = __file__.replace("\\", "/").rpartition("/core/")
    try:
        os.stat(package + "/templates")
        return package
    except OSError:
        return package.rpartition("/")[0] or "."


_FOLDER = _folder()
