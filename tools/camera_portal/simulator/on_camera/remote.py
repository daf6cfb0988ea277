"""Objects of the stand-in hardware, as the camera's interpreter sees them.

They live in another process, as a chip's state lives outside of the camera's heap; what is asked
of them goes over a wire and blocks until the answer is here, as a driver's call does.
"""

import builtins
import json

_PIECE_BYTES = 32


class Line:
    """The camera's end of the wire: two pipes.

    :param reader: a binary stream of answers, each behind its length in eight hex digits.
    :param writer: the same for requests.
    """

    def __init__(self, reader, writer) -> None:
        self._reader = reader
        self._writer = writer

    def ask(self, number: int, *what):
        """``what`` is the name of an attribute, or the arguments of a call. Raises what the
        hardware's driver raises."""
        request = json.dumps([number] + [_pack(part) for part in what]).encode()
        self._writer.write(b"%08x" % len(request) + request)
        answer = json.loads(self._hear())
        if "error" in answer:
            raise getattr(builtins, answer["error"])(*answer["details"])
        return self._unpack(answer["value"])

    def _hear(self) -> bytes:
        """The answer's text. Like a driver's call, it comes to its end before Ctrl-C does."""
        length, interrupt = self._wait()
        try:
            text = self._reader.read(length)
        except MemoryError:
            while length > 0:  # the next answer must not begin with the rest of this one
                length -= len(self._reader.read(min(length, _PIECE_BYTES)))
            raise
        if interrupt:
            raise interrupt
        return text

    def _wait(self):
        """Until an answer is there: its length, and the Ctrl-C that came meanwhile."""
        interrupt = None
        while True:
            try:
                return int(self._reader.read(8), 16), interrupt
            except KeyboardInterrupt as error:
                interrupt = error

    def _unpack(self, value):
        if isinstance(value, list):
            return tuple(self._unpack(part) for part in value)
        if isinstance(value, dict):
            if "hex" in value:
                return bytes.fromhex(value["hex"])
            if "length" in value:
                return RemoteBytes(self, value["remote"], value["length"])
            return Remote(self, value["remote"])
        return value


class Remote:
    """Something of the hardware: a module, an interface, or one of their methods."""

    def __init__(self, line: Line, number: int) -> None:
        self._line = line
        self._number = number

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._line.ask(self._number, name)

    def __call__(self, *arguments, **named):
        return self._line.ask(self._number, arguments, named)


class RemoteBytes(Remote):
    """Bytes that are not in the heap: a frame buffer's. Slices of them are."""

    def __init__(self, line: Line, number: int, length: int) -> None:
        super().__init__(line, number)
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, part: slice) -> bytearray:
        return bytearray(self(part.start, min(part.stop, self._length)))


def _pack(value):
    if isinstance(value, (bytes, bytearray)):
        return {"hex": value.hex()}
    if isinstance(value, (list, tuple)):
        return [_pack(part) for part in value]
    if isinstance(value, dict):
        return {name: _pack(part) for name, part in value.items()}
    return value
