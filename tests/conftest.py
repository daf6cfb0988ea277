"""What all tests share: in CI, a skipped test is a failure; and which tests begin first."""

import os
import signal
from pathlib import Path

import pytest

# The longest, so that no worker begins one of them when the others are about to end.
FIRST = ("test_real_wifi", "test_real_wifi_fleet", "test_power_cuts", "test_fidelity")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


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
