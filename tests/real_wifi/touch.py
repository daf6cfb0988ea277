"""Chromium on the phone, touched through its own debugging protocol over a pipe.

The guest has no room for a driver; the protocol (chromedevtools.github.io) is JSON, ended by NUL.
"""

import json
import os
import subprocess
import time

from radios import inside

PROGRAM = "/usr/lib/chromium/chromium"
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-zygote", "--disable-quic",
    "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage", "--no-proxy-server",
    "--user-data-dir=/tmp/chromium", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
_SIZE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
_START_S = 300


class Chromium:
    """
    :param namespace: the network that it lives in.
    """

    def __init__(self, namespace: str) -> None:
        read, self._to_browser = os.pipe()
        self._from_browser, write = os.pipe()

        def hand_over() -> None:
            os.dup2(os.dup(read), 3)
            os.dup2(os.dup(write), 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        self._process = subprocess.Popen(
            inside(namespace, PROGRAM, *_OPTIONS),
            preexec_fn=hand_over,  # noqa: PLW1509 - dup2 only, which takes no lock
            close_fds=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._buffer = b""
        self._number = 0
        self._session = None
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        attached = self._call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._call("Emulation.setDeviceMetricsOverride", **_SIZE)
        self._call("Emulation.setTouchEmulationEnabled", enabled=True)

    def open(self, url: str) -> None:
        self._call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete' && !!document.querySelector('main')")

    def tap(self, element: str) -> None:
        """Touch the middle of what the JavaScript expression ``element`` gives."""
        script = (
            f"(() => {{ const e = {element}; e.scrollIntoView({{block: 'center'}});"
            " const r = e.getBoundingClientRect();"
            " return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        x, y = self.value(script)
        point = [{"x": x, "y": y}]
        self._call("Input.dispatchTouchEvent", type="touchStart", touchPoints=point)
        self._call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def type(self, text: str) -> None:
        self._call("Input.insertText", text=text)

    def value(self, script: str):
        result = self._call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, script: str, timeout_s: float = 60) -> None:
        deadline = time.monotonic() + timeout_s
        while not self.value(script):
            assert time.monotonic() < deadline, (script, self.value("document.body.innerText"))
            time.sleep(0.2)

    def picture(self, dark: bool) -> str:
        """What the phone shows: a PNG in base64."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        return self._call("Page.captureScreenshot")["data"]

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()

    def _call(self, method: str, **parameters) -> dict:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to_browser, json.dumps(message).encode() + b"\0")
        while True:
            answer = json.loads(self._receive())
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _receive(self) -> bytes:
        while b"\0" not in self._buffer:
            data = os.read(self._from_browser, 65536)
            assert data, "the browser is gone"
            self._buffer += data
        message, _, self._buffer = self._buffer.partition(b"\0")
        return message
