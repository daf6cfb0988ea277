"""The portal's limits where time runs faster than the wall's."""


def speed_up(policy, times: float):
    """Make every time of ``policy`` shorter; what is no time stays as it is. Returns ``policy``.

    :param times: how many times shorter; none gets shorter than 1 ms.
    """
    for name in dir(policy):
        if name.endswith("_ms"):
            setattr(policy, name, max(1, int(getattr(policy, name) / times)))
    return policy
