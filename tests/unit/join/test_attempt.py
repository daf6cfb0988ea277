"""Attempts and verdicts, from what a radio says. Runs on CPython and on MicroPython."""

from portal.join import radio_status, verdict
from portal.join.attempt import AGAIN, STOP, WAIT, Attempt
from portal.join.credentials import Credentials
from portal.join.fixed_address import Address
from portal.join.networks import Network
from portal.join.verdict import Evidence, decide
from portal.policy import Policy

POLICY = Policy()
STRONG = Network(b"Workshop", "wpa2", -50, 6)


def attempt(password=b"correct horse", heard=STRONG, security=None, stale=None):
    return Attempt(1, Credentials(b"Workshop", password, security), POLICY, heard, stale)


def play(subject, statuses, address="10.0.0.2", step_ms=100):
    """Feed one status each 100 ms; the steps that were asked for."""
    steps = []
    elapsed_ms = 0
    for number in statuses:
        elapsed_ms += step_ms
        step = subject.observe(number, address if number == radio_status.UP else None, elapsed_ms)
        steps.append(step)
        if step == STOP:
            break
    return steps


def reason(subject, later=None, heard_later=5):
    return decide(subject.evidence(later if later is not None else [STRONG], heard_later))


def test_a_link_is_believed_after_it_has_settled():
    subject = attempt()
    steps = play(subject, [1, 1, 2, 2, 3, 3, 3, 3, 3])
    assert steps[-1] == STOP and steps.count(AGAIN) == 0
    assert subject.state == "joined" and subject.address == "10.0.0.2"
    assert subject.elapsed_ms == 800


def test_a_stale_address_is_believed_late():
    subject = attempt(stale="10.0.0.2")
    play(subject, [1, 1] + [3] * 20)
    assert subject.state == "joining"
    play(subject, [3] * 60)
    assert subject.state == "joined"


def test_a_stale_address_that_the_router_refuses_is_no_link():
    subject = attempt(stale="10.0.0.2")
    steps = play(subject, [1, 1] + [3] * 20 + [2] * 400)
    assert steps[-1] == STOP and reason(subject) == verdict.NO_ADDRESS


def test_a_fixed_address_is_never_stale():
    subject = attempt(stale="10.0.0.2")
    subject.credentials.ipv4 = Address("10.0.0.2", "255.0.0.0")
    play(subject, [1, 1] + [3] * 4)
    assert subject.state == "joined" and subject.address == "10.0.0.2"


def test_steps_have_names():
    subject = attempt()
    play(subject, [1])
    assert subject.step == "associating"
    play(subject, [2])
    assert subject.step == "address"
    play(subject, [3] * 5)
    assert subject.step == "done"


def test_the_four_ways_of_a_wrong_password():
    silent, down, refused, flapping = attempt(), attempt(), attempt(), attempt()
    play(silent, [1] * 400)
    play(down, [1, 1, 0] * 10)
    play(refused, [1, 1, -3] * 10)
    play(flapping, [-3, 1] * 20)
    for subject in (silent, down, refused, flapping):
        assert reason(subject) == verdict.WRONG_PASSWORD, subject.trace


def test_a_flat_refusal_needs_no_scan():
    subject = attempt()
    play(subject, [1, -3] * 10)
    assert not verdict.needs_scan(subject.evidence())


def test_a_right_password_may_fail_three_times():
    subject = attempt()
    steps = play(subject, [1, -3, 1, -1, 1, 0, 1, 2, 3, 3, 3, 3, 3])
    assert steps.count(AGAIN) == 3 and subject.state == "joined"


def test_four_refusals_are_enough():
    steps = play(attempt(), [1, -3] * 10)
    assert steps.count(AGAIN) == 3 and steps[-1] == STOP and len(steps) == 8


def test_down_before_anything_is_not_a_failure():
    assert play(attempt(), [0, 0, 0]) == [WAIT, WAIT, WAIT]


def test_not_found_is_tried_as_wpa3_once():
    subject = attempt()
    assert subject.security is None
    assert play(subject, [1, -2])[-1] == AGAIN
    assert subject.security == "wpa3"
    assert play(subject, [1, -2])[-1] == STOP


def test_a_wpa3_network_may_refuse_as_often_as_another():
    subject = attempt()
    assert play(subject, [1, -2] + [1, -1] * 3)[-1] == AGAIN
    assert play(subject, [1, -1])[-1] == STOP


def test_an_open_network_is_never_tried_as_wpa3():
    subject = attempt(b"")
    play(subject, [1, -2])
    assert subject.security is None


