"""What all tests share: in CI, a skipped test is a failure; and which tests begin first."""

import os
import signal
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

# The longest, so that no worker begins one of them when the others are about to end.
FIRST = ("test_real_wifi", "test_real_wifi_fleet", "test_power_cuts", "test_fidelity")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


# Whose tests share something that takes long to make: all of a file run on one worker.
TOGETHER = (
    *FIRST,
    "test_captive",
    "test_deploy",
    "test_installed",
    "test_transport",
    "test_unit_on_micropython",
)


class Scheduler(LoadScopeScheduling):
    """Hands out single tests, but all of a file that is in ``TOGETHER`` to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        file = Path(nodeid.split("::", maxsplit=1)[0])
        return file.name if file.stem in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log) -> Scheduler:
    """Groups of pytest-xdist's own need what pytest 9.2 does not have any more: a test's name that
    can be changed (pytest-xdist 3.8, remote.py; pytest, nodes.py, Node.nodeid)."""
    return Scheduler(config, log)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Several workers tell the one process that has a reporter."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped:
        for report in skipped:
            print(f"\nskipped in CI: {report.nodeid}: {report.longrepr[2]}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_sessionstart() -> None:
    """A shell's background job ignores Ctrl-C and hands that down; what is tested must not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--keep-screenshots", action="store_true", help="renew the pictures in tests/screenshots/"
    )


@pytest.fixture
def screenshots(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where screenshots go: to a temporary folder, or to the README's with --keep-screenshots."""
    if not request.config.getoption("keep_screenshots"):
        return tmp_path
    folder = Path(__file__).parent / "screenshots"
    folder.mkdir(exist_ok=True)
    return folder
