"""The simulated camera's power-on: its drive, the wire to its hardware, then a plain program with
the portal.

Run by ``simulation`` inside MicroPython or CPython, with one argument: the plan's JSON file
(MicroPython's unix port takes no argument over 255 bytes). A line in the pipe "stop" of the
plan ends it, and so does the pipe's end.
"""

import asyncio
import json
import select
import sys

FLASH = "/flash"


def _install(plan: dict) -> None:
    from . import sockets
    from .remote import Line, Remote

    # Open as long as the camera runs.
    answers, requests = open(plan["answers"], "rb"), open(plan["requests"], "wb", 0)  # noqa: SIM115
    line = Line(answers, requests)
    for number, name in enumerate(("network", "machine", "omv", "csi")):
        sys.modules[name] = Remote(line, number)
    module = sockets.Sockets(plan["hotspot"], plan["http_port"], plan["dns_port"])
    sys.modules["socket"] = module
    if plan["radio"] == "winc1500":
        from . import winc_sockets

        winc_sockets.install(module, Remote(line, 4))
    else:
        sockets.redirect_streams(module)


def _volume():
    if sys.implementation.name == "micropython":
        from . import volume
    else:
        from . import volume_cpython as volume
    return volume


def _meter(rom_bytes: int | None):
    """A running ``HeapMeter``, or None if nothing is to be measured."""
    if not rom_bytes:
        return None
    from .heap_meter import HeapMeter

    meter = HeapMeter(rom_bytes)
    meter.start()
    return meter


async def _program(plan: dict) -> None:
    """What an owner's program would be, but for the wait at its end."""
    import portal
    from portal.policy import Policy

    from .speed_up import speed_up

    policy = speed_up(Policy(), plan["speed"])
    await portal.connect_async(portal.Settings(serial=plan["serial"], policy=policy))
    if plan["meter"]:
        # In MicroPython's queue a task that sleeps may hold on to one that has ended, and to all
        # its modules, until it wakes (extmod/modasyncio.c): here _until_stopped, after 50 ms.
        await asyncio.sleep(0.1)
        plan["meter"].tell("linked")
    while True:
        await asyncio.sleep(3600)


async def _until_stopped(plan: dict) -> None:
    """Run the program until it ends, or is told to."""
    program = asyncio.create_task(_program(plan))
    stop, pipe = select.poll(), open(plan["stop"], "rb")  # noqa: SIM115
    stop.register(pipe, select.POLLIN)
    while not program.done() and not stop.poll(0):
        await asyncio.sleep(0.05)
    if program.done():
        await program  # it never returns: this raises what ended it
    program.cancel()
    try:
        await program
    except asyncio.CancelledError:
        pass


def _let_ctrl_c_interrupt() -> None:
    """See simulator/interpreter.py; Windows has no serial port here."""
    import signal

    if number := getattr(signal, "SIGQUIT", 0):
        signal.signal(number, signal.default_int_handler)


def boot(path: str) -> dict:
    """What the firmware does before any program: the drive, and modules for the hardware. Returns
    the plan in the file ``path``."""
    with open(path) as stream:
        plan = json.load(stream)
    if sys.implementation.name != "micropython":
        _let_ctrl_c_interrupt()
    _volume().mount(plan["flash"], FLASH)
    _install(plan)
    return plan


def main(path: str) -> None:
    plan = boot(path)
    plan["meter"] = _meter(plan["measure"])
    try:
        asyncio.run(_until_stopped(plan))
    finally:
        _volume().unmount(FLASH)
