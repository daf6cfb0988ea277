"""How phones ask "is this the internet?", and which answer each accepts as yes.

Pure. While the camera is not set up, every probe is redirected, and that opens the sheet. Once the
link is up, Apple's probe is told yes as soon as the page navigates, so that its sheet says "Done"
and stays open; all others only after the page has shown the result, because Android closes its
sheet at once (AOSP CaptivePortalLogin).
"""

from ..core import const

_APPLE = const("<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>")
_APPLE_HOSTS = const(
    (
        "captive.apple.com",
        "www.apple.com",
        "www.appleiphonecell.com",
        "www.itools.info",
        "www.ibook.info",
        "www.airport.us",
        "www.thinkdifferent.us",
    )
)

_NO_CONTENT_PATHS = const(("/generate_204", "/gen_204"))

_BODIES = {
    "/connecttest.txt": "Microsoft Connect Test",
    "/ncsi.txt": "Microsoft NCSI",
    "/success.txt": "success\n",
    "/canonical.html": '<meta http-equiv="refresh" content="0;url='
    'https://support.mozilla.org/kb/captive-portal"/>',
    "/check_network_status.txt": "NetworkManager is online\n",
    "/static/hotspot.txt": "OK",
    "/nm": "NetworkManager is online\n",
}


def online_answer(host: str, path: str, shown: bool) -> tuple[int, str] | None:
    """``(HTTP status, body)`` that tells this prober it is online, or None to redirect it.

    :param host: the Host header, ``path`` without a query.
    :param shown: the page has shown the result and said so.
    """
    if host in _APPLE_HOSTS:
        return 200, _APPLE
    if not shown:
        return None
    if path in _NO_CONTENT_PATHS:
        return 204, ""
    if path in _BODIES:
        return 200, _BODIES[path]
    if host == "networkcheck.kde.org":
        return 200, "OK\n"
    if host == "connectivity-check.ubuntu.com":
        return 200, "NetworkManager is online\n"
    return None
