"""The pages: the list with its form, and the progress with its result.

Each is whole without JavaScript: forms post, answers are 303, and a page that waits for
something loads itself again. The script in ``static/portal.js`` asks for the same HTML in parts
and puts it in place, so that every sentence is written once, here.
"""

import os

from . import api, networks, words
from .constant import const
from .credentials import Refused
from .session import Busy, Session
from .template import in_pieces, render

# A scan takes 3 s, a hotspot's move to another channel up to 5 s; a page that asks while the
# hotspot is away shows the browser's own error and never asks again.
_REFRESH_S = const(4)
_REFRESH_AFTER_MOVE_S = const(9)

_HTML = "text/html; charset=UTF-8"

# Bars as phones draw them: what holds a good picture, a picture, a link, hardly a link.
_BARS_DBM = (-60, -70, -80)


def add_routes(app, session: Session) -> None:
    """Put the pages on ``app``, a Microdot application."""

    @app.get("/")
    async def home(request):
        if "list" in request.args or not _is_underway(session):
            return _list_page(session, _last_failure(session))
        return _link_page(session)

    @app.get("/networks")
    async def list_again(request):
        return _part(_networks(session, ""))

    @app.get("/link")
    async def link(request):
        return _part(_link(session)) if "part" in request.args else _link_page(session)

    _add_forms(app, session)


def _add_forms(app, session: Session) -> None:
    @app.post("/join")
    async def join(request):
        return _do(request, session, "/link", lambda fields: api.ask_join(session, fields))

    @app.post("/scan")
    async def scan(request):
        return _do(request, session, "/?list", lambda fields: api.ask_scan(session))

    @app.post("/forget")
    async def forget(request):
        return _do(request, session, "/?list", lambda fields: api.ask_forget(session, {}))

    @app.post("/locate")
    async def locate(request):
        session.camera.lamp.locate()
        return _see_other("/?list")

    @app.post("/done")
    async def done(request):
        session.done()
        return _see_other("/link")


def _do(request, session: Session, path: str, ask):
    """Do what a form asks and send the browser on; or show the list with what is wrong.

    The script asks for a part, the last attempt or the error, instead of the whole page.
    """
    fields: dict = {}
    try:
        fields = api.fields_of(request)
        ask(fields)
        return _part(_link(session)) if "part" in request.args else _see_other(path)
    except Refused as refused:
        word, code = refused.word, 400
    except Busy:
        word, code = "busy", 409
    error = render("error.html", error=words.error(word))
    if "part" in request.args:
        return _part(error, code)
    return _list_page(session, error, fields.get("id", ""), code)


def _see_other(path: str):
    return "", 303, {"Location": path}


def _list_page(session: Session, last, chosen: str = "", code: int = 200):
    refresh = _refresh("/?list", _REFRESH_S) if session.scanning else iter(())
    return _page(session, last, _list(session, chosen), refresh, code)


def _link_page(session: Session):
    attempt = session.camera.attempt
    refresh = iter(())
    if attempt and attempt.state == "joining":
        moves = attempt.elapsed_ms == 0 and not session.on_channel(attempt)
        refresh = _refresh("/link", _REFRESH_AFTER_MOVE_S if moves else _REFRESH_S)
    return _page(session, _link(session), iter(()), refresh)


def _refresh(path: str, seconds: int):
    return render("refresh.html", path=path, seconds=seconds)


def _page(session: Session, link, content, refresh, code: int = 200):
    """A whole page. The policy lets in this page's own style and script, by a number that is
    used once, and nothing else: whatever a stranger's SSID says, nothing of it is ever run."""
    nonce = os.urandom(8).hex()
    headers = {
        "Content-Type": _HTML,
        "Content-Security-Policy": "default-src 'none'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; style-src 'nonce-%s'; script-src 'nonce-%s'"
        % (nonce, nonce),
    }
    page = render(
        "page.html",
        nonce=nonce,
        camera=session.camera.identity.name,
        hotspot=session.hotspot.ssid,
        refresh=refresh,
        link=link,
        list=content,
    )
    return in_pieces(page), code, headers


def _part(content, code: int = 200):
    return in_pieces(content), code, {"Content-Type": _HTML}


def _is_underway(session: Session) -> bool:
    attempt = session.camera.attempt
    return session.joined or bool(attempt and attempt.state == "joining")


def _last_failure(session: Session):
    attempt = session.camera.attempt
    return _link(session) if attempt and attempt.state == "failed" else iter(())


def _list(session: Session, chosen: str):
    identity = session.camera.identity
    attempt = session.camera.attempt
    if attempt and attempt.state == "failed":
        chosen = chosen or attempt.credentials.ssid.hex()
    return render(
        "list.html",
        networks=_networks(session, chosen),
        model=identity.model,
        id=identity.id,
        mac=":".join("%02x" % byte for byte in session.camera.radio.mac),
        firmware=identity.firmware,
        portal=identity.portal,
        hotspot=session.hotspot.ssid,
        saved=len(session.camera.memory.networks),
    )


def _networks(session: Session, chosen: str):
    scanner = session.camera.scanner
    return render(
        "networks.html",
        age_s=scanner.age_s,
        scanning="scanning" if session.scanning else "",
        rows=_rows(session, chosen),
        none=iter(()) if scanner.networks else render("none.html"),
    )


def _rows(session: Session, chosen: str):
    for network in session.camera.scanner.networks:
        yield from render(
            "row.html",
            id=network.id,
            name=network.name,
            security=network.security,
            details=_details(session, network),
            bars=sum(1 for limit in _BARS_DBM if network.rssi > limit) + 1,
            rssi=network.rssi,
            state=" checked" if network.id == chosen else "",
        )


def _details(session: Session, network) -> str:
    details = []
    if network.security == networks.OPEN:
        details.append("open, no password")
    if api.is_saved(session, network):
        details.append("saved")
    if network.radios > 1:
        details.append("%d access points" % network.radios)
    if not api.is_joinable(session, network):
        details.append("%s: this camera cannot join it" % network.security.upper())
    return ", ".join(details)


def _link(session: Session):
    """The last attempt: its steps while it lasts, then its result."""
    attempt = session.camera.attempt
    if not attempt:
        return render("idle.html")
    common = {"number": attempt.number, "name": attempt.credentials.name}
    if attempt.state == "joining":
        return render(
            "joining.html",
            one="now" if attempt.step == "associating" else "past",
            two="now" if attempt.step == "address" else "next",
            hotspot=session.hotspot.ssid,
            address=session.hotspot.address,
            **common,
        )
    if attempt.state == "failed":
        title, advice = words.reason(attempt.reason or "", attempt.credentials.name)
        rssi = "not heard" if attempt.rssi is None else "%d dBm" % attempt.rssi
        seconds = attempt.elapsed_ms // 1000
        return render(
            "failed.html", title=title, advice=advice, rssi=rssi, seconds=seconds, **common
        )
    return _joined(session, common)


def _joined(session: Session, common: dict):
    attempt = session.camera.attempt
    closes_ms = session.closes_ms() or 0
    return render(
        "joined.html",
        address=attempt.address,
        hostname=session.camera.identity.hostname,
        closes_s=(closes_ms + 999) // 1000,
        done=render("done.html" if session.shown else "button.html"),
        kept=iter(()) if session.stored else render("unkept.html"),
        camera=session.camera.identity.name,
        **common,
    )
