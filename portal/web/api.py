"""The page's API: the commands as HTTP, JSON in and out, words from closed lists, no secret."""

import json

from ..setup import commands
from . import request_guard

_JSON = {"Content-Type": "application/json; charset=UTF-8"}


async def answer(request, session):
    """What a call under ``/api/`` returns; None if there is no such call."""
    path = request.path[len("/api/") :]
    if path == "view":
        return await _view(request, session)
    command = find(request, path)
    if command is commands.list_networks:
        return _list_in_pieces(session), 200, _JSON
    if command:
        return _run(request, session, command)
    is_known = path in [place for _, place, _ in commands.COMMANDS.values()]
    return wrong_method() if is_known else None


def find(request, path: str):
    """The command of a path, for this request's method; None if there is none."""
    for method, place, command in commands.COMMANDS.values():
        if place == path and changes(request) == (method == "POST"):
            return command
    return None


def changes(request) -> bool:
    """Whether it asks for a change: all that is not POST, HEAD too, only reads."""
    return request.method == "POST"


def wrong_method():
    return {"error": "method"}, 405


def fields_of(request) -> dict:
    """The fields of a JSON or form body. Raises Refused if it is neither."""
    return commands.parse_fields(lambda: _body_of(request))


def status_of(answer: dict) -> int:
    """The HTTP status for an answer of ``commands.why_refused``."""
    word = answer["error"]
    if word == "not_stored":
        return 507
    return 409 if word in ("busy", "deaf") else 400


async def _view(request, session):
    if changes(request):
        return wrong_method()
    if not session.lens:
        return {"error": "no_lens"}, 404
    from . import camera_view  # most setups need no picture

    return await camera_view.answer(request, session)


def _run(request, session, command):
    """What the command answers, or why it has refused, as JSON."""
    try:
        told = command(session, _fields_for(request, command))
    except commands.REFUSALS as error:
        told = commands.why_refused(error)
        return told, status_of(told)
    if changes(request):
        return (told, 202) if told else ("", 204)
    return told


def _fields_for(request, command) -> dict:
    """Most commands that change something need fields; those that need none may come without."""
    needs = command in (commands.join, commands.forget, commands.rename)
    return fields_of(request) if needs or request.content_length else {}


def _body_of(request):
    # Microdot compares it letter by letter.
    request.content_type = request_guard.media_type(request.content_type)
    form = request.form
    return request.json if form is None else {key: form[key] for key in form}


def _list_in_pieces(session):
    """The list as JSON, row by row: all of many networks would not fit a small heap at once."""
    yield json.dumps(commands.age(session))[:-1] + ', "networks": ['
    mark = ""
    for network in session.camera.scanner.networks:
        yield mark + json.dumps(commands.row(session, network))
        mark = ", "
    yield "]}"
