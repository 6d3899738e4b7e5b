from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.spoilt import Spoilt, spoilt_log


@pytest.fixture
def line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Line:
    """The command line in an empty folder; its log is named by the environment."""
    log = tmp_path / "answerable.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANSWERABLE_URL", str(log))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return Line(log, capsys)


@pytest.fixture
def spoilt(line: Line) -> Spoilt:
    """The seventh event of the first of two cases cannot be read."""
    return spoilt_log(line)
