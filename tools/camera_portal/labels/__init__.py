"""Labels to stick on cameras: who is on them, how one is drawn, and the sheets they come on."""


class Unusable(ValueError):
    """What was given cannot be used; the message is one clear line. It never holds a password."""
