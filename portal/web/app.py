"""The web application: Microdot, with the rules that hold for every request.

What answers is loaded when a phone asks, and freed when all have their answers: in between, that
memory is there for a join or for writing the settings.
"""

from microdot import Microdot, Request

from ..core import const, modules
from ..server import http_connection
from . import request_guard

_BODY_BYTES_MAX = const(2048)  # a name, a password and their percent signs are under 600
_DISCARD_BYTES_MAX = const(65536)

_STATUS_OF = {
    request_guard.NOT_FOUND: 404,
    request_guard.FOREIGN_HOST: 403,
    request_guard.FOREIGN_ORIGIN: 403,
    request_guard.CONTENT_TYPE: 415,
}
_HTML = {"Content-Type": "text/html; charset=UTF-8"}


class Web:
    """The page, its API and the captive portal's redirects, for one session.

    ``app`` is the Microdot application that serves them; ``handle_request`` is as its own.
    """

    def __init__(self, session) -> None:
        Request.max_content_length = _BODY_BYTES_MAX
        Request.max_body_length = _BODY_BYTES_MAX
        Request.max_readline = http_connection.HEAD_BYTES_MAX
        self._session = session
        self._before: set = set()
        self._underway = 0
        self.app = app = Microdot()
        # Two routes for all paths: one for each would take 300 bytes of a camera's heap.
        app.route("/", methods=["GET", "POST"])(self._answer)
        app.route("/<path:path>", methods=["GET", "POST"])(self._answer)
        app.after_request(_finish)
        app.after_error_request(_finish)
        app.errorhandler(404)(self._answer_unknown)
        app.errorhandler(405)(self._refuse_method)
        for status, answer in ((400, _malformed), (413, _too_large), (500, _broken)):
            app.errorhandler(status)(answer)

    async def handle_request(self, reader, writer) -> None:
        """Serve one connection, to the last byte of its answer."""
        if not self._underway:
            self._before = modules.loaded()
        self._underway += 1
        try:
            await self.app.handle_request(reader, writer)
        finally:
            self._underway -= 1
            if not self._underway:
                modules.let_go(self._before)

    async def _answer(self, request, path: str = ""):
        refusal = self._refuse(request)
        if refusal:
            return refusal
        found = await _handlers_of(request.path).answer(request, self._session)
        return self._redirect_or_welcome(request) if found is None else found

    async def _answer_unknown(self, request):
        """A proxy's request has a whole URL instead of a path (RFC 9112, 3.2.2)."""
        return self._refuse(request) or self._redirect_or_welcome(request)

    async def _refuse_method(self, request):
        return self._refuse(request) or ({"error": "method"}, 405)

    def _refuse(self, request):
        """The answer to a request that the guard refuses, or None if it may go on."""
        session = self._session
        header = request.headers.get
        word = request_guard.why_refused(
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
        if word == request_guard.REDIRECT:
            return self._redirect_or_welcome(request)
        return {"error": word}, _STATUS_OF[word]

    def _redirect_or_welcome(self, request):
        """A redirect to the page. It has a body because iOS ignores a redirect without one
        (Espressif's captive_portal example)."""
        session = self._session
        if session.joined:
            from . import captive_probes  # not loaded before there is a link

            content = captive_probes.online_answer(
                request.headers.get("Host", ""), request.path, session.shown
            )
            if content:
                return content[1], content[0], _HTML
        url = "http://%s/" % session.hotspot.address
        headers = {"Location": url, "Content-Type": _HTML["Content-Type"]}
        return '<a href="%s">%s</a>' % (url, url), 302, headers


def _handlers_of(path: str):
    """The module that has the calls of ``path``; only that one is loaded."""
    if path.startswith("/api/"):
        from . import api

        return api
    from . import pages

    return pages


async def _finish(request, response):
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


async def _malformed(request):
    return {"error": "malformed"}, 400


async def _too_large(request):
    await request.stream.discard(min(request.content_length, _DISCARD_BYTES_MAX))
    return {"error": "too_large"}, 413


async def _broken(request):
    return {"error": "internal"}, 500
