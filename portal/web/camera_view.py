"""What the lens sees, for aiming: one frame a request, for phones on the hotspot only."""

from ..core import const
from ..lens import sensor
from . import request_guard

_PIECE_BYTES = const(1400)  # what goes out in one packet
_FRAME_BYTES_MAX = const(32_768)  # a quarter of a second of a poor link (1 Mbit/s)

_HEADERS = {
    "Content-Type": "image/jpeg",
    # A page of another site, open on the same phone, does not show it.
    "Cross-Origin-Resource-Policy": "same-origin",
}


async def answer(request, session):
    """A JPEG; or 403 ``foreign_client``, 409 ``busy`` while another frame is on its way, 503
    ``no_frame`` or ``too_large``."""
    if not request_guard.is_on_hotspot(request.client_addr, session.hotspot.address):
        return {"error": "foreign_client"}, 403
    lens = session.lens
    if not lens.borrow():
        return {"error": "busy"}, 409
    try:
        picture = await lens.picture(session.camera.policy.view_pause_ms)
    except sensor.FAULTS:
        picture = None
    if picture is None or len(picture) > _FRAME_BYTES_MAX:
        lens.give_back()
        return {"error": "no_frame" if picture is None else "too_large"}, 503
    headers = dict(_HEADERS)
    headers["Content-Length"] = str(len(picture))
    return _pieces(picture), 200, headers


def _pieces(picture):
    for start in range(0, len(picture), _PIECE_BYTES):
        yield picture[start : start + _PIECE_BYTES]
