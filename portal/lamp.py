"""The light: what the camera is doing, for someone who has no page open.

| state | light |
| --- | --- |
| hosting | blue, slow |
| joining | blue, quick |
| joined | green, steady |
| failed | red, three times a second |
| located | white, very quick |
"""

from . import clock

_RED = "red"
_GREEN = "green"
_BLUE = "blue"
_COLOURS = (_RED, _GREEN, _BLUE)

# Colours, then milliseconds on and off; no time off is a steady light.
_PATTERNS = {
    "hosting": ((_BLUE,), 200, 1800),
    "joining": ((_BLUE,), 150, 150),
    "joined": ((_GREEN,), 500, 0),
    "failed": ((_RED,), 170, 170),
    "located": (_COLOURS, 60, 60),
    "dark": ((), 500, 0),
}
_LOCATE_MS = 10_000  # long enough to look up from the phone and around the room


class Lamp:
    """The camera's RGB light. A board without one has a lamp that does nothing.

    :param leds: see ``portal.board``.
    """

    def __init__(self, leds: dict) -> None:
        self._leds = leds
        self._word = "dark"
        self._locating: clock.Stopwatch | None = None

    def show(self, word: str) -> None:
        """Show a state; words without a pattern leave the light as it is."""
        if word in _PATTERNS:
            self._word = word
            # At once: a driver that blocks would leave the light as it was.
            self._set(_PATTERNS[word][0])

    def locate(self) -> None:
        """Show which camera this is, for ten seconds."""
        self._locating = clock.Stopwatch()

    async def run(self) -> None:
        """Blink until cancelled; a steady light stays then, a blinking one goes dark."""
        try:
            while True:
                colours, on_ms, off_ms = _PATTERNS[self._pattern()]
                self._set(colours)
                await clock.sleep_ms(on_ms)
                if off_ms:
                    self._set(())
                    await clock.sleep_ms(off_ms)
        finally:
            colours, _, off_ms = _PATTERNS[self._word]
            self._set(() if off_ms else colours)

    def _pattern(self) -> str:
        if self._locating and self._locating.elapsed_ms() < _LOCATE_MS:
            return "located"
        self._locating = None
        return self._word

    def _set(self, colours: tuple) -> None:
        for colour, led in self._leds.items():
            if colour in colours:
                led.on()
            else:
                led.off()
