"""The Linux camera over real 802.11: the cases of ``tests/real_wifi/``, each script in a guest.

To see it by itself: ``python3 tools/real_wifi.py``.
"""

import base64
import lzma
import re
import statistics
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from camera_portal import environment

from real_wifi.vm import kernel, root_files, run_cases, vm

pytestmark = [
    pytest.mark.skipif(vm.why_not() is not None, reason=str(vm.why_not())),
]

# What the portal may add to the supplicant's own time, for most joins: nobody notices as much.
OVERHEAD_S_MAX = 0.3
HOTSPOT = "192.168.4.1"


def reports(script):
    return {case["case"]: case for case in run_cases.cases(script)}


@pytest.fixture(scope="module")
def cases():
    """Two guests at the same time; the first takes as long as the others together."""
    scripts = [run_cases.CASES, run_cases.TROUBLES]
    if root_files.has_browser():
        scripts.append(run_cases.BROWSE)
    kernel.prepare()
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(reports, scripts))
    assert "dark-at-boot" in found[0], found[0].keys()
    return {name: case for guest_cases in found for name, case in guest_cases.items()}


def test_the_kernel_is_found_between_other_code():
    """Which has the mark of what is packed in it, too."""
    whole = b"\x7fELF" + bytes(range(256))
    packed = lzma.compress(whole)
    assert kernel.image(b"MZ" + packed[:6] + b"code" + packed + b"code behind it") == whole
    with pytest.raises(kernel.NoKernel):
        kernel.image(b"MZ" + packed[:6] + lzma.compress(b"no kernel"))


JOINED = {
    "wpa2-right": "10.7.0.",
    "wpa3-right": "10.7.1.",
    "mixed": "10.7.2.",
    "open": "10.7.3.",
    "peap-right": "10.7.4.",
    "ttls-right": "10.7.4.",
    "ttls-mschapv2": "10.7.4.",
    "hidden": "10.7.7.",
    "channel-6": "10.7.8.",
    "channel-11": "10.7.9.",
    "signed": "10.7.4.",
    "hostile": "10.7.10.",
    "static": "10.7.0.200",
}
FAILED = {
    "wpa2-wrong": "wrong_password",
    "wpa3-wrong": "wrong_password",
    "peap-wrong": "wrong_password",
    "ttls-wrong": "wrong_password",
    "absent": "not_found",
    "no-lease": "no_address",
    "refused": "refused",
}


def test_a_phone_gets_in_and_is_sent_to_the_page(cases):
    visit = cases["visit"]
    address, router, names = visit["lease"]
    assert address.startswith("192.168.4.") and router == names == HOTSPOT
    assert visit["resolved"] == HOTSPOT
    assert visit["redirect"] == [302, f"http://{HOTSPOT}/"]
    assert visit["page"] == [200, True] and visit["login"]


def test_the_list_tells_each_security(cases):
    heard = {row["ssid"]: row["security"] for row in cases["visit"]["networks"]}
    assert heard["Cafe"] == "open" and heard["Workshop"] == "wpa2" and heard["Mixed"] == "wpa2"
    assert heard["Studio"] == "wpa3" and heard["Campus"] == "enterprise"
    assert "Lab" not in heard
    assert all(row["joinable"] for row in cases["visit"]["networks"])


@pytest.mark.parametrize("case, subnet", JOINED.items())
def test_joined(cases, case, subnet):
    assert cases[case]["state"] == "joined" and cases[case]["address"].startswith(subnet)


@pytest.mark.parametrize("case, reason", FAILED.items())
def test_failed_with_the_reason(cases, case, reason):
    assert (cases[case]["state"], cases[case]["reason"]) == ("failed", reason)


def test_a_wrong_wpa3_password_is_told_in_the_second_of_its_refusal(cases):
    """The supplicant itself takes 17 s to give it up."""
    assert "AUTH-REJECT" in cases["wpa3-wrong"]["event"]
    assert cases["wpa3-wrong"]["took_s"] < 1


def test_the_portal_adds_little_to_the_supplicants_time(cases):
    overheads = [cases[case]["overhead_s"] for case in (*JOINED, *FAILED)]
    assert statistics.median(overheads) <= OVERHEAD_S_MAX, overheads


@pytest.mark.parametrize("case", ["channel-6", "channel-11"])
def test_the_phone_follows_the_hotspot_to_another_channel(cases, case):
    assert cases[case]["phone_stayed"]


def test_a_hotspot_that_cannot_announce_its_move(cases):
    case = cases["moved-again"]
    assert case["joined"] and case["came_back"] and case["channel"] == "6"


def test_online_the_program_ends_and_the_link_stays(cases):
    assert cases["online"]["code"] == 0 and cases["online"]["online"]


@pytest.mark.parametrize("case", [case for case in JOINED if case != "wpa2-right"])
def test_sigterm_leaves_nothing_behind(cases, case):
    ended = cases[case + "-ended"]
    assert ended["code"] == 143 and ended["left"] == []
    assert not any("Traceback" in line for line in ended["lines"])


def test_a_fixed_address_comes_with_its_route_and_name_server(cases):
    ended = cases["static-ended"]
    assert "default via 10.7.0.1 dev wlan0" in ended["routes"]
    assert "nameserver 10.7.0.1 " in ended["names"]


