"""Runs the functions of one pure test file, for interpreters that have no pytest.

Prints one line a test: ``ok NAME``, or ``failed NAME`` and the traceback.
"""

import sys

sys.path.extend(sys.argv[2:])


def main(path):
    folder, _, name = path.rpartition("/")
    sys.path.insert(0, folder)
    module = __import__(name[: -len(".py")])
    for name in dir(module):
        if name.startswith("test_"):
            try:
                getattr(module, name)()
                print("ok", name)
            except Exception as error:
                print("failed", name)
                sys.print_exception(error, sys.stdout)


main(sys.argv[1])
