"""What the pages show of a session: the list with its form, and the last attempt.

Each view yields HTML, a template's; nothing here changes anything, and every sentence is the
template's.
"""

from ..core import const, sentences
from ..join import networks, verdict
from ..setup import commands
from .template import render

# Bars as phones draw them: four for a good video picture, one for hardly a link.
_BARS_DBM = const((-60, -70, -80))


def list_form(session, chosen: str):
    """The list and everything that can be done with it.

    :param chosen: what the form sent for the network that is chosen now.
    """
    camera = session.camera
    return render(
        "list.html",
        networks=network_rows(session, chosen or _last_choice(session)),
        stays=session.can_scan,
        lens=session.lens,
        country=camera.store.get("country") or "",
        enterprise=networks.ENTERPRISE in camera.radio.joins,
        authorities=_authorities(session),
        saved=len(camera.store.networks),
        **_facts(session),
    )


def _last_choice(session) -> str:
    """The row of what has just failed, to be tried again."""
    attempt = session.camera.attempt
    heard = session.camera.scanner.networks
    network = networks.find(heard, attempt.credentials) if attempt else None
    return _choice(network, heard) if network and attempt.state == "failed" else ""


def _choice(network, heard: list) -> str:
    """What the form sends for a network: its id, and its security if two have that id."""
    twins = [other for other in heard if other.ssid == network.ssid]
    return network.id if len(twins) == 1 else "%s %s" % (network.id, network.security)


def _facts(session) -> dict:
    """What identifies the camera, for people."""
    identity = session.camera.identity
    return {
        "name": identity.name,
        "model": identity.model,
        "id": identity.id,
        "mac": commands.mac(session),
        "firmware": identity.firmware,
        "portal": identity.portal,
        "hotspot": session.hotspot.ssid,
        "channel": session.hotspot.channel,
    }


def report(session):
    """The installation in plain figures, to copy, to send and to keep."""
    scanner = session.camera.scanner
    attempt = session.camera.attempt
    return render(
        "report.html",
        attempt=attempt,
        ssid=attempt and attempt.credentials.name,
        word=attempt and (attempt.reason or attempt.state),
        elapsed_ms=attempt and attempt.elapsed_ms,
        heard=attempt and attempt.rssi is not None,
        rssi=attempt and attempt.rssi,
        address=attempt and attempt.address,
        hostname=session.camera.identity.hostname,
        age_s=scanner.age_s,
        rows=_report_rows(scanner.networks),
        **_facts(session),
    )


def _report_rows(heard):
    for network in heard:
        yield from render(
            "report_row.txt",
            name=network.name,
            rssi=network.rssi,
            channel=network.channel,
            security=network.security,
            radios=network.radios,
        )


def _authorities(session):
    for file in session.camera.store.certificates():
        yield from render("authority.html", name=file)


def network_rows(session, chosen: str):
    """The list itself.

    :param chosen: as ``list_form`` has it.
    """
    scanner = session.camera.scanner
    return render(
        "networks.html",
        age_s=scanner.age_s,
        scanning=session.scanning,
        rows=_rows(session, chosen),
        heard=scanner.networks,
    )


def _rows(session, chosen: str):
    heard = session.camera.scanner.networks
    for network in heard:
        choice = _choice(network, heard)
        joinable = commands.is_joinable(session, network)
        yield from render(
            "row.html",
            choice=choice,
            name=network.name,
            security=network.security,
            open=network.security == networks.OPEN,
            saved=commands.is_saved(session, network),
            login=joinable and network.security == networks.ENTERPRISE,
            joinable=joinable,
            kind=network.security.upper(),
            bars=sum(1 for limit in _BARS_DBM if network.rssi > limit) + 1,
            rssi=network.rssi,
            channel=network.channel,
            radios=network.radios,
            several=network.radios > 1,
            chosen=choice == chosen,
        )


def last_attempt(session):
    """The last attempt: its steps while it lasts, then its result."""
    attempt = session.camera.attempt
    if not attempt:
        return render("idle.html")
    common = {
        "number": attempt.number,
        "name": attempt.credentials.name,
        "stays": session.camera.radio.hotspot == "stays",
    }
    if attempt.state == "joining":
        return _joining(session, common)
    if attempt.state == "failed":
        return _failed(attempt, common)
    return _joined(session, common)


def _joining(session, common: dict):
    step = session.camera.attempt.step
    return render(
        "joining.html",
        one="now" if step == "associating" else "past",
        two="now" if step == "address" else "next",
        hotspot=session.hotspot.ssid,
        address=session.hotspot.address,
        **common,
    )


def _failed(attempt, common: dict):
    # Isolated, as <bdi> does it: a name may hold marks that turn the sentence around.
    name = "\u2068%s\u2069" % attempt.credentials.name
    title, advice = sentences.reason(_sentence_of(attempt), name)
    return render(
        "failed.html",
        title=title,
        advice=advice,
        heard=attempt.rssi is not None,
        rssi=attempt.rssi,
        seconds=attempt.elapsed_ms // 1000,
        **common,
    )


def _sentence_of(attempt) -> str:
    """The word for the failure's sentence: a verdict has several, if more is known."""
    if attempt.untrusted:
        return "untrusted"
    if attempt.reason == verdict.NOT_FOUND and attempt.credentials.hidden:
        return "unheard"
    if attempt.reason == verdict.WRONG_PASSWORD and not attempt.credentials.secured:
        return "locked"
    return attempt.reason


def _joined(session, common: dict):
    camera = session.camera
    login = camera.attempt.credentials.login
    closes_ms = session.closes_ms() or 0
    return render(
        "joined.html",
        address=camera.attempt.address,
        mdns=camera.radio.mdns,
        hostname=camera.identity.hostname,
        closes_s=(closes_ms + 999) // 1000,
        shown=session.shown,
        login=login,
        authority=login and login.authority,
        certificate=login and login.certificate,
        stored=session.stored,
        camera=camera.identity.name,
        **common,
    )
