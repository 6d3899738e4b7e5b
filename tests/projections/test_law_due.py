"""What the law asks of a case stands under next due, now and as time goes on."""

from __future__ import annotations

from datetime import datetime, timedelta

from answerable import Desk
from answerable.application.rules import Law
from answerable.bootstrap import open_desk
from answerable.domain.case.solution import AgreementReached
from answerable.domain.event import Personal


class Wall:
    """A clock to be moved on."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-03-03T10:00+01:00")

    def __call__(self) -> datetime:
        return self.now


def asked(desk: Desk) -> set[str]:
    return {row.duty for row in desk.next_due()}


def test_compensation_is_due_once_the_answer_is_late() -> None:
    wall = Wall()
    with open_desk(clock=wall, law=Law(("it.arera",))) as desk:
        desk.receive("The bill is wrong")
        assert "compensation.it.arera:final_answer.1" not in asked(desk)
        wall.now += timedelta(days=31)

        assert "compensation.it.arera:final_answer.1" in asked(desk)


def test_what_was_accepted_in_time_is_asked_for_no_more() -> None:
    wall = Wall()
    with open_desk(clock=wall, law=Law(("uk.fca.srt",))) as desk:
        case = desk.receive("The transfer was slow")
        resolution = "uk.fca.srt:summary_resolution.1"
        assert {resolution, "uk.fca:final_answer.1"} <= asked(desk)
        words = Personal[str](subject=case.complainant, value="fine")
        case.record(AgreementReached, gives=words, gets=words)

        assert resolution not in asked(desk)


def test_what_was_not_accepted_in_time_is_asked_for_no_more() -> None:
    wall = Wall()
    with open_desk(clock=wall, law=Law(("uk.fca.srt",))) as desk:
        desk.receive("The transfer was slow")
        asked(desk)
        wall.now += timedelta(days=5)

        assert "uk.fca.srt:summary_resolution.1" not in asked(desk)
