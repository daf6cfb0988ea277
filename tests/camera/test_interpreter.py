"""interpreter.py and the wire to the hardware: whatever interrupts the camera's interpreter,
it goes on whole, as on a camera."""

import select
import subprocess

from camera_portal.environment import ROOT
from camera_portal.simulator import interpreter
from support.on_micropython import needs_micropython, run

pytestmark = needs_micropython

TIMES = 100
# A name is looked up under the lock of the table of all names (py/qstr.c).
PROGRAM = """
names = ["%s_%d" % (__name__, number) for number in range(50)]
for _ in range({times}):
    print("looking")
    try:
        while True:
            for name in names:
                hasattr(int, name)
    except KeyboardInterrupt:
        hasattr(int, names[0])
        print("interrupted")
"""


def test_ctrl_c_leaves_no_lock_behind():
    command = interpreter.command("-c", PROGRAM.format(times=TIMES))
    camera = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(TIMES):
            assert camera.stdout.readline() == "looking\n"
            camera.send_signal(interpreter.interrupt_signal())
            assert said_in_time(camera) == "interrupted\n"
        assert camera.wait(60) == 0
    finally:
        camera.kill()


def said_in_time(camera: subprocess.Popen) -> str:
    ready, _, _ = select.select([camera.stdout], [], [], 60)
    return camera.stdout.readline() if ready else "nothing"


# An answer that no room is left for, and the next one.
ON_THE_WIRE = """
import io, sys
sys.path.append({tools!r})
from camera_portal.simulator.on_camera.remote import Line

line = Line(open({answers!r}, "rb"), io.BytesIO())
try:
    line.ask(0, "large")
    print("there was room")
except MemoryError:
    print(line.ask(0, "small"))
"""


def test_an_answer_without_room_for_it_is_not_taken_for_the_next(tmp_path):
    answers = tmp_path / "answers"
    texts = [b'{"value": "%s"}' % value for value in (b"x" * 200_000, b"small")]
    answers.write_bytes(b"".join(b"%08x%s" % (len(text), text) for text in texts))
    program = ON_THE_WIRE.format(tools=str(ROOT / "tools"), answers=str(answers))
    result = run("-X", "heapsize=96k", "-c", program)
    assert result.stdout == "small\n", result.stderr
