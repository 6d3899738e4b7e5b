"""Event logs of others: XES and tables, hostile and broken ones included."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.mining.exported import exported
from tests.projections.histories import LIVES, Life

from answerable.adapters.eventlogs.reading import open_log
from answerable.adapters.eventlogs.steps import Step, Unread
from answerable.adapters.imports.rows import TableError
from answerable.projections.mining import thing

XES = """<?xml version="1.0" encoding="UTF-8"?>
<xes:log xmlns:xes="http://www.xes-standard.org/" xes.version="1.0">
  <xes:global scope="event"><xes:string key="concept:name" value="default"/></xes:global>
  <xes:trace>
    <xes:string key="concept:name" value="A &amp; B"/>
    <xes:string key="creator" value="somebody"/>
    <xes:event>
      <xes:string key="concept:name" value="register">
        <xes:string key="language" value="en"/>
      </xes:string>
      <xes:date key="time:timestamp" value="2026-03-02T10:00:00.000+01:00"/>
      <xes:string key="org:resource" value="Anna"/>
      <xes:int key="cost" value="5"/>
      <xes:int key="cost" value="6"/>
    </xes:event>
    <xes:event><xes:string key="time:timestamp" value="2026-03-02 11:00:00"/></xes:event>
  </xes:trace>
  <xes:trace><xes:event/></xes:trace>
</xes:log>
"""
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<log><trace><string key="concept:name" value="&b;"/></trace></log>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>
"""


def read(path: Path, *mapped: str) -> list[Step | Unread]:
    with open_log(path, mapped, ZoneInfo("UTC")) as log:
        return list(log.steps)


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "log"
    path.write_text(text, "utf-8")
    return path


def test_xes_is_read_with_everything_it_says_of_an_event(tmp_path: Path) -> None:
    first, second, third = read(file(tmp_path, XES))

    assert isinstance(first, Step)
    assert isinstance(second, Step)
    assert isinstance(third, Step)
    assert (first.raw.case, first.raw.activity, first.raw.resource) == ("A & B", "register", "Anna")
    assert first.raw.others == {
        "concept:name/language": "en",
        "cost": "5",
        "cost (again)": "6",
        "case:creator": "somebody",
    }
    assert first.raw.line == 7
    assert second.odd == ("its time is kept as text", "its time names no zone")
    assert (third.raw.case, third.raw.activity, third.at) == ("trace 2", "", None)


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
def test_a_document_type_is_refused_before_anything_is_read(tmp_path: Path, text: str) -> None:
    with pytest.raises(TableError, match="declares a document type"):
        read(file(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<html><body/></html>", "no XES"),
        ("<log><trace>", "no whole XML"),
        ("<log>" + '<list key="a">' * 50, "too deep"),
        ("CaseID,When\n1,2026-01-01\n", "No column says activity"),
        ("", "empty"),
    ],
)
def test_what_is_no_event_log_is_refused_and_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(TableError, match=why):
        read(file(tmp_path, text))


def test_events_outside_of_a_trace_are_kept(tmp_path: Path) -> None:
    (step,) = read(
        file(tmp_path, '<log><event><string key="concept:name" value="x"/></event></log>')
    )

    assert isinstance(step, Step)
    assert (step.raw.case, step.raw.activity) == ("no trace", "x")


def test_events_before_the_name_of_their_trace_belong_to_it(tmp_path: Path) -> None:
    text = '<log><trace><event/><string key="concept:name" value="7"/></trace></log>'

    (step,) = read(file(tmp_path, text))

    assert isinstance(step, Step)
    assert step.raw.case == "7"


def test_a_packed_file_that_is_cut_gives_what_it_holds(tmp_path: Path) -> None:
    one = "<trace><string key='concept:name' value='{}'/><event/></trace>"
    many = "".join(map(one.format, range(9999)))
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(f"<log>{many}</log>".encode())[:-1000])

    assert 0 < len(read(path)) < 9999


TABLE = "Case ID;Activity;Timestamp;Who\n1;a;2026-03-02T10:00Z;Jan\n1;b\n2;c;soon;Ola\n"


def test_a_table_is_read_by_the_names_its_columns_usually_have(tmp_path: Path) -> None:
    first, second, third = read(file(tmp_path, TABLE))

    assert isinstance(first, Step)
    assert isinstance(second, Unread)
    assert isinstance(third, Step)
    assert (first.raw.case, first.raw.activity, first.raw.others) == ("1", "a", {"Who": "Jan"})
    assert (second.line, second.raw) == (3, "1;b\n")
    assert third.odd == ("its time cannot be read",)


def test_columns_are_what_they_are_told_to_be(tmp_path: Path) -> None:
    first, *_ = read(file(tmp_path, TABLE), "resource=Who", "case=Activity")

    assert isinstance(first, Step)
    assert (first.raw.case, first.raw.resource) == ("a", "Jan")
    for wrong in ("resource=Whom", "colour=Who", "Who"):
        with pytest.raises(TableError, match="--map takes case"):
            read(file(tmp_path, TABLE), wrong)
    with pytest.raises(TableError, match="leave --map out"):
        read(file(tmp_path, XES), "case=x")


@given(LIVES)
def test_what_we_export_is_read_again_step_by_step(life: Life) -> None:
    with_cases = [each for each in life.log if each.stream.startswith("case-")]

    found = [step for step in steps_of(exported(life.desk.store).xes) if isinstance(step, Step)]

    ours = {f"{each.stream}/{each.version}": each for each in with_cases}
    assert len(found) == len(ours)
    for step in found:
        event = ours[step.raw.others["event"]]
        assert (step.raw.case, step.raw.activity) == (event.stream, event.type)
        assert (step.at, step.raw.resource) == (
            event.occurred_at,
            thing("staff", event.actor.id, "", "").id,
        )


def steps_of(text: str) -> list[Step | Unread]:
    with TemporaryDirectory() as folder:
        return read(file(Path(folder), text))


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_is_read_or_refused_as_no_event_log(text: str) -> None:
    for begin in ("", "<log>", "case,activity,time\n"):
        with suppress(TableError):
            assert all(isinstance(each, Step | Unread) for each in steps_of(begin + text))
