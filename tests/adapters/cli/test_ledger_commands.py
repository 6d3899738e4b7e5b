"""The ledger in a terminal: sealed, shown, rotated, exported, and checked against what is held."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import SECTIONS, table
from tests.ledger.served import Served

from answerable.adapters.cli.exits import Exit
from answerable.adapters.cli.witness import made
from answerable.application.ledger import note
from answerable.application.ledger.note import parse
from answerable.application.ledger.recount import Wrong


@pytest.fixture
def sealed(line: Line, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A log with two cases, sealed."""
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    with line.desk() as desk:
        desk.receive("My third letter.").name_owner("Dorota Kania")
        desk.receive("Another one.")
    assert line("ledger", "seal", "--origin", "log.example").code == 0
    return line


def held(line: Line) -> Path:
    """The newest checkpoint, kept in a file."""
    file = line.log.parent / "held"
    file.write_text(line("ledger", "checkpoint").out, "utf-8")
    return file


def test_a_log_is_sealed_and_says_how_far(sealed: Line) -> None:
    told = sealed("ledger", "status", "--json").document

    assert list(told) == list(table(SECTIONS["ledger status"], "Field"))
    assert (told["origin"], told["unsealed"], told["streams"]) == ("log.example", 0, 2)
    assert told["vkey"] in sealed("ledger", "status").out.replace("\n", "")


def test_what_comes_later_waits_until_it_is_sealed(sealed: Line) -> None:
    with sealed.desk() as desk:
        desk.receive("A third one.")

    assert sealed("ledger", "status", "--json").document["unsealed"] > 0
    assert sealed("ledger", "seal", "--json").document["unsealed"] == 0


def test_the_checkpoint_is_shown_as_it_is_kept(sealed: Line) -> None:
    told = sealed("ledger", "checkpoint", "--json").document

    assert list(told) == list(table(SECTIONS["ledger checkpoint"], "Field"))
    assert sealed("ledger", "checkpoint").out == told["checkpoint"]
    assert parse(told["checkpoint"].encode()).checkpoint.line == told["line"]


def test_an_export_tells_its_checkpoint_in_one_line(sealed: Line) -> None:
    name = f"{'a' * 60}.log"
    told = sealed("ledger", "checkpoint", "--json").document

    out = sealed("ledger", "export", "-o", name).out

    assert out == f"{name}: {told['entries']} entries, up to {told['line']}\n"
    again = sealed("ledger", "export", "-o", name)
    assert again.code == Exit.WRONG_USE
    assert f"{name} is there already, and is left alone: name another file." in again.err


def test_what_is_no_verifier_key_is_said_to_be_none_and_why(sealed: Line) -> None:
    cosigned = sealed("ledger", "cosign", "nonsense", "http://127.0.0.1:9")
    added = sealed("witness", "add", "a b", "--file", "witness.db")

    assert (cosigned.code, added.code) == (Exit.WRONG_USE, Exit.WRONG_USE)
    assert "'nonsense' is no verifier key of a witness: the key of nonsense is" in cosigned.err
    assert "'a b' is no verifier key of a log: a name is empty, or has a blank" in added.err


def test_a_key_takes_over(sealed: Line) -> None:
    before = sealed("ledger", "status", "--json").document["vkey"]

    after = sealed("ledger", "rotate", "--json").document["vkey"]

    assert before != after
    assert sealed("ledger", "check", "--checkpoint", str(held(sealed))).code == 0


def test_the_log_file_holds_every_entry(sealed: Line) -> None:
    told = sealed("ledger", "export", "-o", "log.zip", "--json").document

    with ZipFile("log.zip") as file:
        assert file.namelist() == ["checkpoint", "entries.bin", "manifest.json"]
        assert file.read("checkpoint").decode() == sealed("ledger", "checkpoint").out
        entries, count = file.read("entries.bin"), 0
    while entries:
        entries, count = entries[4 + int.from_bytes(entries[:4]) :], count + 1
    assert count == told["entries"]
    assert sealed("ledger", "export", "-o", "log.zip").code == Exit.WRONG_USE


