"""Verdicts in plain words: the page's own, and those for what comes before a camera has one."""

from __future__ import annotations

from portal.core import sentences

_OURS = {
    "": "Not tried yet",
    "joined": "Joined",
    "out_of_range": "Its hotspot was not heard",
    "hotspot_refused": "Its hotspot did not let this computer in: is its password right?",
    "hotspot_no_address": "Its hotspot gave this computer no address",
    "other_camera": "Another camera answered on its hotspot",
    "unreachable": "It did not answer",
    "vanished": "It took the network and gave no result: look at its light",
}


def title(verdict: str) -> str:
    """One line for a verdict, or for the word that a camera has refused with."""
    return _OURS.get(verdict) or sentences.reason(verdict, "")[0] or sentences.error(verdict)
