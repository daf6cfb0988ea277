"""The simulated camera's power-on: hardware, drive and air, then a plain program with the portal.

Run by tools/simulate.py inside MicroPython or CPython, with one argument: the plan's JSON file
(MicroPython's unix port takes no argument over 255 bytes).
It tells the gate on stdout, in lines that begin with ``gate``; "stop" on stdin ends it.
"""

import asyncio
import json
import sys

FLASH = "/flash"


def _gate(word: str, *details) -> None:
    print("gate", word, *details)


def _install(plan: dict) -> None:
    from simulated import sockets
    from simulated.air import Air
    from simulated.chip import Chip
    from simulated.clock import Clock
    from simulated.hardware import Machine, Omv
    from simulated.network import Network

    clock = Clock(plan["speed"])
    chip_id = bytes.fromhex(plan["chip_id"])
    mac = b"\x02" + chip_id[-5:]
    chip = Chip(
        clock,
        Air(plan["air"]),
        _gate,
        mac,
        plan["default_ssid"] + mac.hex()[-4:].upper(),
        plan["firmware"] < "5",
    )
    sys.modules["network"] = Network(chip, plan["lan"])
    sys.modules["machine"] = Machine(chip_id, plan["has_button"], plan["button"])
    sys.modules["omv"] = Omv(plan["model"], plan["board"], plan["firmware"])
    sockets.install(plan["http_port"], plan["dns_port"])


def _volume():
    if sys.implementation.name == "micropython":
        from simulated import volume
    else:
        from simulated import volume_cpython as volume
    return volume


async def _program(speed: float) -> None:
    """What an owner's program would be, but for the wait at its end."""
    import portal
    from portal.policy import Policy

    await portal.connect_async(portal.Settings(policy=Policy().faster(speed)))
    while True:
        await asyncio.sleep(3600)


async def _stdin():
    if sys.implementation.name == "micropython":
        return asyncio.StreamReader(sys.stdin)
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def _until_stopped(speed: float) -> None:
    program = asyncio.create_task(_program(speed))
    stop = asyncio.create_task((await _stdin()).readline())
    while not program.done() and not stop.done():
        await asyncio.sleep(0.05)
    if program.done():
        await program  # it never returns: this raises what ended it
    program.cancel()
    try:
        await program
    except asyncio.CancelledError:
        pass


def main(plan: dict) -> None:
    volume = _volume()
    volume.mount(plan["flash"], FLASH)
    _install(plan)
    try:
        asyncio.run(_until_stopped(plan["speed"]))
    finally:
        volume.unmount(FLASH)


if __name__ == "__main__":
    with open(sys.argv[1]) as stream:
        the_plan = json.load(stream)
    sys.path.extend(the_plan["path"])
    main(the_plan)
