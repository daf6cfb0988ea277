"""Who may ask for what: the rules that every request passes.

Pure. A page of another site, open on the same phone, can send requests here, and can point its
own name at this address (DNS rebinding). So a change needs our Host and, if the browser
sends an Origin, our Origin. Sec-Fetch-Site does not help: browsers send it to https only.
"""

from ..core import const

# Asked for by every browser and by Windows; there is nothing there, and no need to redirect.
NO_SUCH_PAGE = ("/favicon.ico", "/wpad.dat")

REDIRECT = "redirect"
NOT_FOUND = "not_found"
FOREIGN_HOST = "foreign_host"
FOREIGN_ORIGIN = "foreign_origin"
CONTENT_TYPE = "content_type"

_READS = const(("GET", "HEAD"))
_BODY_TYPES = const(("application/json", "application/x-www-form-urlencoded"))


def media_type(content_type: str | None) -> str:
    """What a Content-Type header names, without its parameters; in lower case, because case
    does not matter in it (RFC 9110, 8.3.1)."""
    return (content_type or "").split(";")[0].strip().lower()


def is_on_hotspot(client, ours: str) -> bool:
    """Whether a request comes from a phone on the hotspot, and not through the network that the
    camera has joined.

    :param client: the other end of the connection, ``(address, port)``, or None if it is not known.
    :param ours: the hotspot's address; its netmask is 255.255.255.0 (portal/radio, row 20).
    """
    return bool(client) and client[0].rpartition(".")[0] == ours.rpartition(".")[0]


def why_refused(
    method: str,
    path: str,
    host: str | None,
    origin: str | None,
    content_type: str | None,
    ours: str,
) -> str | None:
    """The word for why a request is refused, or None if it may go on.

    :param host: the Host header, or None if it is absent; so for the two after it.
    :param ours: the hotspot's address, the only host that is served.
    """
    if path in NO_SUCH_PAGE:
        return NOT_FOUND
    if host not in (ours, ours + ":80"):
        return REDIRECT if method in _READS else FOREIGN_HOST
    if method in _READS:
        return None
    if origin is not None and origin not in ("http://" + ours, "http://" + ours + ":80"):
        return FOREIGN_ORIGIN
    if media_type(content_type) not in _BODY_TYPES:
        return CONTENT_TYPE
    return None
