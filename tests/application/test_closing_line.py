"""A closing reply ends with the newest checkpoint, on record as the complainant sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.closing import TEXT, answer, ledgered, ready, seal, sealer

from answerable.adapters.key_folder import is_signed
from answerable.application.desk import Desk
from answerable.application.ledger.checking import Outcome as Found
from answerable.application.ledger.checking import check
from answerable.application.ledger.closing_line import newest_line, with_line
from answerable.application.ledger.ledger import Ledger
from answerable.application.ledger.note import Note, parse_line
from answerable.bootstrap import open_desk
from answerable.domain.case.replies import Kind

LINE = f"log.example 13 {'A' * 43}="


@pytest.fixture(params=["memory:", "sqlite"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    url = str(tmp_path / "log.db") if request.param == "sqlite" else request.param
    with open_desk(url) as opened:
        yield opened


def test_the_letter_ends_with_the_newest_checkpoint_before_it(desk: Desk) -> None:
    case, seals = ready(desk), sealer(desk)
    seals.seal_all()
    old = desk.closing_line()
    desk.receive("Another one.")
    seals.seal_all()

    letter = case.letter(answer(case))

    line = Ledger(ledgered(desk), ledgered(desk).ledger()).checkpoint().line
    assert letter == f"{TEXT}\n\n{line}"
    assert (desk.closing_line(), old != line) == (line, True)


def test_asking_a_log_that_was_never_sealed_for_its_line_makes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "log.db"
    with open_desk(str(file)) as desk:
        case = ready(desk)
        case.send(answer(case))
        assert desk.closing_line() is None
        before = tables(file)
        sealer(desk).seal_all()
        assert desk.closing_line()

    assert not [each for each in before if each.startswith("ledger_")]
    assert [each for each in tables(file) if each.startswith("ledger_")]


def test_a_ledger_that_was_never_begun_is_empty_in_every_part(tmp_path: Path) -> None:
    with open_desk(str(tmp_path / "log.db")) as desk:
        kept = ledgered(desk).ledger()
        with kept.reading() as reader:
            found = (reader.sealed(), reader.tile(0, 0), reader.page(""))
            lists = (reader.checkpoints(), reader.entries(0, 9), reader.marks(), reader.schemas())

    assert found == (None, b"", None)
    assert not any(lists)


def tables(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]


def test_the_case_closes_over_it_and_the_line_is_checked_like_a_checkpoint(desk: Desk) -> None:
    case, seals = ready(desk), sealer(desk)
    seals.seal_all()
    reply = answer(case)
    case.send(reply)
    case.close(lesson="Two clicks on Pay are one payment.")
    seals.seal_all()

    held = Note(parse_line(str(case.letter(reply)).splitlines()[-1]), ())
    findings = check(ledgered(desk), ledgered(desk).ledger(), is_signed, held)

    assert {each.check: each.outcome for each in findings}["held"] is Found.PASS
    assert Found.FAIL not in {each.outcome for each in findings}


def test_where_nothing_is_sealed_the_letter_is_as_it_was_written(desk: Desk) -> None:
    case = ready(desk)

    assert desk.closing_line() is None
    assert case.letter(answer(case)) == TEXT


def test_only_a_closing_reply_has_it(desk: Desk) -> None:
    case = ready(desk)
    seal(desk)

    status = case.reply(Kind.STATUS, "We are looking into it.", signed="Dorota Kania")

    assert case.letter(status) == "We are looking into it."


def test_who_printed_it_already_has_it_once(desk: Desk) -> None:
    case = ready(desk)
    seal(desk)
    by_hand = f"{TEXT}\n\n{desk.closing_line()}"

    assert case.letter(answer(case, by_hand)) == by_hand


def test_a_log_of_another_kind_has_no_line() -> None:
    assert newest_line(object()) is None


@given(st.text(), st.sampled_from([LINE, None]))
def test_no_word_of_the_letter_is_lost_and_the_line_stands_once(
    text: str, line: str | None
) -> None:
    written = with_line(text, line)

    assert written.startswith(text.rstrip())
    assert with_line(written, line) == written
    assert written == text if line is None else written.splitlines()[-1] == line
