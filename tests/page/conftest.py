"""A browser and Node for the tests of pages; without them they are skipped, visibly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.page.browser import CHROMIUM, Browser, chromium
from tests.page.node import Node, binary, node


@pytest.fixture(scope="session")
def shared_browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed here")
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(shared_browser: Browser) -> Browser:
    shared_browser.prefer("light")
    return shared_browser


@pytest.fixture
def line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Line:
    """The command line in an empty folder."""
    log = tmp_path / "answerable.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANSWERABLE_URL", str(log))
    return Line(log, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(scope="session")
def verifier() -> Iterator[Node]:
    """The verifier in JavaScript."""
    if binary() is None:
        pytest.skip("Node is not installed here")
    with node() as running:
        yield running


@pytest.fixture(scope="session")
def alone() -> Iterator[Node]:
    """One that has to do without the Ed25519 of its host."""
    if binary() is None:
        pytest.skip("Node is not installed here")
    with node(own_code=True) as running:
        yield running
