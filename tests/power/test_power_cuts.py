"""Power cuts at every block write of every save, on MicroPython and real FAT; then torn blocks.

tests/power/ runs them; here is what must come of it.
"""

import json
from functools import cache

import pytest
from camera_portal.environment import ROOT
from support.on_micropython import needs_micropython, run

pytestmark = needs_micropython

SMALL = ("96K", "128K")
DRIVES = (*SMALL, "4M", "4M of 4096", "11M")
SCENARIOS = (
    "the first password",
    "the first network",
    "the second network",
    "a new password",
    "a file that grows",
    "a clear password",
    "a long file's clear password",
    "a file edited by hand",
    "a file emptied by hand",
    "forgetting one",
    "forgetting all",
    "the recovery file by hand",
    "a cut while mending",
)
# These write the recovery file's settings again, with other letters: a tear among them shows.
MIXING = (
    "forgetting one",
    "forgetting all",
    "the second network",
    "a new password",
    "a file that grows",
    "a file emptied by hand",
    "the recovery file by hand",
)


@cache
def trials(drive: str, *how: str) -> dict[str, dict]:
    """What came of each scenario."""
    script = ROOT / "tests" / "power" / "cuts.py"
    result = run("-X", "heapsize=64M", script, drive, *how, timeout_s=600)
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    lines = [line[7:] for line in result.stdout.splitlines() if line.startswith("result ")]
    return {found["scenario"]: found for found in map(json.loads, lines)}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("drive", DRIVES)
def test_old_settings_or_new(drive, scenario):
    found = trials(drive)[scenario]
    assert found["broken"] == []
    assert found["cuts"] >= 6 and found["tears"] >= 4 * (found["cuts"] - 1)
    assert found["erased"] == 5 * (found["cuts"] - 1)


@pytest.mark.parametrize("drive", DRIVES)
def test_what_no_program_can_keep_is_as_little_as_storage_says(drive):
    found = trials(drive)
    assert set(found) == set(SCENARIOS)
    for scenario, line in found.items():
        assert line["mixed"] <= (16 if scenario in MIXING else 0), scenario
        assert line["number"] <= (0 if drive in SMALL else 4), scenario
        assert line["lost"] <= line["erased"], scenario
    counts = ("cuts", "tears", "erased", "mixed", "number", "lost")
    print(drive, {key: sum(line[key] for line in found.values()) for key in counts})


def test_the_trials_catch_an_unprotected_file():
    found = trials("96K", "unprotected")
    assert len(found) == 4
    for line in found.values():
        assert any(sentence.startswith("cut") for sentence in line["broken"]), line
        assert any(sentence.startswith("tear") for sentence in line["broken"]), line
