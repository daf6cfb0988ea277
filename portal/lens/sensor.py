"""The lens: the image sensor during setup, and the only one who has it.

Its frame lies in the driver's buffer until the next is taken (openmv common/omv_csi.c,
omv_csi_snapshot), so nothing of it is in the heap; a task that sends a frame borrows the lens
for that time.
"""

import asyncio

from ..core import clock, console, const

# What a driver raises: RuntimeError from the sensor, OSError and ValueError from the image
# library (openmv modules/py_csi_ng.c, py_assert.h), MemoryError if its own memory is full.
FAULTS = (OSError, RuntimeError, ValueError, MemoryError)

_QUALITY = const(50)  # a frame of a few KB, sharp enough to aim by
_FRAME_TRIES = const(20)  # the darkest room's frame takes less than half a second
_FRAME_PAUSE_MS = const(30)


def open_lens():
    """The ``Lens``, looking; None if the board has none, or it does not work."""
    try:
        import csi
    except ImportError:
        return None
    try:
        sensor = csi.CSI()
        if _is_in_use(sensor):
            console.fault("the lens is left to the program that has set it up")
            return None
    except FAULTS as error:
        console.fault("the lens does not work: %s" % error)
        return None
    try:
        return Lens(csi, sensor)
    except FAULTS as error:
        console.fault("the lens does not work: %s" % error)
        _let_go(sensor)
        return None


def _is_in_use(sensor) -> bool:
    """There is one sensor, and one state of it for all its objects: the pixel format is unset at
    power-on and after ``reset``, and asking for it then raises (openmv modules/py_csi_ng.c)."""
    try:
        sensor.pixformat()
    except RuntimeError:
        return False
    return True


def _let_go(sensor) -> None:
    """``reset`` powers it up again (openmv common/omv_csi.c)."""
    try:
        sensor.reset(hard=False)  # forget the format: it is nobody's now
        sensor.shutdown(True)
    except FAULTS as error:
        console.fault("the lens stays on: %s" % error)


class Lens:
    """The open image sensor, which one task at a time may use.

    :param csi: OpenMV's module of that name.
    :param sensor: its sensor, not set up yet.

    Raises one of FAULTS if it does not answer.
    """

    def __init__(self, csi, sensor) -> None:
        sensor.reset()
        sensor.pixformat(csi.GRAYSCALE)
        # As large as a board without external memory can search (OpenMV's qrcodes examples).
        sensor.framesize(csi.QVGA)
        self._sensor = sensor
        self._borrower: asyncio.Task | None = None
        self._sending = False
        self._last = clock.Stopwatch()

    @property
    def busy(self) -> bool:
        """Whether a frame is on its way to a phone, and has to stay as it is."""
        return self._sending and self._is_lent()

    def borrow(self) -> bool:
        """Let nobody else ask for pictures until the task that asks now has ended, whatever ends
        it; False if another task has the lens."""
        task = asyncio.current_task()
        if self._is_lent() and self._borrower is not task:
            return False
        self._borrower = task
        self._sending = False
        return True

    def give_back(self) -> None:
        self._borrower = None

    def codes(self) -> list:
        """What the QR codes in view say, as str or bytes. Raises one of FAULTS."""
        frame = self._sensor.snapshot(blocking=False)
        return [] if frame is None else [_payload(code) for code in frame.find_qrcodes()]

    async def picture(self, pause_ms: int):
        """A frame as JPEG, in the driver's buffer, for the task that has borrowed the lens; None if
        the sensor has none.

        :param pause_ms: from one picture to the next at least.

        Raises one of FAULTS.
        """
        while self._last.elapsed_ms() < pause_ms:
            await clock.sleep_ms(_FRAME_PAUSE_MS)
        self._last.restart()
        for _ in range(_FRAME_TRIES):
            frame = self._sensor.snapshot(blocking=False)
            if frame is not None:
                self._sending = True
                return frame.to_jpeg(quality=_QUALITY).bytearray()
            await clock.sleep_ms(_FRAME_PAUSE_MS)
        return None

    def close(self) -> None:
        """Let the sensor go; the program that runs next opens it as usual."""
        _let_go(self._sensor)

    def _is_lent(self) -> bool:
        return self._borrower is not None and not self._borrower.done()


def _payload(code):
    """Attribute of a tuple since firmware 5.0, method of an object before."""
    payload = code.payload
    return payload() if callable(payload) else payload
