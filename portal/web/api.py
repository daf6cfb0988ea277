"""The page's API: JSON in and out, words from closed lists, never a secret."""

import gc
import json

from ..errors import Busy, Deaf, Refused
from ..join import networks
from ..join.credentials import from_request, read_ssid
from ..join.networks import Network
from ..setup.session import Session
from . import request_guard

# What a wish may be answered with.
REFUSALS = (Refused, Busy, Deaf)


async def list_networks(request, session: Session):
    return _listing_in_pieces(session), 200, {"Content-Type": "application/json; charset=UTF-8"}


async def tell_link(request, session: Session):
    return report(session)


async def tell_camera(request, session: Session):
    return facts(session)


async def show_view(request, session: Session):
    if not session.lens:
        return {"error": "no_lens"}, 404
    from . import camera_view  # most setups need no picture

    return await camera_view.answer(request, session)


async def scan(request, session: Session):
    return _answer(request, session, ask_scan, needs_body=False)


async def join(request, session: Session):
    return _answer(request, session, ask_join)


async def done(request, session: Session):
    session.done()
    return "", 204


async def forget(request, session: Session):
    return _answer(request, session, ask_forget)


async def rename(request, session: Session):
    return _answer(request, session, ask_rename)


async def locate(request, session: Session):
    session.camera.lamp.locate()
    return "", 204


def ask_scan(session: Session, fields: dict):
    session.ask_scan()
    return {"scanning": True}, 202


def ask_join(session: Session, fields: dict):
    heard = session.camera.scanner.networks
    credentials = from_request(fields, heard, session.camera.radio.joins)
    login = credentials.login
    if login and login.authority and login.authority not in session.camera.memory.certificates():
        raise Refused("authority_missing", "authority")
    if credentials.ipv4 and credentials.ipv4.address == session.hotspot.address:
        raise Refused("address_taken", "address")
    attempt = session.ask_join(credentials)
    return {"attempt": attempt.number, "hotspot": session.camera.radio.hotspot}, 202


def ask_forget(session: Session, fields: dict):
    """Forget the network of ``id`` or ``ssid``, or all where nothing is given."""
    ssid = read_ssid(fields) if fields else None
    return _kept(session.camera.memory.forget(ssid))


def ask_rename(session: Session, fields: dict):
    """Give the camera another name, or country. What is absent stays as it is; so does a country
    that is empty, as the form sends it."""
    from ..identity import checked_country, checked_name

    name = checked_name(fields["name"]) if "name" in fields else None
    country = checked_country(fields["country"]) if fields.get("country") else None
    return _kept(session.camera.rename(name, country))


def _kept(stored: bool):
    """The answer to a change; 507 where the drive has not taken it."""
    if not stored:
        raise Refused("not_stored", "drive")
    return "", 204


def fields_of(request) -> dict:
    """The fields of a JSON or form body. Raises Refused where it is neither."""
    return read_fields(lambda: _body_of(request))


def _body_of(request):
    # Microdot compares it letter by letter.
    request.content_type = request_guard.media_type(request.content_type)
    form = request.form
    return request.json if form is None else {key: form[key] for key in form}


def read_fields(read) -> dict:
    """What ``read`` gives, a parser's answer. Raises Refused where that is no object."""
    try:
        fields = read()
    except (ValueError, RuntimeError, MemoryError):
        # A kilobyte of "[" makes a parser ask for more than there is.
        raise Refused("malformed", "body") from None
    if not isinstance(fields, dict):
        raise Refused("malformed", "body")
    return fields


def listing(session: Session) -> dict:
    """What the camera has heard, and how long ago."""
    told = _age(session)
    told["networks"] = [_row(session, network) for network in session.camera.scanner.networks]
    return told


def _listing_in_pieces(session: Session):
    """The same as JSON, row by row: all of many networks would not fit a small heap at once."""
    yield json.dumps(_age(session))[:-1] + ', "networks": ['
    mark = ""
    for network in session.camera.scanner.networks:
        yield mark + json.dumps(_row(session, network))
        mark = ", "
    yield "]}"


def _age(session: Session) -> dict:
    return {"age_s": session.camera.scanner.age_s, "scanning": session.scanning}


def report(session: Session) -> dict:
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


def facts(session: Session) -> dict:
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


def mac(session: Session) -> str:
    """The station's address; empty where the driver does not tell it."""
    return ":".join("%02x" % byte for byte in session.camera.radio.mac)


def is_joinable(session: Session, network: Network) -> bool:
    return network.security in session.camera.radio.joins


def is_saved(session: Session, network: Network) -> bool:
    """Whether the camera knows this network, as open or as secured as it is now."""
    saved = [known for known in session.camera.memory.networks if known.ssid == network.ssid]
    return bool(saved) and networks.fits(network.security, saved[0])


def _row(session: Session, network: Network) -> dict:
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


def _answer(request, session: Session, ask, needs_body: bool = True):
    """What ``ask`` returns for the request's fields, or the error it raised as JSON."""
    has_body = needs_body or request.content_length
    return answer(lambda: ask(session, fields_of(request) if has_body else {}))


def answer(work):
    """What ``work`` returns, or the error it raised as JSON."""
    try:
        return work()
    except REFUSALS as error:
        word, code = refusal(error)
        fields = {"error": word}
        if isinstance(error, Refused):
            fields["field"] = error.field
        return fields, code


def refusal(error) -> tuple[str, int]:
    """The word for one of REFUSALS, and the HTTP status."""
    if isinstance(error, Refused):
        return error.word, 507 if error.word == "not_stored" else 400
    return "busy" if isinstance(error, Busy) else "deaf", 409


READS = {
    "/api/networks": list_networks,
    "/api/link": tell_link,
    "/api/camera": tell_camera,
    "/api/view": show_view,
}
CHANGES = {
    "/api/scan": scan,
    "/api/join": join,
    "/api/done": done,
    "/api/forget": forget,
    "/api/camera": rename,
    "/api/locate": locate,
}
