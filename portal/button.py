"""The button on RT1062, N6 and AE3: a way back into setup."""

import machine


def is_held() -> bool:
    """Whether ``SW`` is pressed now; it is low then (OpenMV examples, switch_pin.py). False on
    a board without it."""
    try:
        return machine.Pin("SW", machine.Pin.IN).value() == 0
    except (AttributeError, ValueError):
        return False
