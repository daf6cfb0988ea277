"""The pages: the list with its form, and the progress with its result.

Each is whole without JavaScript: forms post, answers are 303, and a page that waits for
something loads itself again. The script in ``static/portal.js`` asks for the same HTML in parts
and puts it in place, so that every sentence is written once, in ``templates/``.
"""

import os

from ..core import const, sentences
from ..setup import commands
from . import api, views
from .template import in_pieces, render

# A scan takes 3 s, a hotspot's move to another channel up to 5 s; a page that asks while the
# hotspot is away shows the browser's own error and never asks again.
_REFRESH_S = const(4)
_REFRESH_AFTER_MOVE_S = const(9)
_REFRESH_IF_IT_GOES_S = const(30)  # two tries, a scan, and the phone's own way back

_HTML = const("text/html; charset=UTF-8")


async def answer(request, session):
    """What a page's path, or a form, returns; None if there is no such page."""
    path = request.path
    reader = _PAGES.get(path)
    command = api.find(request, path[1:]) if api.changes(request) else None
    if command:
        return _do(request, session, command)
    if reader and not api.changes(request):
        return reader(request, session)
    return api.wrong_method() if reader or _is_form(path) else None


def _is_form(path: str) -> bool:
    return path[1:] in [
        place for method, place, _ in commands.COMMANDS.values() if method == "POST"
    ]


def _home(request, session):
    attempt = session.camera.attempt
    is_underway = session.joined or bool(attempt and attempt.state == "joining")
    if is_underway and "list" not in request.args:
        return _link_page(session)
    has_failed = attempt and attempt.state == "failed"
    return _list_page(session, views.last_attempt(session) if has_failed else iter(()))


def _list(request, session):
    return _part(views.network_rows(session, ""))


def _link(request, session):
    return _part(views.last_attempt(session)) if _wants_part(request) else _link_page(session)


def _report(request, session):
    if _wants_part(request):
        return _part(views.report(session))
    return _page(session, iter(()), views.report(session))


def _wants_part(request) -> bool:
    """Whether the script asks, which puts a part of the page in place."""
    return "part" in request.args


def _do(request, session, command):
    """Do what a form asks and send the browser on; or show the list with what is wrong.

    The script asks for a part, the last attempt or the error, instead of the whole page.
    """
    fields: dict = {}
    try:
        fields = _fields_for(request, command)
        command(session, fields)
    except commands.REFUSALS as error:
        return _refusal(request, session, commands.why_refused(error), fields.get("id", ""))
    if _wants_part(request):
        return _part(views.last_attempt(session))
    is_about_link = command in (commands.join, commands.done)
    return "", 303, {"Location": "/link" if is_about_link else "/?list"}


def _fields_for(request, command) -> dict:
    """A form's fields, as the command takes them."""
    if command is commands.forget:
        return {}  # the form has one button, for all
    fields = api.fields_of(request)
    if fields.get("id"):
        # A row stands for its id, see ``views``, and perhaps for a security; the form sends its
        # own choice of one with every row, and means typed names.
        fields = dict(fields)
        fields["id"], _, fields["security"] = str(fields["id"]).partition(" ")
    return fields


def _refusal(request, session, told: dict, chosen: str):
    error = render("error.html", error=sentences.error(told["error"]))
    if _wants_part(request):
        return _part(error, api.status_of(told))
    return _list_page(session, error, chosen, api.status_of(told))


def _list_page(session, last, chosen: str = "", code: int = 200):
    seconds = _REFRESH_S if session.scanning else 0
    return _page(session, last, views.list_form(session, chosen), "/?list", seconds, code)


def _link_page(session):
    attempt = session.camera.attempt
    is_joining = attempt and attempt.state == "joining"
    seconds = _until_it_answers_s(session, attempt) if is_joining else 0
    return _page(session, views.last_attempt(session), iter(()), "/link", seconds)


def _until_it_answers_s(session, attempt) -> int:
    """Seconds after which the page finds the hotspot there."""
    if session.camera.radio.hotspot == "goes":
        return _REFRESH_IF_IT_GOES_S
    moves = attempt.elapsed_ms == 0 and not session.on_channel(attempt)
    return _REFRESH_AFTER_MOVE_S if moves else _REFRESH_S


def _page(session, link, content, path: str = "", refresh_s: int = 0, code: int = 200):
    """A whole page. The policy lets in this page's own style and script, by a number that is
    used once, and nothing else: whatever a stranger's SSID contains, none of it runs.

    :param path: what the page loads again after ``refresh_s`` seconds; 0 for never.
    """
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
        path=path,
        refresh_s=refresh_s,
        link=link,
        list=content,
    )
    return in_pieces(page), code, headers


def _part(content, code: int = 200):
    return in_pieces(content), code, {"Content-Type": _HTML}


_PAGES = {"/": _home, "/networks": _list, "/link": _link, "/report": _report}
