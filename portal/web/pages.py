"""The pages: the list with its form, and the progress with its result.

Each is whole without JavaScript: forms post, answers are 303, and a page that waits for
something loads itself again. The script in ``static/portal.js`` asks for the same HTML in parts
and puts it in place, so that every sentence is written once, here.
"""

import os

from ..core import const, sentences
from ..setup.session import Session
from . import api
from .template import in_pieces, render
from .views import last_attempt, list_form, network_rows, report

# A scan takes 3 s, a hotspot's move to another channel up to 5 s; a page that asks while the
# hotspot is away shows the browser's own error and never asks again.
_REFRESH_S = const(4)
_REFRESH_AFTER_MOVE_S = const(9)
_REFRESH_WHERE_IT_GOES_S = const(30)  # two tries, a scan, and the phone's own way back

_HTML = const("text/html; charset=UTF-8")


async def home(request, session: Session):
    if "list" in request.args or not _is_underway(session):
        return _list_page(session, _last_failure(session))
    return _link_page(session)


async def list_again(request, session: Session):
    return _part(network_rows(session, ""))


async def show_link(request, session: Session):
    return _part(last_attempt(session)) if _wants_part(request) else _link_page(session)


async def show_report(request, session: Session):
    if _wants_part(request):
        return _part(report(session))
    return _page(session, iter(()), report(session), iter(()))


async def join(request, session: Session):
    return _do(request, session, "/link", _ask_join)


async def scan(request, session: Session):
    return _do(request, session, "/?list", api.ask_scan)


async def forget(request, session: Session):
    return _do(request, session, "/?list", _ask_forget_all)


async def rename(request, session: Session):
    return _do(request, session, "/?list", api.ask_rename)


async def locate(request, session: Session):
    session.camera.lamp.locate()
    return _see_other("/?list")


async def done(request, session: Session):
    session.done()
    return _see_other("/link")


def _wants_part(request) -> bool:
    """Whether the script asks, which puts a part of the page in place."""
    return "part" in request.args


def _ask_forget_all(session: Session, fields: dict):
    return api.ask_forget(session, {})


def _ask_join(session: Session, fields: dict):
    """A row stands for its id, see ``views``, and perhaps for a security; the form sends its own
    choice of one with every row, and means typed names."""
    if fields.get("id"):
        fields = dict(fields)
        fields["id"], _, fields["security"] = str(fields["id"]).partition(" ")
    return api.ask_join(session, fields)


def _do(request, session: Session, path: str, ask):
    """Do what a form asks and send the browser on; or show the list with what is wrong.

    The script asks for a part, the last attempt or the error, instead of the whole page.
    """
    fields: dict = {}
    try:
        fields = api.fields_of(request)
        ask(session, fields)
        return _part(last_attempt(session)) if _wants_part(request) else _see_other(path)
    except api.REFUSALS as raised:
        word, code = api.refusal(raised)
    error = render("error.html", error=sentences.error(word))
    if _wants_part(request):
        return _part(error, code)
    return _list_page(session, error, fields.get("id", ""), code)


def _see_other(path: str):
    return "", 303, {"Location": path}


def _list_page(session: Session, last, chosen: str = "", code: int = 200):
    refresh = _refresh("/?list", _REFRESH_S) if session.scanning else iter(())
    return _page(session, last, list_form(session, chosen), refresh, code)


def _link_page(session: Session):
    attempt = session.camera.attempt
    refresh = iter(())
    if attempt and attempt.state == "joining":
        refresh = _refresh("/link", _until_it_answers_s(session, attempt))
    return _page(session, last_attempt(session), iter(()), refresh)


def _until_it_answers_s(session: Session, attempt) -> int:
    """Seconds after which the page finds the hotspot there."""
    if session.camera.radio.hotspot == "goes":
        return _REFRESH_WHERE_IT_GOES_S
    moves = attempt.elapsed_ms == 0 and not session.on_channel(attempt)
    return _REFRESH_AFTER_MOVE_S if moves else _REFRESH_S


def _refresh(path: str, seconds: int):
    return render("refresh.html", path=path, seconds=seconds)


def _page(session: Session, link, content, refresh, code: int = 200):
    """A whole page. The policy lets in this page's own style and script, by a number that is
    used once, and nothing else: whatever a stranger's SSID says, nothing of it is ever run."""
    nonce = os.urandom(8).hex()
    headers = {
        "Content-Type": _HTML,
        "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "style-src 'nonce-%s'; script-src 'nonce-%s'" % (nonce, nonce),
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
    return last_attempt(session) if attempt and attempt.state == "failed" else iter(())


READS = {
    "/": home,
    "/networks": list_again,
    "/link": show_link,
    "/report": show_report,
}
CHANGES = {
    "/join": join,
    "/scan": scan,
    "/forget": forget,
    "/camera": rename,
    "/locate": locate,
    "/done": done,
}
