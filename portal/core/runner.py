"""Runs the portal in a program without asyncio of its own, and ends it on Ctrl-C.

CPython's ``asyncio.run`` cancels what Ctrl-C interrupts. MicroPython's leaves it in its queue with
its sockets open, to go on beside whatever runs next (extmod/asyncio/core.py): ``portal.host()``
from the REPL would find the page's port taken.
"""

import asyncio
import gc

from . import const

_END_S = const(5)  # nothing that ends waits for longer than a radio's call, which blocks all


def run(coroutine):
    """What ``coroutine`` returns. Raises KeyboardInterrupt once it has ended and cleared up."""
    underway: list = []
    try:
        return asyncio.run(_noted(coroutine, underway))
    except KeyboardInterrupt:
        if underway:
            asyncio.run(_end(underway[0]))
            asyncio.new_event_loop()  # without what else may be in the queue
            gc.collect()
        raise


async def _noted(coroutine, underway: list):
    underway.append(asyncio.current_task())
    try:
        return await coroutine
    finally:
        underway.clear()


async def _end(task) -> None:
    task.cancel()
    try:
        await asyncio.wait_for(task, _END_S)
    except (asyncio.CancelledError, asyncio.TimeoutError, OSError):
        pass
