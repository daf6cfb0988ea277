"""tools/interpreter.py: what a Ctrl-C interrupts goes on whole, as on a camera."""

import select
import subprocess

import interpreter
from on_micropython import needs_micropython

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
        assert camera.wait(10) == 0
    finally:
        camera.kill()


def said_in_time(camera: subprocess.Popen) -> str:
    ready, _, _ = select.select([camera.stdout], [], [], 10)
    return camera.stdout.readline() if ready else "nothing"
