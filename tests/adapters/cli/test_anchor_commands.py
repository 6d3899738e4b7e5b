"""Anchors in a terminal: each is tried, receipts are kept and shown, and judged again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import util
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import SECTIONS, table
from tests.ledger.anchored import alone_with, clone
from tests.ledger.authority import Authority

from answerable.adapters.cli.exits import Exit


@pytest.fixture
def authority() -> Iterator[Authority]:
    with closing(Authority()) as made:
        yield made


@pytest.fixture
def sealed(line: Line, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A sealed log, a share, and where receipts are kept."""
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    monkeypatch.setenv("ANSWERABLE_RECEIPTS", str(line.log.parent / "receipts"))
    Path("share").mkdir()
    line.desk().receive("My third letter.")
    assert line("ledger", "seal", "--origin", "log.example").code == 0
    return line


@pytest.fixture
def believed(sealed: Line, authority: Authority) -> list[str]:
    """How to believe the authority, in the folder of the log."""
    (sealed.log.parent / "tsa.pem").write_bytes(authority.root.pem)
    return ["--tsa-certificate", "tsa.pem"]


def not_installed(_: str) -> None:
    """Where nothing is found."""


def stamped(authority: Authority) -> str:
    return f"127.0.0.1-{authority.url.split(':')[2].split('/')[0]}.tsr"


def test_the_checkpoint_goes_to_every_anchor_and_receipts_are_kept(
    sealed: Line, authority: Authority, believed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone_with(monkeypatch)
    clone(sealed.log.parent)
    files = ["--folder", "share", "--git", "clone"]
    told = sealed("ledger", "anchor", *files, "--tsa", authority.url, *believed, "--json")

    names = [each["anchor"] for each in told.document["receipts"]]
    assert told.code == 0
    assert names == ["share.folder", "clone.origin.git", stamped(authority)]
    assert list(told.document["receipts"][0]) == list(table(SECTIONS["ledger anchor"], "Field"))
    assert {each["outcome"] for each in told.document["receipts"]} == {"PASS"}

    again = sealed("ledger", "receipts", *files, *believed, "--json")
    assert (again.code, again.document["receipts"]) == (0, sorted_by_name(told.document))
    assert all(each.is_file() for each in Path("receipts").glob("log.example.*/*"))


def sorted_by_name(document: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    return sorted(document["receipts"], key=lambda each: each["anchor"])


def test_one_anchor_that_fails_does_not_hide_the_others(
    sealed: Line, authority: Authority, believed: list[str]
) -> None:
    authority.close()

    ran = sealed("ledger", "anchor", "--folder", "share", "--tsa", authority.url, *believed)

    assert ran.code == Exit.WRONG_ON_RECORD
    assert "holds it" in ran.out
    assert "cannot be reached" in " ".join(ran.out.split())
    (kept,) = sealed("ledger", "status", "--json").document["receipts"]
    assert kept["anchor"] == "share.folder"


def test_the_status_shows_what_is_kept(sealed: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sealed("ledger", "status", "--json").document["receipts"] == []
    assert "No receipts are kept." in sealed("ledger", "receipts").out
    sealed("ledger", "anchor", "--folder", "share")

    (kept,) = sealed("ledger", "status", "--json").document["receipts"]
    assert f"Anchored at {kept['entries']} entries: share.folder" in sealed("ledger", "status").out
    monkeypatch.delenv("ANSWERABLE_RECEIPTS")
    assert sealed("ledger", "status", "--json").document["receipts"] is None


def test_a_kept_time_stamp_says_since_when_and_needs_nobody(
    sealed: Line, authority: Authority, believed: list[str]
) -> None:
    sealed("ledger", "anchor", "--tsa", authority.url, *believed)
    authority.close()
    with sealed.desk() as desk:
        desk.receive("Another one.")
    sealed("ledger", "seal")

    assert "2026-03-02" in sealed("ledger", "receipts", *believed).out
    assert "NOT CHECKED" in sealed("ledger", "receipts").out


def test_a_log_that_was_sealed_anew_is_not_the_anchored_one(sealed: Line) -> None:
    sealed("ledger", "anchor", "--folder", "share")
    with closing(sqlite3.connect(sealed.log)) as log:
        for (name,) in log.execute("SELECT name FROM sqlite_master WHERE name LIKE 'ledger_%'"):
            log.execute(f"DELETE FROM {name}")
        log.execute("UPDATE stored_events SET state = state || ' ' WHERE rowid = 1")
        log.commit()
    assert sealed("ledger", "seal", "--origin", "log.example").code == 0

    ran = sealed("ledger", "receipts", "--folder", "share")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert "does not begin with" in " ".join(ran.out.split())
    assert sealed("ledger", "anchor", "--folder", "share").code == Exit.WRONG_ON_RECORD


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "--folder"),
        (["--folder", "share", "--folder", "./share"], "Two anchors are called share.folder"),
        (["--tsa", "http://tsa.example"], "by which certificate"),
        (["--tsa", "tsa.example", "--tsa-certificate", "tsa.pem"], "begins with http"),
        (["--tsa", "http://tsa.example", "--tsa-certificate", "share/none"], "No such file"),
        (["--tsa", "http://tsa.example", "--tsa-certificate", "answerable.db"], "No certificate"),
    ],
)
@pytest.mark.usefixtures("believed")
def test_a_wrong_use_says_what_to_do(sealed: Line, words: list[str], said: str) -> None:
    ran = sealed("ledger", "anchor", *words)

    assert ran.code == Exit.WRONG_USE
    assert said in ran.err


def test_receipts_have_a_place_and_time_stamps_their_extra(
    sealed: Line, believed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr("answerable.adapters.cli.anchoring.find_spec", not_installed)
        ran = sealed("ledger", "receipts", *believed)
    assert (ran.code, "answerable[audit]" in ran.err) == (Exit.WRONG_USE, True)
    assert util.find_spec("rfc3161_client")

    monkeypatch.delenv("ANSWERABLE_RECEIPTS")
    for command in ("anchor", "receipts"):
        assert "ANSWERABLE_RECEIPTS" in sealed("ledger", command, "--folder", "share").err
