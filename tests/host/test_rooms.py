"""The rooms of ``portal/``: imports run down only, and the document shows what is so."""

import pytest
from support import rooms

ARROWS = rooms.arrows()


def test_there_are_as_many_arrows_as_one_can_see():
    """An import that is read wrongly would be no arrow, and prove nothing."""
    assert ("radio", "join") in ARROWS and ("supervisor", "web") in ARROWS
    assert {room for ends in ARROWS for room in ends} == set(rooms.ORDER)


@pytest.mark.parametrize("ends", ARROWS, ids="-".join)
def test_arrows_run_down(ends):
    """With an order of all rooms, there is no circle either."""
    start, end = ends
    assert rooms.ORDER.index(start) < rooms.ORDER.index(end), ARROWS[ends]


def test_only_radio_knows_the_network_module():
    for path in (rooms.ROOT / "portal").rglob("*.py"):
        if "radio" not in path.parts:
            assert "network" not in rooms.outer_imports(path), path


def test_the_picture_is_todays():
    """Make it again with ``python3 tools/rooms.py``."""
    text = rooms.DOCUMENT.read_text(encoding="utf-8")
    assert text == rooms.render(text)
