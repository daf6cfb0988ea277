"""The light: what the camera is doing, for someone who has no page open.

| state | light |
| --- | --- |
| hosting | blue, slow |
| joining | blue, quick |
| joined | green, steady |
| failed | red, three times a second |
| located | white, very quick |
| seen | white, twice: the lens has read a code; joining follows |
| unread | red, twice: the lens has seen a code that is not usable |
"""

from ..core import clock, const

_RED = const("red")
_GREEN = const("green")
_BLUE = const("blue")
_COLOURS = const((_RED, _GREEN, _BLUE))

# Colours, then milliseconds on and off; no time off is a steady light.
_PATTERNS = {
    "hosting": ((_BLUE,), 200, 1800),
    "joining": ((_BLUE,), 150, 150),
    "joined": ((_GREEN,), 500, 0),
    "failed": ((_RED,), 170, 170),
    "located": (_COLOURS, 60, 60),
    "seen": (_COLOURS, 150, 150),
    "unread": ((_RED,), 150, 150),
    "dark": ((), 500, 0),
}
# Signals go on top of a state, for so long: "located", to look up from the phone and around the
# room; the others, to blink twice.
_SIGNALS_MS = {"located": 10_000, "seen": 600, "unread": 600}
_STEP_MS = const(50)  # a signal waits for the end of a pause no longer than this


class Light:
    """The camera's RGB light. On a board without one, it does nothing.

    :param leds: see ``portal.board``.
    """

    def __init__(self, leds: dict) -> None:
        self._leds = leds
        self._word = "dark"
        self._signal = ""
        self._since = clock.Stopwatch()

    def show(self, word: str) -> None:
        """Show a state; words without a pattern leave the light as it is."""
        if word in _PATTERNS:
            self._word = word
            # At once: a driver that blocks would leave the light as it was.
            self._set(_PATTERNS[word][0])

    def locate(self) -> None:
        """Show which camera this is."""
        self.signal("located")

    def signal(self, word: str) -> None:
        """Show something for a moment: ``located``, ``seen`` or ``unread``."""
        self._signal = word
        self._since.restart()

    async def run(self) -> None:
        """Blink until cancelled; a steady light stays then, a blinking one goes dark."""
        try:
            while True:
                word = self._pattern()
                colours, on_ms, off_ms = _PATTERNS[word]
                self._set(colours)
                await self._hold(word, on_ms)
                if off_ms:
                    self._set(())
                    await self._hold(word, off_ms)
        finally:
            colours, _, off_ms = _PATTERNS[self._word]
            self._set(() if off_ms else colours)

    async def _hold(self, word: str, duration_ms: int) -> None:
        """Wait, but not when there is something else to show."""
        while duration_ms > 0 and self._pattern() == word:
            await clock.sleep_ms(min(duration_ms, _STEP_MS))
            duration_ms -= _STEP_MS

    def _pattern(self) -> str:
        if self._signal and self._since.elapsed_ms() >= _SIGNALS_MS[self._signal]:
            self._signal = ""
        return self._signal or self._word

    def _set(self, colours: tuple) -> None:
        for colour, led in self._leds.items():
            if colour in colours:
                led.on()
            else:
                led.off()
