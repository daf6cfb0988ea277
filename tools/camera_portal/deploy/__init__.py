"""The portal on a camera's drive: decisions (``manifest``, ``plan``, ``board_check``) apart from
doing (``transfer`` on a drive, which is a ``camera``'s or a ``folder``)."""
