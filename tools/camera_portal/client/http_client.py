"""Asking a camera over its hotspot, by its HTTP API."""

from __future__ import annotations

import requests

from portal.setup.commands import COMMANDS

from .errors import Unreachable, check

# A lost packet is sent again after 1 s, and 2 s later once more (RFC 6298, section 2).
_CONNECT_S = 3.5
# The camera is deaf while it scans, for 3 to 10 s; the page waits as long.
_ANSWER_S = 9


class HttpClient:
    """One camera on its hotspot.

    :param url: the camera's page, for example ``http://192.168.4.1/``, or just ``192.168.4.1``.
    """

    def __init__(self, url: str) -> None:
        self.where = (url if "://" in url else "http://" + url).rstrip("/") + "/"
        self._session = requests.Session()
        # No proxy knows a hotspot.
        self._session.trust_env = False

    def ask(self, do: str, fields: dict | None = None) -> dict:
        """The camera's answer, empty if there is nothing to say.

        Raises Unreachable, Refused and Busy.
        """
        method, path, _ = COMMANDS[do]
        return self._read(self._send(method, "api/" + path, fields or {}))

    def _send(self, method: str, path: str, fields: dict) -> requests.Response:
        try:
            return self._session.request(
                method,
                self.where + path,
                json=fields if method == "POST" else None,
                timeout=(_CONNECT_S, _ANSWER_S),
                allow_redirects=False,
            )
        except requests.Timeout:
            reason = "no answer"
        except ValueError:  # requests' own for an URL are all kinds of it, too
            reason = "that is no address like http://192.168.4.1/"
        except requests.RequestException:
            reason = "no connection"
        # Raised out here: the error above holds the request, and so the password.
        raise Unreachable(self.where, reason)

    def _read(self, response: requests.Response) -> dict:
        if response.status_code == 204:
            return {}
        try:
            answer = response.json()
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Unreachable(self.where, "something else is there")
        return check(answer)
