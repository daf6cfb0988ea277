"""Stands in for ``csi``, the image sensor, and for the image library behind it.

Names, signatures and errors are those of openmv modules/py_csi_ng.c, common/omv_csi.c and
modules/py_image.c, at v5.0.0 and v4.8.1; each claim has a test in tests/stand_in/test_csi.py.
"""

from __future__ import annotations

import io

import zxingcpp

_FRAME_MS = 50  # 20 a second, in a room's light
_RESET_MS = 20
_SETTLE_MS = 100  # after a change of format or size
_SEARCH_MS = 60  # quirc, on 320 by 240 pixels

_SIZES = {"QQVGA": (160, 120), "QVGA": (320, 240), "VGA": (640, 480)}


class Csi:
    """The module.

    :param picture: what is before the lens, see ``picture.py``.
    :param old_firmware: OpenMV 4.8.1 instead of 5.0.0.
    """

    GRAYSCALE, RGB565 = 0x08020001, 0x0C030002  # lib/imlib/imlib.h
    QQVGA, QVGA, VGA = 10, 11, 12  # common/omv_csi.h

    def __init__(self, clock, air, picture, old_firmware: bool) -> None:
        self.clock = clock
        self.air = air
        self.old_firmware = old_firmware
        self.sensor = Sensor(self, clock, picture)

    def CSI(self, *, cid: int = -1, delays: bool = True) -> Sensor:  # noqa: N802 - the driver's
        self.air.refresh()
        if self.air.blind:
            raise RuntimeError("Failed to detect the image sensor or image sensor is detached.")
        return self.sensor

    def size(self, framesize: int) -> tuple[int, int] | None:
        names = {self.QQVGA: "QQVGA", self.QVGA: "QVGA", self.VGA: "VGA"}
        return _SIZES[names[framesize]] if framesize in names else None


class Sensor:
    """``csi.CSI``: the driver's one state, shared by all objects."""

    def __init__(self, csi: Csi, clock, picture) -> None:
        self._csi = csi
        self._clock = clock
        self._picture = picture
        self._frame = Frame(csi.old_firmware, clock)
        self._started: int | None = None
        self.powered = True
        self._forget()

    def _forget(self) -> None:
        self._pixformat: int | None = None
        self._size: tuple[int, int] | None = None
        self._started = None

    def reset(self, *, hard: bool = True) -> None:
        self._forget()
        self.powered = True
        self._clock.block_ms(_RESET_MS)

    def shutdown(self, enable) -> None:
        self.powered = not enable
        self._started = None

    def pixformat(self, *wanted: int) -> int | None:
        if wanted:
            self._set()
            (self._pixformat,) = wanted
        elif self._pixformat is None:
            raise RuntimeError("Pixel format is not supported or is not set.")
        return None if wanted else self._pixformat

    def framesize(self, wanted: int) -> None:
        self._set()
        self._size = self._csi.size(wanted)
        if not self._size:
            raise RuntimeError("Sensor control failed.")

    def snapshot(self, *, time: int = -1, frames: int = -1, blocking: bool = True, **more):
        """One frame; None for ``blocking=False`` before there is one, and for ``time`` and
        ``frames``, which take many and keep none."""
        if more and not (self._csi.old_firmware and list(more) == ["update"]):
            raise TypeError("extra keyword arguments given")
        if self._pixformat is None:
            raise RuntimeError("Pixel format is not supported or is not set.")
        if self._size is None:
            raise RuntimeError("Frame size is not supported or is not set.")
        if not self.powered:
            raise RuntimeError("Frame capture has timed out.")
        if time != -1 or frames != -1:
            self._clock.block_ms(time if time != -1 else frames * _FRAME_MS)
            return None
        return self._next(blocking)

    def _set(self) -> None:
        if not self.powered:
            raise RuntimeError("Sensor control failed.")
        self._started = None
        self._clock.block_ms(_SETTLE_MS)

    def _next(self, blocking: bool) -> Frame | None:
        """The frame that was being taken since the last call, or since this one."""
        now = self._clock.now_ms()
        if self._started is None:
            self._started = now
        missing_ms = _FRAME_MS - (now - self._started)
        self._frame.spoil()
        if missing_ms > 0:
            if not blocking:
                return None
            self._clock.block_ms(missing_ms)
        self._started = self._clock.now_ms()
        self._picture.refresh()
        assert self._size
        self._frame.fill(self._picture, self._size)
        return self._frame


class Frame:
    """``image.Image`` in the frame buffer: there is one, and the next snapshot writes over it."""

    def __init__(self, old_firmware: bool, clock) -> None:
        self._make_code = OldQrCode if old_firmware else QrCode
        self._clock = clock
        self._content = b""
        self._seen: tuple | None = None  # which picture, at which size
        self._codes: list = []

    def spoil(self) -> None:
        self._content = bytes(len(self._content))

    def fill(self, picture, size: tuple[int, int]) -> None:
        seen = picture.changes, size
        if seen != self._seen:
            self._image = picture.through(size)
            self._codes = self._read()
            self._seen = seen
        self._content = self._image.tobytes()

    def width(self) -> int:
        return self._image.width

    def height(self) -> int:
        return self._image.height

    def size(self) -> int:
        return len(self._content)

    def to_jpeg(self, *, quality: int = 90) -> Frame:
        """Makes this frame itself a JPEG, and returns it."""
        if not 1 <= quality <= 100:
            raise ValueError("Quality ranges between 0 and 100")
        stream = io.BytesIO()
        self._image.save(stream, "JPEG", quality=quality)
        self._content = stream.getvalue()
        return self

    compress = to_jpeg

    def bytearray(self) -> Buffer:
        return Buffer(self)

    def find_qrcodes(self, *, roi=None) -> list:
        self._clock.block_ms(_SEARCH_MS)
        return self._codes

    def part(self, start: int, stop: int) -> bytes:
        return self._content[start:stop]

    def _read(self) -> list:
        # As quirc does: dark on light, in one size.
        found = zxingcpp.read_barcodes(
            self._image, zxingcpp.BarcodeFormat.QRCode, try_invert=False, try_downscale=False
        )
        return [self._make_code(code.bytes) for code in found]


class Buffer:
    """The bytes that are in the frame buffer, as long as they are."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._length = frame.size()

    def __len__(self) -> int:
        return self._length

    def __call__(self, start: int, stop: int) -> bytes:
        return self._frame.part(start, stop)


class QrCode:
    """What was read, firmware 5.0 (commit 3399d302e): a tuple with names, of which this has one.

    The firmware's str holds any bytes; a Python one does not, so what is no UTF-8 stays bytes.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.payload: str | bytes = data.decode()
        except UnicodeDecodeError:
            self.payload = data


class OldQrCode:
    """The same until firmware 4.8.1: an object with methods."""

    def __init__(self, data: bytes) -> None:
        self._payload = QrCode(data).payload

    def payload(self) -> str | bytes:
        return self._payload