def test_a_named_security_is_used_as_named():
    for word in ("open", "wpa", "wpa3"):
        assert attempt(security=word).security == word
    assert attempt(security="wpa2").security is None


def test_absent_or_gone():
    subject = attempt(heard=None)
    play(subject, [1, -2] * 5)
    assert reason(subject, []) == verdict.NOT_FOUND
    gone = attempt()
    play(gone, [1] * 400)
    assert reason(gone, []) == verdict.NOT_FOUND


def test_heard_but_never_found_is_a_security_this_radio_has_not():
    subject = attempt()
    play(subject, [1, -2] * 5)
    assert reason(subject) == verdict.UNSUPPORTED


def test_open_when_it_was_listed_and_secured_now():
    subject = attempt(b"")
    play(subject, [1, -2] * 5)
    assert reason(subject) == verdict.WRONG_PASSWORD


def test_faded():
    weak = Network(b"Workshop", "wpa2", -88, 6)
    for statuses in ([1] * 400, [1, 0] * 10, [1, -2] * 5, [1] + [2] * 400):
        subject = attempt()
        play(subject, statuses)
        assert reason(subject, [weak]) == verdict.WEAK_SIGNAL, statuses[:3]
    fading = attempt(heard=Network(b"Workshop", "wpa2", -80, 6))
    play(fading, [1] * 400)
    assert reason(fading, []) == verdict.WEAK_SIGNAL


def test_no_lease():
    subject = attempt()
    play(subject, [1, 1] + [2] * 400)
    assert reason(subject) == verdict.NO_ADDRESS


def test_refused():
    subject = attempt(b"")
    play(subject, [1, -1] * 10)
    assert reason(subject) == verdict.REFUSED
    closed = attempt(b"")
    play(closed, [1, 0] * 10)
    assert reason(closed) == verdict.REFUSED


def test_a_radio_that_says_and_hears_nothing():
    subject = attempt()
    play(subject, [0] * 400)
    assert reason(subject, [], 0) == verdict.TIMEOUT
    silent = attempt(b"")
    play(silent, [1] * 400)
    assert reason(silent) == verdict.TIMEOUT


def test_a_hidden_network_with_a_wrong_password():
    subject = attempt(heard=None)
    play(subject, [1] * 400)
    assert reason(subject, [], 4) == verdict.WRONG_PASSWORD


def test_every_wait_ends():
    for pattern in ([0], [1], [2], [1, 2], [2, 1], [1, 0], [-3, 1], [3, 2], [3, 1], [-7]):
        subject = attempt(stale="10.0.0.2")
        steps = play(subject, pattern * 2000)
        assert steps[-1] == STOP, pattern
        assert subject.elapsed_ms <= POLICY.join_limit_ms + POLICY.stale_settle_ms


def test_every_evidence_has_a_verdict():
    numbers = (0, 1, 2, -1, -2, -3)
    for bits in range(64):
        seen = {number for i, number in enumerate(numbers) if bits >> i & 1}
        for secured in (True, False):
            for before in (None, -50, -90):
                for after in (None, -50, -90):
                    for heard in (None, 0, 3):
                        word = decide(Evidence(secured, seen, before, after, heard))
                        assert word in verdict.FAILURES


def test_the_trace_does_not_grow_without_end():
    subject = attempt()
    for i in range(1000):
        subject.observe(1 if i % 2 else 2, None, i)
    assert len(subject.trace) < 30


def test_what_a_supplicant_proves_is_final_and_needs_no_scan():
    proofs = {
        radio_status.WRONG_KEY: verdict.WRONG_PASSWORD,
        radio_status.TURNED_AWAY: verdict.REFUSED,
        radio_status.UNTRUSTED: verdict.REFUSED,
        radio_status.MISMATCH: verdict.UNSUPPORTED,
        radio_status.ABSENT: verdict.NOT_FOUND,
    }
    for number, word in proofs.items():
        subject = attempt()
        assert play(subject, [1, number]) == [WAIT, STOP]
        assert not verdict.needs_scan(subject.evidence())
        assert decide(subject.evidence()) == word
        assert subject.untrusted == (number == radio_status.UNTRUSTED)


def test_a_faint_network_that_is_proven_absent_has_faded():
    subject = attempt(heard=Network(b"Workshop", "wpa2", -80, 6))
    play(subject, [1, radio_status.ABSENT])
    assert decide(subject.evidence()) == verdict.WEAK_SIGNAL
