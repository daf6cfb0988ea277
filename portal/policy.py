"""What the camera does by itself, and when: numbers with their reasons, and pure decisions.

Pure.
"""

from .core import const

# 12 and 13 are not open in every country, and a hotspot there would not be seen.
_CHANNELS = range(1, 12)
_CHANNEL_WITHOUT_NETWORKS = const(6)


class Policy:
    """Every limit of the portal, in milliseconds. Change an attribute to change the limit."""

    # A join on OpenMV's own bench takes 5 to 7 s with its lease (openmv-ota,
    # docs/reference/v2-hardware-results.md). The driver tries a handshake again every 5 s
    # (cyw43-driver src/cyw43_ll.c, sup_wpa_tmo): 15 s are three handshakes.
    associate_ms = 15_000
    # DHCP clients double their pause from 4 s (RFC 2131, 4.1): 12 s are two unanswered calls.
    address_ms = 12_000
    # No attempt goes on for longer, whatever the radio reports. One scan may follow, 10 s at most.
    join_limit_ms = 30_000
    # Some access points refuse a right password once or twice (cyw43-driver PR 150 and 154).
    tries = 4
    # WINC1500 answers a wrong password or an absent name within about 10 s. What takes longer is
    # a router that lets the camera in and gives no address, until the firmware leaves it.
    no_lease_ms = 20_000
    try_pause_ms = 300
    sample_ms = 100
    # A link that has just come up is believed after this; an address that was there before the
    # attempt began, only after the router has had time to refuse it.
    settle_ms = 300
    stale_settle_ms = 3_000
    # The phone has the answer to its request before the hotspot may move under it
    # (as in Espressif's network_provisioning).
    answer_pause_ms = 1_000
    # If the hotspot goes, a phone without JavaScript has to load the page that says so first.
    goodbye_pause_ms = 3_000

    # A lease over a cable takes about 5 s (openmv-ota, as above).
    cable_ms = 8_000
    # An Ethernet chip needs about 2 s to agree with the other end that there is a cable
    # (IEEE 802.3, 28.3.2: auto-negotiation's timers).
    plug_ms = 2_500
    # A router needs up to three minutes after a power cut; a camera needs two seconds.
    patience_ms = 300_000
    retry_pause_ms = 2_000
    retry_pause_max_ms = 20_000

    # Switched off and on again within this, three times: somebody wants setup. Nobody waits longer
    # for a light to come on; a router that is still booting makes no camera restart.
    power_cycle_ms = 10_000

    # A link that is gone for this long is looked for again; routers reboot their radio in less.
    lost_ms = 10_000
    watch_pause_ms = 500

    scan_tries = 4
    scan_pause_ms = 300
    # An empty scan after a failed join is not made again later than this: a person waits.
    scan_patience_ms = 4_000
    # A phone that changes its mind is back in half a second; until then it has been missed.
    look_pause_ms = 200
    # If that was missed all the same: sockets on which nobody has come for this long are
    # replaced (OpenMV's documentation of network.WINC).
    deaf_ms = 10_000
    # Between two looks through the lens. A search for a code in a frame takes up to 0.1 s, in which
    # the page waits; who holds a code up holds it for seconds.
    lens_pause_ms = 300
    # A code that has gone for this long may be shown again; one frame in a few is blurred.
    clear_view_ms = 3_000
    # From one picture of the live view to the next. Two of 10 KB a second take a sixth of a poor
    # link's time (1 Mbit/s); the rest is the page's.
    view_pause_ms = 500
    # Nobody on the page for this long: saved networks may be tried again.
    quiet_ms = 120_000
    # The hotspot's stay after success: until the page has said so, or this.
    result_shown_ms = 60_000
    # From "done" to the hotspot's end: the answer gets out, and the phone's own check after it.
    done_pause_ms = 3_000

    def retry_pause(self, rounds: int) -> int:
        """Milliseconds to wait after ``rounds`` vain rounds over the saved networks.

        It grows, so that the radio is not always busy, and never ends.
        """
        return min(self.retry_pause_ms << min(rounds, 8), self.retry_pause_max_ms)

    def may_retry_saved(self, phones: int, quiet_ms: int) -> bool:
        """Whether a hosting camera may leave its hotspot to try the saved networks.

        :param phones: phones on the hotspot now.
        :param quiet_ms: milliseconds since anyone asked the page for anything.
        """
        return phones == 0 and quiet_ms >= self.quiet_ms


def hotspot_channel(networks: list, saved_ssids: list) -> int:
    """The channel to open the hotspot on: where the join will most likely go.

    One radio has one channel. A hotspot that is there already does not throw the phone off when
    the camera joins. A saved network in range comes first, then the strongest of all.
    """
    known = [network for network in networks if network.ssid in saved_ssids]
    for network in known + networks:
        if network.channel in _CHANNELS:
            return network.channel
    return _CHANNEL_WITHOUT_NETWORKS


def channel_for(network, hotspot_on: int) -> int:
    """The channel that the hotspot should be on while ``network`` is joined.

    :param network: the Network as heard, or None if it was not.
    :param hotspot_on: where the hotspot is now, and stays if there is no better place.
    """
    return network.channel if network and network.channel in _CHANNELS else hotspot_on
