"""Where this program lies: in a checkout, or installed; and where it may keep what it makes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
IS_CHECKOUT = PACKAGE.parent.name == "tools" and (PACKAGE.parent.parent / "portal").is_dir()
# From here ``portal`` is imported.
ROOT = PACKAGE.parent.parent if IS_CHECKOUT else PACKAGE.parent

_FOLDER = "camera-portal"


def version() -> str:
    """The portal's, which is that of all."""
    source = (ROOT / "portal" / "core" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"$', source, re.MULTILINE)
    assert match
    return match[1]


def pages_folder() -> Path:
    """Where ``templates`` and ``static`` are: in a wheel they lie inside the portal."""
    return ROOT if IS_CHECKOUT else ROOT / "portal"


def cache_folder() -> Path:
    """Where environments and compiled files are kept: in a checkout that can be written to, else
    among this user's caches. Raises OSError if this user has no folder."""
    kept = ROOT / ".environments"
    if IS_CHECKOUT and os.access(kept if kept.exists() else ROOT, os.W_OK):
        return kept
    return _users_caches() / _FOLDER


def _users_caches() -> Path:
    wanted = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(wanted):  # others are to be ignored, says the XDG Base Directory Specification
        return Path(wanted)
    try:
        home = Path.home()
    except RuntimeError:
        raise OSError("this user has no home folder: name a folder in XDG_CACHE_HOME") from None
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
