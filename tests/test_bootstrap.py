"""A log is found by the scheme of its url: ours at once, a foreign one by its entry point."""

import sys
from pathlib import Path

import pytest

from answerable.adapters.memory.store import MemoryStore
from answerable.adapters.memory.views import MemoryViews
from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import UnavailableError
from answerable.bootstrap import UnknownUrlError, open_log, schemes

OPENED: list[str] = []


def opener(url: str, form: StoredForm) -> tuple[MemoryStore, MemoryViews]:
    OPENED.append(url)
    return MemoryStore(form), MemoryViews()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package is installed, which brings the scheme `shelf`."""
    metadata = tmp_path / "shelf-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: shelf\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(
        f"[answerable.adapters]\nshelf = {__name__}:opener\nsqlite = nobody.asks:this\n"
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])


@pytest.mark.usefixtures("installed")
def test_a_scheme_that_another_package_brings_is_opened_by_it() -> None:
    store, _ = open_log("shelf://here/there")

    assert isinstance(store, MemoryStore)
    assert OPENED == ["shelf://here/there"]
    assert {"memory", "shelf", "sqlite"} <= set(schemes())


@pytest.mark.usefixtures("installed")
def test_our_own_schemes_stay_ours(tmp_path: Path) -> None:
    store, _ = open_log(f"sqlite:///{tmp_path / 'log.db'}")

    assert isinstance(store, SqliteStore)
    store.close()


@pytest.mark.usefixtures("installed")
def test_an_unknown_scheme_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(UnknownUrlError, match=r"memory:, .*shelf:, sqlite:"):
        open_log("shelv://here")


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:sekret@127.0.0.1:1/db",
        "mysql://u:sekret@127.0.0.1/db",
        "postgresql://u:one@sekret@127.0.0.1:1/db",
        "postgresql://u:sekret@[127.0.0.1/db",
        "postgresql://u:sekret@127.0.0.1:1/db?schem=north",
        "sqlite://u:sekret@127.0.0.1/log.db",
        "sqlite://u:sekret@127.0.0.1/:memory:",
    ],
)
def test_no_refusal_of_a_url_shows_its_password(url: str) -> None:
    with pytest.raises((UnknownUrlError, UnavailableError)) as refused:
        open_log(url)

    assert "sekret" not in str(refused.value)


def test_two_slashes_before_a_file_are_told_to_be_three_or_four() -> None:
    with pytest.raises(UnavailableError, match="write sqlite:///FILE"):
        open_log("sqlite://log.db")


def test_a_refusal_of_sqlites_memory_does_not_name_a_scheme_that_is_known() -> None:
    with pytest.raises(UnknownUrlError, match=r"^:memory: is not a log"):
        open_log("sqlite:///:memory:")
