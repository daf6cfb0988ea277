"""What the camera says on its console: one line for each change, for people and scripts alike."""

import json


def state(word: str, detail: str = "") -> None:
    """``state WORD detail``: starting, joining, joined, failed, hosting, closing."""
    print(("state %s %s" % (word, detail)).rstrip())


def hotspot(ssid: str, password: str) -> None:
    """The hotspot's own password, the only one that is ever shown: a person who reads the
    console holds the camera."""
    print("hotspot " + json.dumps({"ssid": ssid, "password": password}))


def ready(address: str, http_port: int, dns_port: int) -> None:
    """A phone could join now."""
    print("ready http://%s:%d/ dns %s:%d" % (address, http_port, address, dns_port))


def evidence(attempt) -> None:
    """What the verdict on an attempt that failed was judged by."""
    print("evidence " + evidence_of(attempt))


def evidence_of(attempt) -> str:
    """The radio's statuses, the signal and the time taken."""
    statuses = ",".join(str(number) for _, number in attempt.trace)
    heard = "not heard" if attempt.rssi is None else "%d dBm" % attempt.rssi
    return "statuses %s; %s; %d ms" % (statuses or "none", heard, attempt.elapsed_ms)


def answer(fields: dict) -> None:
    """What a command got that came over the console, see ``setup.serial_console``. In one piece:
    USB waits half a second before each one that nobody reads (mp_usbd_cdc.c,
    MICROPY_HW_USB_CDC_TX_TIMEOUT).
    """
    print("answer " + json.dumps(fields))


def fault(sentence: str) -> None:
    """Something is wrong that the camera can live with."""
    print("fault " + sentence)


def settings_fault(path: str, line: int, word: str) -> None:
    """A line of the settings file cannot be used. Its text is not shown: it may be a password."""
    fault("%s line %d: %s" % (path, line, word))
