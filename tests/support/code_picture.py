"""Pictures with a QR code in them, as a camera gets to see one: askew, small, out of focus."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image, ImageFilter
from segno.helpers import make_wifi_data


def wifi(ssid: str, password: str | None = None, security: str | None = "WPA", **more) -> str:
    """The text of a code, by somebody else's hand."""
    return make_wifi_data(ssid, password, security, **more)


def picture(
    content: str | bytes, angle: float = 0, blur: float = 0, size: int = 200, encoding=None
) -> Image.Image:
    """A picture of 320 by 240 pixels.

    :param angle: how far the code is turned, in degrees.
    :param blur: the radius of every point, in pixels.
    :param size: the width of the code with its margin, in pixels.
    """
    stream = io.BytesIO()
    code = segno.make(content, error="L", micro=False, encoding=encoding)
    code.save(stream, kind="png", scale=8, border=4)
    drawn = Image.open(stream).convert("L").resize((size, size), Image.Resampling.LANCZOS)
    turned = drawn.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    room = Image.linear_gradient("L").resize((320, 240)).point(lambda value: 90 + value // 3)
    room.paste(turned, ((320 - turned.width) // 2, (240 - turned.height) // 2))
    return room.filter(ImageFilter.GaussianBlur(blur))


def show(path: Path, image: Image.Image) -> Path:
    """Put a picture before the lens, whole or not at all."""
    draft = path.with_suffix(".draft.png")
    image.save(draft)
    draft.replace(path)
    return path