def test_a_link_to_the_name_servers_stays_one(cases):
    ended = cases["static-ended"]
    assert ended["names"].startswith("nameserver 127.0.0.1\n")
    assert ended["linked"] and ended["kept"] == "nameserver 127.0.0.1\n"


def test_a_certificate_is_pinned_on_first_use(cases):
    assert cases["pinned"]["code"] == 0 and cases["pinned"]["kept"]
    assert not any(line.startswith("state hosting") for line in cases["pinned"]["lines"])


def test_another_certificate_is_not_trusted(cases):
    assert "state failed refused" in cases["other-certificate"]["lines"]


def test_the_page_says_how_the_server_was_trusted(cases):
    assert "trusts this server’s certificate and no other" in cases["peap-right"]["page"]
    assert "signed by site.pem" in cases["signed"]["page"]


def test_several_saved_networks(cases):
    """The first is not on air, the second is."""
    states = [line for line in cases["several"]["lines"] if line.startswith("state ")]
    assert states[-1].startswith("state joined 10.7.0.") and cases["several"]["code"] == 0
    assert not any(state.startswith("state hosting") for state in states)


def test_a_killed_camera_is_cleaned_up_by_the_next(cases):
    assert cases["killed"]["before"] and cases["killed"]["left"] == []
    assert not cases["killed"]["folder"]
    assert cases["killed"]["lines"][-1].startswith("state joined")


def test_help_says_what_is_needed():
    answer = subprocess.run(
        [sys.executable, "-m", "portal", "--help"],
        cwd=environment.ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for word in ("hostapd", "wpasupplicant", "dnsmasq", "NetworkManager", "unmanaged-devices"):
        assert word in answer


def test_a_wrong_hotspot_password_gets_nothing(cases):
    assert cases["stranger"]["joined"] is False and cases["second"]["joined"] is True


def test_two_phones_see_one_list_and_one_is_told_to_wait(cases):
    case = cases["two-phones"]
    assert case["same"] and case["codes"] == [202, 409] and "busy" in case["error"]
    assert case["reasons"] == ["not_found", "not_found"]


def test_a_deauthenticated_camera_keeps_its_password(cases):
    assert cases["deauthenticated"] == {"case": "deauthenticated", "hotspots": 1, "open": False}


def test_a_hotspot_whose_move_fails_opens_again_and_leaves_nothing_behind(cases):
    case = cases["hotspot-failed"]
    assert sum(line.startswith("ready ") for line in case["lines"]) == 2
    assert case["code"] == 143 and case["left"] == []


def test_a_supplicant_that_dies_is_replaced(cases):
    """In the middle of setup, before a join, and under a link."""
    case = cases["supplicant-died"]
    assert "Six" in case["heard"] and case["code"] == 202 and case["state"] == "joined"
    assert case["ended"] == 143 and case["left"] == []


def test_of_two_access_points_the_one_on_the_hotspots_channel_is_joined(cases):
    assert cases["twins"]["state"] == "joined" and cases["twins"]["phone_stayed"]
    assert cases["twins-online"]["online"]
    assert cases["twin-gone"]["refused"] == 0 and cases["twin-gone"]["moved"]


def test_the_access_point_dies_and_returns(cases):
    case = cases["came-back"]
    states = [line for line in case["lines"] if line.startswith("state ")]
    assert states[-1].startswith("state joined 10.7.0.") and case["left"] == []
    assert not any(state.startswith("state hosting") for state in states)


def test_a_site_that_is_dark_at_boot_and_comes_up(cases):
    case = cases["dark-at-boot"]
    assert any(line.startswith("state failed not_found") for line in case["lines"])
    assert not any(line.startswith("state hosting") for line in case["lines"])
    assert case["lines"][-1].startswith("state joined 10.7.0.") and case["left"] == []


@pytest.mark.skipif(
    not root_files.has_browser(), reason="no Chromium of Debian's to put in the guest"
)
def test_a_browser_on_the_phones_side_of_real_air(cases):
    """The whole flow by touch, over a real hotspot that moves from channel 1 to 6 meanwhile."""
    case = cases["browser"]
    assert case["failed"].startswith("The password does not fit")
    assert "is on Six" in case["joined"] and "10.7.8." in case["joined"]
    assert case["code"] == 0
    assert "state joining Six" in case["lines"]


@pytest.mark.parametrize("number, shade", [(0, "light"), (1, "dark")])
@pytest.mark.skipif(
    not root_files.has_browser(), reason="no Chromium of Debian's to put in the guest"
)
def test_a_picture_of_the_login(cases, screenshots, number, shade):
    data = base64.b64decode(cases["browser"]["pictures"][number])
    (screenshots / f"login-{shade}.png").write_bytes(data)
    assert data.startswith(b"\x89PNG") and len(data) > 10_000


def test_no_password_is_ever_shown(cases):
    shown = re.sub(r'^hotspot .*|"password": "[a-z0-9]{13}"', "", str(cases))
    for password in ("correct horse", "s3cret horse", "wrong horse"):
        assert password not in shown
