"""The saves during which power fails: what was there before, and what is saved."""

from ram_drive import FLASH

from portal.join.credentials import Credentials
from portal.settings import checksum
from portal.settings.wifi_txt import WifiTxt

UNIQUE_ID = b"chip-one"
HOME = Credentials(b"Home", b"correct horse")
OTHER = Credentials(b"Other", b"battery staple")
LATER = Credentials(b"Later", b"a third password")
BY_HAND = b"# by hand\r\nwifi.ssid = Home\r\nWIFI.PSK = correct horse\r\ncamera.name = Gate"


def wifi_txt() -> WifiTxt:
    return WifiTxt(FLASH, UNIQUE_ID)


def drop(name: str, data: bytes) -> None:
    """A person puts a file on the drive."""
    with open(FLASH + "/" + name, "wb") as stream:
        stream.write(data)


def _nothing() -> None:
    pass


def _known() -> None:
    wifi_txt().hotspot_password()
    wifi_txt().remember(HOME)


def _several() -> None:
    _known()
    for number in range(4):
        wifi_txt().remember(Credentials(b"Site %d" % number, b"password %d" % number))


def _dropped() -> None:
    drop("wifi.txt", BY_HAND)


def _dropped_long() -> None:
    """More than a cluster, but where clusters have 4096 bytes."""
    drop("wifi.txt", b"# what the office wrote about it\n" * 80 + BY_HAND)


def _nearly_full() -> None:
    drop("wifi.txt", b"# " + b"." * 380 + b"\n" + BY_HAND)
    wifi_txt().remember(HOME)
    assert len(content("wifi.txt")) == 512


def _edited() -> None:
    _known()
    with open(FLASH + "/wifi.txt", "ab") as stream:
        stream.write(b"wifi.2.ssid = Typed\r\nwifi.2.psk = typed by hand\r\n")


def _emptied() -> None:
    _known()
    drop("wifi.txt", b"")


def _recovery_dropped() -> None:
    _known()
    drop(
        "openmv-recovery.txt", b"interface = wifi\r\nwifi.ssid = Old\r\nwifi.psk = old password\r\n"
    )


def _half_written() -> None:
    """Power has failed before, in the file itself: half of it is erased."""
    _known()
    body = checksum.strip(content("wifi.txt"))
    drop("wifi.bak", checksum.add(body, begun=True))
    drop("wifi.txt", body[:300] + b"\xff" * 212)


def content(name: str) -> bytes:
    with open(FLASH + "/" + name, "rb") as stream:
        return stream.read()


ALL = {
    "the first password": (_nothing, lambda: wifi_txt().hotspot_password()),
    "the first network": (_nothing, lambda: wifi_txt().remember(HOME)),
    "the second network": (_known, lambda: wifi_txt().remember(OTHER)),
    "a new password": (_known, lambda: wifi_txt().remember(Credentials(b"Home", b"changed horse"))),
    "a file that grows": (_nearly_full, lambda: wifi_txt().remember(OTHER)),
    "a clear password": (_dropped, lambda: wifi_txt().tidy()),
    "a long file's clear password": (_dropped_long, lambda: wifi_txt().tidy()),
    "a file edited by hand": (_edited, lambda: wifi_txt().tidy()),
    "a file emptied by hand": (_emptied, lambda: wifi_txt().remember(OTHER)),
    "forgetting one": (_several, lambda: wifi_txt().forget(b"Home")),
    "forgetting all": (_known, lambda: wifi_txt().forget()),
    "the recovery file by hand": (_recovery_dropped, lambda: wifi_txt().remember(OTHER)),
    "a cut while mending": (_half_written, lambda: wifi_txt().tidy()),
}
