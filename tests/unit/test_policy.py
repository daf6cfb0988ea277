"""What the camera does by itself. Runs on CPython and on MicroPython."""

from camera_portal.simulator.on_camera.speed_up import speed_up

from portal.join.networks import Network
from portal.policy import Policy, channel_for, hotspot_channel

LIST = [Network(b"near", "wpa2", -30, 11), Network(b"home", "wpa2", -60, 1)]


def test_the_hotspot_opens_where_the_join_will_go():
    assert hotspot_channel(LIST, []) == 11
    assert hotspot_channel(LIST, [b"home"]) == 1
    assert hotspot_channel([], []) == 6
    assert hotspot_channel([Network(b"x", "open", -30, 13)], []) == 6


def test_the_hotspot_moves_to_the_network_being_joined():
    assert channel_for(LIST[1], 11) == 1
    assert channel_for(None, 11) == 11
    assert channel_for(Network(b"x", "open", -30, 14), 11) == 11


def test_saved_networks_are_retried_only_when_nobody_is_there():
    policy = Policy()
    assert policy.may_retry_saved(0, 120_000)
    assert not policy.may_retry_saved(1, 120_000)
    assert not policy.may_retry_saved(0, 119_999)


def test_retries_back_off_and_never_end():
    policy = Policy()
    pauses = [policy.retry_pause(rounds) for rounds in range(1000)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 2000 and pauses[-1] == 20_000


def test_patience_outlasts_a_router():
    assert Policy().patience_ms > 3 * 60_000


def test_hasten_makes_every_time_shorter_and_keeps_the_rest():
    policy = Policy()
    policy.tries, policy.scan_tries, policy.patience_ms = 7, 2, 5_000
    quick = speed_up(policy, 10)
    assert quick.join_limit_ms == 3000 and quick.patience_ms == 500
    assert (quick.tries, quick.scan_tries) == (7, 2)
    assert speed_up(Policy(), 1e9).sample_ms == 1 and Policy().sample_ms == 100
