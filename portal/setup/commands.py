"""What can be asked of the camera: one table for the page's API, its forms and the serial console.

A command takes the session and the fields of the request, and returns the fields of the answer,
which are none if there is nothing to tell. It raises one of ``REFUSALS``.
"""

import gc

from ..errors import Busy, Deaf, Refused
from ..join import credentials, networks

REFUSALS = (Refused, Busy, Deaf)


def info(session, fields: dict) -> dict:
    """Which camera this is."""
    identity = session.camera.identity
    hotspot = session.hotspot
    gc.collect()
    return {
        "name": identity.name,
        "model": identity.model,
        "id": identity.id,
        "mac": mac(session),
        "firmware": identity.firmware,
        "portal": identity.portal,
        "board": identity.board,
        "hotspot": {"ssid": hotspot.ssid, "channel": hotspot.channel, "open": hotspot.open},
        "free_heap": gc.mem_free() if hasattr(gc, "mem_free") else None,
    }


def list_networks(session, fields: dict) -> dict:
    """What the camera has heard, and how long ago."""
    told = age(session)
    told["networks"] = [row(session, network) for network in session.camera.scanner.networks]
    return told


def status(session, fields: dict) -> dict:
    """How the last attempt stands; it stays readable when the hotspot was away meanwhile."""
    attempt = session.camera.attempt
    closes_ms = session.closes_ms()
    return {
        "attempt": attempt.number if attempt else 0,
        "state": attempt.state if attempt else "idle",
        "step": attempt.step if attempt else None,
        "reason": attempt.reason if attempt and attempt.state == "failed" else None,
        "ssid": attempt.credentials.name if attempt else None,
        "id": attempt.credentials.ssid.hex() if attempt else None,
        "address": attempt.address if attempt else None,
        "hostname": session.camera.identity.hostname,
        "rssi": attempt.rssi if attempt else None,
        "elapsed_ms": attempt.elapsed_ms if attempt else 0,
        "hotspot_closes_s": None if closes_ms is None else (closes_ms + 999) // 1000,
    }


def scan(session, fields: dict) -> dict:
    session.ask_scan()
    return {"scanning": True}


def join(session, fields: dict) -> dict:
    """Join a network; ``fields`` are those of ``credentials.from_request``."""
    camera = session.camera
    wanted = credentials.from_request(fields, camera.scanner.networks, camera.radio.joins)
    login = wanted.login
    if login and login.authority and login.authority not in camera.store.certificates():
        raise Refused("authority_missing", "authority")
    if wanted.ipv4 and wanted.ipv4.address == session.hotspot.address:
        raise Refused("address_taken", "address")
    attempt = session.ask_join(wanted)
    return {"attempt": attempt.number, "hotspot": camera.radio.hotspot}


def done(session, fields: dict) -> dict:
    session.done()
    return {}


def forget(session, fields: dict) -> dict:
    """Forget the network of ``id`` or ``ssid``, or all if neither is given."""
    ssid = credentials.read_ssid(fields) if fields else None
    return _kept(session.camera.store.forget(ssid))


def rename(session, fields: dict) -> dict:
    """Give the camera another name, or country. What is absent stays as it is; so does a country
    that is empty, as the form sends it."""
    from ..settings import checks  # seldom needed

    name = checks.checked_name(fields["name"]) if "name" in fields else None
    country = checks.checked_country(fields["country"]) if fields.get("country") else None
    return _kept(session.camera.rename(name, country))


def locate(session, fields: dict) -> dict:
    session.camera.light.locate()
    return {}


# The word for it on the serial console: (HTTP method, path below /api/ and of the form, command).
COMMANDS = {
    "info": ("GET", "camera", info),
    "networks": ("GET", "networks", list_networks),
    "status": ("GET", "link", status),
    "scan": ("POST", "scan", scan),
    "join": ("POST", "join", join),
    "done": ("POST", "done", done),
    "forget": ("POST", "forget", forget),
    "rename": ("POST", "camera", rename),
    "locate": ("POST", "locate", locate),
}


def parse_fields(parse) -> dict:
    """What ``parse`` returns, a parser's answer. Raises Refused if that is not an object."""
    try:
        fields = parse()
    except (ValueError, RuntimeError, MemoryError):
        # A kilobyte of "[" makes a parser ask for more than there is.
        raise Refused("malformed", "body") from None
    if not isinstance(fields, dict):
        raise Refused("malformed", "body")
    return fields


def why_refused(error) -> dict:
    """The answer to a request that ended in one of ``REFUSALS``."""
    if isinstance(error, Refused):
        return {"error": error.word, "field": error.field}
    return {"error": "busy" if isinstance(error, Busy) else "deaf"}


def age(session) -> dict:
    """How old the list of networks is, and whether a new one is being made."""
    return {"age_s": session.camera.scanner.age_s, "scanning": session.scanning}


def row(session, network) -> dict:
    """One network of the list."""
    return {
        "id": network.id,
        "ssid": network.name,
        "rssi": network.rssi,
        "channel": network.channel,
        "security": network.security,
        "radios": network.radios,
        "joinable": is_joinable(session, network),
        "saved": is_saved(session, network),
    }


def mac(session) -> str:
    """The station's address; empty if the driver does not tell it."""
    return ":".join("%02x" % byte for byte in session.camera.radio.mac)


def is_joinable(session, network) -> bool:
    return network.security in session.camera.radio.joins


def is_saved(session, network) -> bool:
    """Whether the camera knows this network, as open or as secured as it is now."""
    saved = [known for known in session.camera.store.networks if known.ssid == network.ssid]
    return bool(saved) and networks.fits(network.security, saved[0])


def _kept(stored: bool) -> dict:
    """The answer to a change. Raises Refused if the drive has not taken it."""
    if not stored:
        raise Refused("not_stored", "drive")
    return {}
