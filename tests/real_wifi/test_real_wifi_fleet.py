"""The fleet over real 802.11: a laptop with NetworkManager walks along three Linux cameras, in
one guest. What happens there is in ``tests/real_wifi/fleet.py``."""

import pytest

from real_wifi.vm import laptop_files, run_cases, vm

pytestmark = [
    pytest.mark.skipif(vm.why_not() is not None, reason=str(vm.why_not())),
]

GATE, DOCK, SIZE = "Gate", "Dock 7", 'Größe; "X"'
HOME, PROFILE = "Six", "camera-portal-wlan9"
SECRETS = ("correct horse", "wrong horse", "no such password")


@pytest.fixture(scope="module")
def cases():
    try:
        laptop_files.prepare()
    except laptop_files.NoNetworkManager as error:
        pytest.skip(str(error))
    return {case["case"]: case for case in run_cases.cases(run_cases.FLEET)}


def states(case: dict, hotspot: str) -> list[str]:
    """What was said about one camera, without its name."""
    lines = [line.partition(": ")[2] for line in case["lines"] if line.startswith(hotspot + ": ")]
    return [line.replace(" associating", "").replace(" address", "") for line in lines]


def results(case: dict) -> dict[str, dict]:
    return {row["hotspot"]: row for row in case["result"]}


def test_whichever_is_heard_is_set_up(cases):
    """One joins, one has a wrong password, one is out of range at first."""
    first = cases["first"]
    assert first["code"] == 1
    assert states(first, GATE)[-1].startswith("joined 10.7.0.")
    assert states(first, DOCK)[-1] == "wrong_password"
    size = states(first, SIZE)
    assert "out_of_range" in size and size[-1].startswith("joined 10.7.0.")
    assert size.index("out_of_range") < size.index("joining_hotspot")


def test_the_result_of_each(cases):
    found = results(cases["first"])
    assert [found[name]["verdict"] for name in (GATE, DOCK, SIZE)] == [
        "joined", "wrong_password", "joined"
    ]  # fmt: skip
    gate, dock = found[GATE], found[DOCK]
    assert gate["address"].startswith("10.7.0.") and gate["hostname"] == "gate"
    assert (gate["channel"], gate["attempts"], gate["room"]) == ("1", "1", "Room 0")
    assert -95 < int(gate["rssi"]) < -10 and 0 < float(gate["seconds"]) < 60
    assert gate["mac"] == "02:00:00:00:0c:00" and len({row["id"] for row in found.values()}) == 3
    assert (dock["address"], dock["mac"], dock["room"]) == ("", "02:00:00:00:0c:01", "Room 1")


def test_the_paper(cases):
    paper = cases["first"]["paper"]
    for words in ("Harbour", "Anna &lt;Berg&gt;", "The password does not fit", "Room 2", "Gr"):
        assert words in paper


def test_a_wrong_hotspot_password_and_ctrl_c(cases):
    case = cases["interrupted"]
    assert case["code"] == 130
    assert states(case, DOCK)[-4:] == [
        "joining_hotspot", "hotspot_refused", "waiting", "joining_hotspot"
    ]  # fmt: skip
    found, before = results(case), results(cases["first"])
    assert found[DOCK]["verdict"] == "hotspot_refused"
    assert found[DOCK]["id"] == before[DOCK]["id"]
    assert (found[GATE], found[SIZE]) == (before[GATE], before[SIZE])
    assert "did not let this computer in" in case["paper"]


def test_it_goes_on_where_it_ended(cases):
    case = cases["finished"]
    assert case["code"] == 0
    assert states(case, GATE)[-1].startswith("joined") and len(states(case, GATE)) == 1
    found = results(case)
    assert [row["verdict"] for row in found.values()] == ["joined"] * 3
    assert found[DOCK]["attempts"] == "3" and found[GATE] == results(cases["first"])[GATE]


@pytest.mark.parametrize("name", ["first", "interrupted", "finished"])
def test_the_laptop_is_left_as_it_was(cases, name):
    assert cases[name]["on"] == HOME
    assert PROFILE not in cases[name]["profiles"] and HOME in cases[name]["profiles"]


def test_a_hotspot_that_goes_is_joined_again_when_it_returns(cases):
    """NetworkManager gives it up meanwhile, and may go home."""
    case = cases["comes-back"]
    assert case["lost"] != PROFILE and (case["back"], case["after"]) == (PROFILE, HOME)


def test_the_cameras_are_online_and_have_closed(cases):
    after = cases["afterwards"]
    assert after["codes"] == [0, 0, 0]
    for lines in after["cameras"]:
        assert lines[-2].startswith("state joined 10.7.0.")
        assert lines[-1].startswith("state closing")


def test_no_password_in_the_process_list(cases):
    seen, looks = cases["afterwards"]["process_list"]
    assert seen == [] and looks > 30
    commands = cases["afterwards"]["command_lines"]
    assert "connection add" in commands and "passwd-file" in commands
    for secret in (*SECRETS, *cases["afterwards"]["opening"]):
        assert secret not in commands


def test_no_password_in_anything_that_is_kept(cases):
    for secret in (*SECRETS, *cases["afterwards"]["opening"]):
        for name in ("first", "interrupted", "finished"):
            assert secret not in str(cases[name])
        assert secret not in cases["afterwards"]["log"]