def test_a_changed_event_is_named(sealed: Line) -> None:
    file = held(sealed)
    assert sealed("ledger", "check", "--checkpoint", str(file)).code == 0
    with closing(sqlite3.connect(sealed.log)) as connection:
        connection.execute("UPDATE stored_events SET state = 'other' WHERE rowid = 2")
        connection.commit()

    ran = sealed("ledger", "check", "--checkpoint", str(file), "--json")

    checks = {each["check"]: each for each in ran.document["checks"]}
    section = SECTIONS["ledger check"]
    names = re.findall(r"`(\w+)`", table(section, "Field")["check"])
    assert ran.code == Exit.WRONG_ON_RECORD
    assert list(checks["events"]) == list(table(section, "Field"))
    assert list(checks) == names
    assert checks["events"]["outcome"] == "FAIL"
    assert checks["events"]["wrong"]["position"] == 2
    assert {each.name for each in fields(Wrong)} == set(checks["events"]["wrong"])
    assert sealed("ledger", "check").code == Exit.WRONG_ON_RECORD


def test_a_wrong_use_says_what_to_do(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.desk().receive("My third letter.")
    other = line.log.parent / "other"
    other.write_text("no checkpoint\n", "utf-8")

    assert "--keys" in line("ledger", "seal").err
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    assert "--origin" in line("ledger", "seal").err
    assert "blank" in line("ledger", "seal", "--origin", "two words").err
    assert line("ledger", "status").err == (
        "answerable: Nothing is sealed yet: run `answerable ledger seal`.\n"
    )
    said = line("ledger", "check", "--checkpoint", str(other)).err
    assert "other holds no checkpoint: it is no line of origin, size and root." in said
    assert line("ledger", "check").code == Exit.WRONG_USE


def test_a_witness_cosigns(sealed: Line, tmp_path: Path) -> None:
    seen, keys = tmp_path / "witness.db", tmp_path / "witness-keys"
    vkey = sealed("ledger", "status", "--json").document["vkey"]
    told = sealed("witness", "add", vkey, "--file", str(seen), "--json").document
    witness = made(seen, keys, "witness.example", lambda: datetime(2026, 3, 2, tzinfo=UTC))

    with closing(Served(witness)) as served:
        theirs = note.vkey("witness.example", note.WITNESS, witness.public)
        for _ in range(2):
            ran = sealed("ledger", "cosign", theirs, served.url, "--json")
            signatures = parse(ran.document["checkpoint"].encode()).signatures
            assert [each.name for each in signatures] == ["log.example", "witness.example"]

    assert told == {"origin": "log.example"}
    assert sealed("ledger", "check", "--checkpoint", str(held(sealed))).code == 0
    ran = sealed("ledger", "cosign", theirs, served.url)
    assert (ran.code, "cannot be reached" in ran.err) == (Exit.WRONG_USE, True)
    for wrong in ((vkey, served.url), (theirs, "file:///x"), ("words", served.url)):
        assert sealed("ledger", "cosign", *wrong).code == Exit.WRONG_USE
    assert sealed("witness", "add", theirs, "--file", str(seen)).code == Exit.WRONG_USE


def test_the_line_of_a_letter_is_checked_like_a_checkpoint(sealed: Line) -> None:
    line = sealed("ledger", "checkpoint", "--json").document["line"]
    file = sealed.log.parent / "letter"
    file.write_text(f"{line}\n", "utf-8")
    with sealed.desk() as desk:
        desk.receive("A third one.")
    sealed("ledger", "seal")

    assert sealed("ledger", "check", "--checkpoint", str(file)).code == 0
    file.write_text(line.replace(" ", "  "), "utf-8")
    assert sealed("ledger", "check", "--checkpoint", str(file)).code == Exit.WRONG_USE


def test_without_its_keys_a_ledger_is_not_sealed(sealed: Line) -> None:
    for key in (sealed.log.parent / "keys").iterdir():
        key.chmod(0o644)
    with sealed.desk() as desk:
        desk.receive("A third one.")
    assert "others can read" in sealed("ledger", "seal").err

    for key in (sealed.log.parent / "keys").iterdir():
        key.unlink()
    ran = sealed("ledger", "seal")
    assert (ran.code, "is not in" in ran.err) == (Exit.WRONG_USE, True)


def test_a_ledger_that_is_not_whole_is_told_as_one(sealed: Line) -> None:
    with closing(sqlite3.connect(sealed.log)) as connection, connection:
        connection.execute("DELETE FROM ledger_entries")

    ran = sealed("ledger", "status", "--json")

    assert ran.code == Exit.WRONG_ON_RECORD
    assert ran.document["error"]["kind"] == "damaged"
    assert "is missing or changed" in ran.document["error"]["message"]
