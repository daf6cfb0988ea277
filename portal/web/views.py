"""What the pages show of a session: the list with its form, and the last attempt.

Each view yields HTML, a template's; nothing here changes anything.
"""

from ..core import const, sentences
from ..join import networks, verdict
from ..setup.session import Session
from . import api
from .template import render

# Bars as phones draw them: what holds a good picture, a picture, a link, hardly a link.
_BARS_DBM = const((-60, -70, -80))


def list_form(session: Session, chosen: str):
    saved = len(session.camera.memory.networks)
    return render(
        "list.html",
        networks=network_rows(session, chosen or _last_choice(session)),
        signal=render("signal.html") if session.can_scan else iter(()),
        view=render("view.html") if session.lens else iter(()),
        country=session.camera.memory.get("country") or "",
        scan=render("scan.html" if session.can_scan else "deaf.html"),
        warning=_if_it_goes(session, "warning.html", hotspot=session.hotspot.ssid),
        company=_if_enterprise(session, "company.html"),
        login=_if_enterprise(session, "login.html", authorities=_authorities(session)),
        forget=render("forget.html", saved=saved) if saved else iter(()),
        **_facts(session),
    )


def _last_choice(session: Session) -> str:
    """The row of what has just failed, to be tried again."""
    attempt = session.camera.attempt
    heard = session.camera.scanner.networks
    network = networks.find(heard, attempt.credentials) if attempt else None
    return _choice(network, heard) if network and attempt.state == "failed" else ""


def _choice(network, heard: list) -> str:
    """What the form sends for a network: its id, and its security where two have that id."""
    twins = [other for other in heard if other.ssid == network.ssid]
    return network.id if len(twins) == 1 else "%s %s" % (network.id, network.security)


def _facts(session: Session) -> dict:
    """What a person reads out who is asked which camera this is."""
    identity = session.camera.identity
    return {
        "name": identity.name,
        "model": identity.model,
        "id": identity.id,
        "mac": api.mac(session) or "not told by this radio",
        "firmware": identity.firmware,
        "portal": identity.portal,
        "hotspot": session.hotspot.ssid,
        "channel": session.hotspot.channel,
    }


def report(session: Session):
    """The installation in plain figures, to copy, to send and to keep."""
    scanner = session.camera.scanner
    attempt = session.camera.attempt
    return render(
        "report.html",
        attempt=_figures_of(session, attempt) if attempt else iter(()),
        age_s=scanner.age_s,
        rows=_report_rows(scanner.networks),
        **_facts(session),
    )


def _figures_of(session: Session, attempt):
    return render(
        "report_attempt.txt",
        ssid=attempt.credentials.name,
        word=attempt.reason or attempt.state,
        elapsed_ms=attempt.elapsed_ms,
        signal=_signal(attempt.rssi),
        address=attempt.address or "none",
        hostname=session.camera.identity.hostname,
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


def _signal(rssi: int | None) -> str:
    return "not heard" if rssi is None else "%d dBm" % rssi


def _if_enterprise(session: Session, template: str, **values):
    """A template that is of use only where the radio can join enterprise networks."""
    if networks.ENTERPRISE in session.camera.radio.joins:
        return render(template, **values)
    return iter(())


def _if_it_goes(session: Session, template: str, **values):
    """A template that is of use only where the hotspot makes way for the join."""
    return iter(()) if session.camera.radio.hotspot == "stays" else render(template, **values)


def _authorities(session: Session):
    for file in session.camera.memory.certificates():
        yield from render("authority.html", name=file)


def network_rows(session: Session, chosen: str):
    scanner = session.camera.scanner
    return render(
        "networks.html",
        age_s=scanner.age_s,
        scanning="scanning" if session.scanning else "",
        rows=_rows(session, chosen),
        none=iter(()) if scanner.networks else render("none.html"),
    )


def _rows(session: Session, chosen: str):
    heard = session.camera.scanner.networks
    for network in heard:
        choice = _choice(network, heard)
        yield from render(
            "row.html",
            choice=choice,
            name=network.name,
            security=network.security,
            details=_details(session, network),
            bars=sum(1 for limit in _BARS_DBM if network.rssi > limit) + 1,
            rssi=network.rssi,
            channel=network.channel,
            radios="1 access point" if network.radios == 1 else "%d access points" % network.radios,
            state=" checked" if choice == chosen else "",
        )


def _details(session: Session, network) -> str:
    details = []
    if network.security == networks.OPEN:
        details.append("open, no password")
    if api.is_saved(session, network):
        details.append("saved")
    if network.security == networks.ENTERPRISE and api.is_joinable(session, network):
        details.append("wants a user name, too")
    if not api.is_joinable(session, network):
        details.append("%s: this camera cannot join it" % network.security.upper())
    return ", ".join(details)


def last_attempt(session: Session):
    """The last attempt: its steps while it lasts, then its result."""
    attempt = session.camera.attempt
    if not attempt:
        return render("idle.html")
    common = {"number": attempt.number, "name": attempt.credentials.name}
    if attempt.state == "joining":
        return _joining(session, common)
    if attempt.state == "failed":
        # Isolated, as <bdi> does it: a name may hold marks that turn the sentence around.
        name = "\u2068%s\u2069" % attempt.credentials.name
        title, advice = sentences.reason(_sentence_of(attempt), name)
        seconds = attempt.elapsed_ms // 1000
        signal = _signal(attempt.rssi)
        return render(
            "failed.html", title=title, advice=advice, rssi=signal, seconds=seconds, **common
        )
    return _joined(session, common)


def _sentence_of(attempt) -> str:
    """The word for the failure's sentence: a verdict has several, where more is known."""
    if attempt.untrusted:
        return "untrusted"
    if attempt.reason == verdict.NOT_FOUND and attempt.credentials.hidden:
        return "unheard"
    if attempt.reason == verdict.WRONG_PASSWORD and not attempt.credentials.secured:
        return "locked"
    return attempt.reason


def _joining(session: Session, common: dict):
    attempt = session.camera.attempt
    return render(
        "joining.html",
        one="now" if attempt.step == "associating" else "past",
        two="now" if attempt.step == "address" else "next",
        wait=render(
            session.camera.radio.hotspot + ".html",
            hotspot=session.hotspot.ssid,
            address=session.hotspot.address,
        ),
        **common,
    )


def _joined(session: Session, common: dict):
    attempt = session.camera.attempt
    hostname = session.camera.identity.hostname
    closes_ms = session.closes_ms() or 0
    return render(
        "joined.html",
        address=attempt.address,
        host=render("name.html", hostname=hostname) if session.camera.radio.mdns else iter(()),
        tried=_if_it_goes(session, "tried.html"),
        closes_s=(closes_ms + 999) // 1000,
        done=render("done.html" if session.shown else "button.html"),
        trust=_trust(attempt.credentials.login),
        kept=iter(()) if session.stored else render("unkept.html"),
        camera=session.camera.identity.name,
        **common,
    )


def _trust(login):
    """What is known of an enterprise network's server."""
    if not login:
        return iter(())
    if login.authority:
        sentence = "Its server showed a certificate signed by %s." % login.authority
    elif not login.certificate:
        sentence = "Its server showed no certificate digest, so none is kept: "
        sentence += "the camera trusts any server of this network."
    else:
        sentence = "From now on the camera trusts this server’s certificate and no other: "
        sentence += "SHA-256 %s." % login.certificate
    return render("trust.html", sentence=sentence)
