"""The web application: Microdot, with the rules that hold for every request."""

from microdot import Microdot, Request

from . import api, guard, pages
from .constant import const
from .session import Session

_BODY_BYTES_MAX = const(2048)  # a name, a password and their percent signs are under 600
_DISCARD_BYTES_MAX = const(65536)

_STATUS_OF = {
    guard.NOT_FOUND: 404,
    guard.FOREIGN_HOST: 403,
    guard.FOREIGN_ORIGIN: 403,
    guard.CONTENT_TYPE: 415,
}
_HTML = {"Content-Type": "text/html; charset=UTF-8"}


def create_app(session: Session) -> Microdot:
    """The page, its API and the captive portal's redirects, for one session."""
    Request.max_content_length = _BODY_BYTES_MAX
    Request.max_body_length = _BODY_BYTES_MAX
    app = Microdot()
    _add_rules(app, session)
    _add_errors(app, session)
    api.add_routes(app, session)
    pages.add_routes(app, session)
    return app


def _add_rules(app: Microdot, session: Session) -> None:
    @app.before_request
    async def check(request):
        return _answer_to_objection(request, session)

    async def finish(request, response):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    app.after_request(finish)
    app.after_error_request(finish)


def _add_errors(app: Microdot, session: Session) -> None:
    @app.errorhandler(404)
    async def not_found(request):
        return _answer_to_objection(request, session) or _redirect(request, session)

    @app.errorhandler(405)
    async def wrong_method(request):
        return _answer_to_objection(request, session) or ({"error": "method"}, 405)

    @app.errorhandler(413)
    async def too_large(request):
        await request.stream.discard(min(request.content_length, _DISCARD_BYTES_MAX))
        return {"error": "too_large"}, 413

    @app.errorhandler(400)
    async def malformed(request):
        return {"error": "malformed"}, 400

    @app.errorhandler(500)
    async def broken(request):
        return {"error": "internal"}, 500


def _answer_to_objection(request, session: Session):
    """The answer that the guard wants given, or None where the request may go on."""
    header = request.headers.get
    word = guard.objection(
        request.method,
        request.path,
        header("Host"),
        header("Origin"),
        header("Content-Type"),
        session.hotspot.address,
    )
    if word is None:
        session.touch()
        return None
    if word == guard.REDIRECT:
        return _redirect(request, session)
    return {"error": word}, _STATUS_OF[word]


def _redirect(request, session: Session):
    """To the page; it has a body because iOS takes a bare redirect for no answer (Espressif's
    captive_portal example)."""
    if session.joined:
        from . import probes  # not needed, and not loaded, before there is a link

        content = probes.welcome(request.headers.get("Host", ""), request.path, session.shown)
        if content:
            return content[1], content[0], _HTML
    url = "http://%s/" % session.hotspot.address
    headers = {"Location": url, "Content-Type": _HTML["Content-Type"]}
    return '<a href="%s">Set up the camera</a>' % url, 302, headers
