"""A reply that two cases hold after a merge fails in both, and what rested on it is owed again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from answerable import CaseDesk, Desk, Kind
from answerable.bootstrap import open_desk

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Town:
    """Two complaints, and a clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.desk: Desk = open_desk("memory:", clock=lambda: self.now)
        self.double, self.primary = self.case("person-anna"), self.case("person-bruno")
        self.double.acknowledge("I am sorry.", "Maria")
        (self.promise,) = self.double.state.promises

    def case(self, person: str) -> CaseDesk:
        case = self.desk.receive("It broke.", complainant=person)
        case.name_owner("Maria")
        return case

    def merge(self) -> None:
        notice = self.double.reply(Kind.STATUS, "On", signed="Maria", tells=(self.primary.id,))
        self.double.send(notice)
        self.double.merge_into(self.primary.id, notice)

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_promise_kept_by_a_reply_that_failed_after_the_parting_is_owed_again(town: Town) -> None:
    town.merge()
    reply = town.primary.reply(
        Kind.PROPOSAL,
        "There",
        signed="Maria",
        to="person-anna",
        proposal="a new one",
        keeps=(town.promise,),
    )
    town.primary.send(reply)
    town.primary.unmerge(town.double.id)

    town.wait(hours=5)
    assert [row.promise for row in town.desk.promises()] == []
    town.primary.failed(reply, "bounce")

    assert [row.promise for row in town.desk.promises()] == [town.promise]


def test_a_new_date_falls_in_the_primary_when_its_notice_failed_in_the_merged_case(
    town: Town,
) -> None:
    notice = town.double.renegotiate(town.promise, "in 30 days", "parts", "Later", "Maria")
    town.wait(hours=1)
    town.double.delivered(notice)
    town.merge()

    town.wait(hours=1)
    town.double.failed(notice, "returned")
    town.wait(days=9)

    assert [row.late_by is not None for row in town.desk.promises()] == [True]


def test_a_failure_is_told_once_to_each_case_that_holds_the_reply(town: Town) -> None:
    (first,) = town.double.state.replies
    town.merge()
    town.wait(hours=1)
    town.primary.failed(first, "bounce")

    failures = [each for each in town.double.history() if each.type == "ReplyFailed"]
    assert len(failures) == 1
