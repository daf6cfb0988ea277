"""The hardware's end of the wire to the camera's interpreter: see ``on_camera/remote.py``."""

from __future__ import annotations

import json
import os
import threading

_PLAIN = (str, int, float, bool, type(None))


class Wire:
    """Answers for a few modules, and for whatever is reached through them, in a thread: a
    driver's call may take seconds, and blocks nobody but the camera.

    :param modules: what the camera reaches first, as numbers 0 and on.
    """

    def __init__(self, *modules) -> None:
        self._objects = list(modules)
        self._numbers: dict = {}
        requests, self._to_requests = os.pipe()
        self._answers, to_answers = os.pipe()
        self._reader = os.fdopen(requests, "rb")
        self._writer = os.fdopen(to_answers, "wb")

    @property
    def camera_ends(self) -> tuple[int, int]:
        """The two file descriptors for the camera: to read from, to write to."""
        return self._answers, self._to_requests

    def start(self) -> None:
        """Answer from now on. The camera has its ends by now."""
        for end in self.camera_ends:
            os.close(end)
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        with self._reader, self._writer:
            while head := self._reader.read(8):
                value = self._answer(*json.loads(self._reader.read(int(head, 16))))
                # In clear: MicroPython makes two surrogates of an escaped emoji.
                answer = json.dumps(value, ensure_ascii=False).encode()
                try:
                    self._writer.write(b"%08x" % len(answer) + answer)
                    self._writer.flush()
                except BrokenPipeError:
                    return  # the camera has been switched off

    def _answer(self, number: int, *what) -> dict:
        thing = self._objects[number]
        try:
            if isinstance(what[0], str):
                return {"value": self._pack(getattr(thing, what[0]))}
            arguments, named = _unpack(list(what))
            return {"value": self._pack(thing(*arguments, **named))}
        except (OSError, ValueError, TypeError, AttributeError, RuntimeError) as error:
            return {"error": type(error).__name__, "details": error.args}

    def _pack(self, value):
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, (bytes, bytearray)):
            return {"hex": value.hex()}
        if isinstance(value, (list, tuple)):
            return [self._pack(part) for part in value]
        remote = {"remote": self._number_of(value)}
        return {**remote, "length": len(value)} if hasattr(value, "__len__") else remote

    def _number_of(self, thing) -> int:
        """The number of an object; of a method, the same each time it is asked for."""
        key = getattr(thing, "__func__", thing), id(getattr(thing, "__self__", None))
        if key not in self._numbers:
            self._numbers[key] = len(self._objects)
            self._objects.append(thing)
        return self._numbers[key]


def _unpack(value):
    if isinstance(value, list):
        return [_unpack(part) for part in value]
    if isinstance(value, dict):
        if "hex" in value:
            return bytes.fromhex(value["hex"])
        return {name: _unpack(part) for name, part in value.items()}
    return value
