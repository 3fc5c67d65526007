"""What every test may ask for. Tests on the data sets of others run wherever their folder is."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

# Every run draws new examples; a failure prints how to draw it again. Only how long a busy machine takes is no failure.
settings.register_profile(
    "suite", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("suite"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

ROOT = Path(__file__).resolve().parent.parent
#: What starts whole programs: browsers, and cities that are killed and started again. Half of the suite's time.
PROGRAMS = {ROOT / "tests" / "browser", ROOT / "tests" / "faults"} | {
    ROOT / "tests" / "system" / f"test_{name}.py" for name in ("crash_points", "serve", "suite")
}
SHARED = Path(os.environ.get("ONETHING_SHARED", ROOT.parent / "shared"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "shared: needs the data sets of others (ONETHING_SHARED, else ../shared)"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only the tests that touch the database (the second database)",
    )
    parser.addoption(
        "--lane",
        choices=["browsers", "rest"],
        help="only the tests in browsers and whole programs, or only the others (two runs side by side)",
    )


TOUCHES = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another run does, then the tests on data sets that are not here; those count in the last line."""
    if config.getoption("--database-only"):
        _keep(
            config, items, lambda one: bool(one.get_closest_marker("django_db") or TOUCHES & _fixtures(one))
        )
    if lane := config.getoption("--lane"):
        _keep(config, items, lambda one: _starts_programs(one.path) == (lane == "browsers"))
    if not SHARED.is_dir():
        config.stash[LEFT_OUT] = _keep(config, items, lambda one: not one.get_closest_marker("shared"))


def _keep(config: pytest.Config, items: list[pytest.Item], wanted: Callable[[pytest.Item], bool]) -> int:
    """Leave out what is not wanted; returns how many."""
    left_out = [item for item in items if not wanted(item)]
    items[:] = [item for item in items if wanted(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    return len(left_out)


def _starts_programs(path: Path) -> bool:
    return bool(PROGRAMS & {path, *path.parents})


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


LEFT_OUT = pytest.StashKey[int]()


def pytest_unconfigure(config: pytest.Config) -> None:
    if left_out := config.stash.get(LEFT_OUT, 0):
        print(f"{left_out} tests on the data sets of others were left out: no folder {SHARED}")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with the data sets of others; mark the test `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """A database in which the city's package holds; publishing it once more in a test changes nothing and costs nothing."""
    from onething.areas.catalogue import api as catalogue
    from onething.core.actors import Actor
    from onething.kit.ports import now
    from tests.shipped import FILES

    with django_db_blocker.unblock():
        catalogue.publish(Actor.job("load"), files=FILES, now=now())


Unblock = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Unblock]:
    """Rows that the tests of one module share: made once, in a transaction that is taken back behind the last of them; each test
    stands on a savepoint in it. Gives what opens the database while they are made. Not for tests that commit."""
    yield from _rows(django_db_blocker)


@pytest.fixture(scope="class")
def rows_of_class(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Unblock]:
    """The same for the tests of one class."""
    yield from _rows(django_db_blocker)


def _rows(blocker: DjangoDbBlocker) -> Iterator[Unblock]:
    from django.db import transaction

    block = transaction.atomic()
    with blocker.unblock():
        block.__enter__()
    yield blocker.unblock
    with blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


# Chromium heeds the last list only, so Playwright's own stands here again; the two last names are the pages of the
# address bar, which nobody sees and which cost most of the start of every window.
OFF = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
SWITCHES = [
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-dev-shm-usage",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium; name it with CHROMIUM=, or: apt-get install -y chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
