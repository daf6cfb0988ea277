"""What ``tools/deploy.py`` does: decisions (``manifest``, ``plan``, ``fitness``) apart from doing
(``carrier`` on a drive, which is a ``camera``'s or a ``folder``)."""
