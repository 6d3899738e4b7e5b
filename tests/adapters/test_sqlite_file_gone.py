"""Nothing is acknowledged that goes into a file nobody can open again."""

from pathlib import Path

import pytest

from answerable.application.ports import UnavailableError
from answerable.bootstrap import open_desk


def test_a_log_whose_file_was_deleted_takes_no_more_events(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    desk = open_desk(str(path))
    desk.receive("It broke.")
    path.unlink()

    with pytest.raises(UnavailableError, match="moved or deleted"):
        desk.receive("It broke again.")
    desk.store.close()


def test_a_log_whose_place_another_file_took_takes_no_more_events(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    desk = open_desk(str(path))
    path.rename(tmp_path / "old.db")
    open_desk(str(path)).close()

    with pytest.raises(UnavailableError, match="moved or deleted"):
        desk.receive("It broke.")
    desk.store.close()


def test_a_log_goes_on_where_the_program_changed_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_desk("log.db") as desk:
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")

        assert desk.receive("It broke.").history()
