"""The commands for one camera, and how each ends."""

from __future__ import annotations

import argparse
import os
import time

from portal.core import sentences

from .. import exit_codes
from ..client.camera import URLS, Camera, Outcome
from ..client.errors import Busy, CameraError, Refused, Unreachable, Vanished
from ..inputs import password_input
from .output import Output, networks_table

# A computer that has just joined the hotspot needs some seconds for its own address.
_FIND_S = 6.0
_PAUSE_S = 1.0
_LOGIN = ("identity", "method", "authority", "server", "certificate")
_HOTSPOT = ". Is this computer on the camera's own Wi-Fi?"
_LIGHT = (
    ". It did not come back to say how it went; its light does. Green and steady: "
    "it is on the network. Blue and slow: its hotspot is open again, join that and ask for the "
    "status. Red: it failed."
)


def run(name: str, arguments: argparse.Namespace) -> int:
    """Do one command; returns the exit code."""
    output = Output(arguments.json)
    try:
        return _COMMANDS[name](_find(arguments), arguments, output)
    except Vanished as fault:
        output.error({"error": "vanished"}, f"{fault}{_LIGHT if name == 'join' else ''}")
        return exit_codes.VANISHED
    except Unreachable as fault:
        output.error({"error": "unreachable"}, f"{fault}{'' if arguments.serial else _HOTSPOT}")
        return exit_codes.UNREACHABLE
    except Refused as refused:
        answer = {"error": refused.word, "field": refused.field}
        output.error(answer, sentences.error(refused.word))
        return exit_codes.REFUSED
    except Busy:
        output.error({"error": "busy"}, sentences.error("busy"))
        return exit_codes.BUSY
    except password_input.NoPassword as fault:
        output.error({"error": "password_missing", "field": "password"}, str(fault))
        return exit_codes.USAGE
    except KeyboardInterrupt:
        output.error({"error": "interrupted"}, "stopped; the camera goes on by itself")
        return exit_codes.INTERRUPTED


def _find(arguments: argparse.Namespace) -> Camera:
    """The camera; a password goes to nothing that has not said that it is one."""
    if arguments.serial:
        return Camera("serial:" + arguments.serial)
    urls = (arguments.url,) if arguments.url else URLS
    started = time.monotonic()
    while True:
        reasons = {}
        for url in urls:
            camera = Camera(url)
            if not (reason := _why_no_camera(camera)):
                return camera
            reasons[camera.where] = reason
        if time.monotonic() - started >= _FIND_S:
            seen = ", ".join(dict.fromkeys(reasons.values()))
            raise Unreachable(" or ".join(reasons), seen)
        time.sleep(_PAUSE_S)


def _why_no_camera(camera: Camera) -> str:
    """Why that is not a camera that can be asked; empty if it is one."""
    try:
        return "" if "portal" in camera.info() else "something else is there"
    except Unreachable as fault:
        return fault.reason
    except CameraError:
        return "something else is there"


def _info(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    answer = camera.info()
    hotspot = answer["hotspot"]
    output.say(
        answer,
        *(f"{key:9} {answer[key]}" for key in ("name", "model", "id", "mac", "board")),
        f"firmware  {answer['firmware']}, portal {answer['portal']}",
        f"hotspot   {hotspot['ssid']}, channel {hotspot['channel']}"
        + (", open to everyone" if hotspot["open"] else ""),
    )
    return exit_codes.DONE


def _scan(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    """The list made again; or as it is, if this radio cannot scan while it hosts."""
    try:
        with output.waiting("The camera listens") as tell:
            answer = camera.scan(tell)
    except Refused as refused:
        if refused.word != "deaf":
            raise
        answer = camera.networks()
    age = f"heard {answer['age_s']} s ago" if answer["networks"] else "It hears no network."
    output.say(answer, networks_table(answer["networks"]), age)
    return exit_codes.DONE


def _status(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    link = camera.link()
    if link["state"] in ("idle", "joining"):
        name = f" {link['ssid']}" if link["ssid"] else ""
        output.say(link, link["state"] + name)
        return exit_codes.NO_VERDICT
    return _tell(Outcome(link["attempt"], link), output, link)


def _join(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    fields = _fields(arguments)
    name = arguments.ssid or f"network {arguments.id}"
    password = password_input.given(arguments.password_file)
    if password is None and not _is_open(camera, fields):
        password = password_input.ask(name)
    if password:
        fields["password"] = password
    with output.waiting(f"Joining {name}") as tell:
        outcome = camera.join_when_free(fields, tell, arguments.limit)
    code = _tell(outcome, output, outcome.link)
    try:
        camera.done()
    except Unreachable:
        pass  # the hotspot has closed already
    return code


def _fields(arguments: argparse.Namespace) -> dict:
    fields = {key: getattr(arguments, key) for key in ("ssid", "id", "security", *_LOGIN)}
    fields["hidden"] = arguments.hidden
    if arguments.identity and not arguments.security:
        fields["security"] = "enterprise"
    return {key: value for key, value in fields.items() if value}


def _is_open(camera: Camera, fields: dict) -> bool:
    """Whether the camera hears that network, and only without a password."""
    wanted = fields.get("id", "").lower() or _id_of(fields["ssid"])
    heard = [row["security"] for row in camera.networks()["networks"] if row["id"] == wanted]
    securities = [fields["security"]] if "security" in fields else heard
    return bool(securities) and set(securities) == {"open"}


def _id_of(ssid: str) -> str:
    return os.fsencode(ssid).hex()


def _tell(outcome: Outcome, output: Output, link: dict) -> int:
    """Say the verdict, in the page's sentences."""
    name = link["ssid"] or ""
    if outcome.verdict == "joined":
        lines = [f"joined: the camera is on {name}", f"address {outcome.address}"]
        lines.append(f"host name {outcome.hostname}")
    else:
        title, advice = sentences.reason(outcome.verdict, name)
        rssi = "not heard" if outcome.rssi is None else f"{outcome.rssi} dBm"
        lines = [f"{outcome.verdict}: {title}", advice]
        lines.append(f"Signal {rssi}, answer after {outcome.elapsed_ms // 1000} s.")
    output.say({"verdict": outcome.verdict, **link}, *lines)
    return exit_codes.OF_VERDICT[outcome.verdict]


def _forget(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    if arguments.all:
        camera.forget()
    else:
        camera.forget(arguments.id or _id_of(arguments.ssid))
    name = "every network" if arguments.all else arguments.ssid or arguments.id
    output.say({}, f"The camera has forgotten {name}.")
    return exit_codes.DONE


def _rename(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    camera.rename(arguments.name)
    output.say({}, f"The camera's name is {arguments.name}; its hotspot keeps its own.")
    return exit_codes.DONE


def _country(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    camera.set_country(arguments.country)
    output.say({}, f"The camera's radio keeps to the channels of {arguments.country.upper()}.")
    return exit_codes.DONE


def _locate(camera: Camera, arguments: argparse.Namespace, output: Output) -> int:
    camera.locate()
    output.say({}, "Its light is white and blinks very quickly, for ten seconds.")
    return exit_codes.DONE


_COMMANDS = {
    "info": _info,
    "scan": _scan,
    "status": _status,
    "join": _join,
    "forget": _forget,
    "locate": _locate,
    "rename": _rename,
    "country": _country,
}
