"""What follows from a fact does follow, whatever came first and whoever was quicker."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.application.test_react import PROBLEM, case, merged, react_to_all_again
from tests.application.test_verify_log import findings

from answerable.application.desk import Desk
from answerable.bootstrap import open_desk
from answerable.domain.case.ending import Stage
from answerable.domain.case.inquiry import Cause
from answerable.domain.case.intake import CaseLinked, Complainant, Signal
from answerable.domain.case.issues import About, IssueRaised, RaiseIssue
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.command import RefusedError
from answerable.domain.event import Personal
from answerable.domain.problem.cause import OpenProblem, RecordFinding, RootCauseIdentified
from answerable.domain.problem.notices import DeliverFix
from answerable.domain.problem.problem import owed
from answerable.domain.processes.following import DECLINED, ID_OF_ITS_OWN


def raised(desk: Desk, on: str, issue: str) -> RaiseIssue:
    """A head of complaint more."""
    words = Personal[str](subject="person-1", value="Lid")
    return RaiseIssue(issue, About.SERVICE, words, **desk.about(on))


def issue_raised(command: RaiseIssue) -> list[IssueRaised]:
    """What it leads to."""
    at = command.occurred_at
    return [
        IssueRaised(occurred_at=at, issue=command.issue, about=command.about, words=command.words)
    ]


def deliver_fix(desk: Desk) -> None:
    """The problem is opened, its cause found, and what it came from put right."""
    desk.execute(OpenProblem("Lids break", **desk.about(PROBLEM)))
    about = desk.about(PROBLEM)
    cause = RootCauseIdentified(
        occurred_at=about["occurred_at"],
        cause=Cause.PRODUCT,
        stage="design",
        why="thin",
        led_to="breaks",
    )
    desk.execute(RecordFinding(cause, **about))
    desk.execute(DeliverFix("fix-1", "A thicker lid", **desk.about(PROBLEM)))


def test_a_case_linked_before_its_problem_was_opened_is_owed_word_of_the_fix() -> None:
    with open_desk() as desk:
        early, late = case(desk, "Kettle"), case(desk, "Kettle")
        desk.case(early).record(CaseLinked, other=PROBLEM, why="the lid")
        deliver_fix(desk)
        desk.case(late).record(CaseLinked, other=PROBLEM, why="the lid")

        assert owed(desk.fold(PROBLEM)) == (early, late)
        about = f"{PROBLEM}/fix-1"
        assert {due.case for due in desk.next_due() if about in due.duty} == {early, late}
        assert react_to_all_again(desk) == 0
        assert findings(desk) == ()


def test_nobody_takes_the_id_of_a_command_that_follows_by_itself() -> None:
    with open_desk() as desk:
        duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
        coming = len(desk.store.read(duplicate)) + 3  # reply issued, reply left, merge asked for
        for number in range(coming - 2, coming + 3):
            taken = raised(desk, primary, f"issue-{number}")
            for end in ("", DECLINED):
                with pytest.raises(RefusedError) as refused:
                    desk.execute(replace(taken, id=f"{duplicate}/{number}/0{end}"))
                assert refused.value.rule is ID_OF_ITS_OWN

        merged(desk, duplicate, primary)

        assert desk.case(duplicate).state.stage is Stage.MERGED
        assert findings(desk) == ()


def test_an_id_with_a_stroke_that_no_fact_makes_is_anybodys() -> None:
    with open_desk() as desk:
        primary = case(desk, "Kettle")
        for own in ("orders/12", "orders/a/1", "orders/1/a", "a/b", "1/2", DECLINED):
            desk.execute(replace(raised(desk, primary, "issue-" + own), id=own))

        assert findings(desk) == ()


def test_verify_sees_a_consequence_whose_id_another_command_took() -> None:
    with open_desk() as desk:
        duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
        asked = len(desk.store.read(duplicate)) + 3
        taken = replace(raised(desk, primary, "issue-1"), id=f"{duplicate}/{asked}/0")
        desk.place.store.append(taken, len(desk.store.read(primary)), issue_raised(taken))

        merged(desk, duplicate, primary)

        assert desk.case(duplicate).state.stage is Stage.OPEN
        assert [(each.kind, each.rule) for each in findings(desk)] == [("reaction", "id-reused")]


def of_own_ids(desk: Desk, number: int, *, message: str, issue: str) -> str:
    """A case of a product that makes ids of its own."""
    who, case = f"person-{number}", f"case-{number}"
    words = Personal[str](subject=who, value=f"Kettle {number}")
    said = (who, Complainant.CUSTOMER, Signal.FORMAL, "email", message, None, words, issue)
    desk.execute(ReceiveCase(*said, **desk.about(case)))
    desk.case(case).name_owner("Maria")
    return case


@pytest.mark.parametrize(("message", "issue"), [("message-1", "issue-2"), ("message-2", "issue-1")])
def test_cases_that_call_different_things_by_one_id_lose_none_of_them_by_a_merge(
    message: str, issue: str
) -> None:
    with open_desk() as desk:
        duplicate = of_own_ids(desk, 1, message="message-1", issue="issue-1")
        primary = of_own_ids(desk, 2, message=message, issue=issue)
        before = desk.case(primary).state

        merged(desk, duplicate, primary)

        assert desk.case(duplicate).state.stage is Stage.OPEN
        assert desk.case(duplicate).state.merging.asked is None
        assert desk.case(primary).state == before
        assert findings(desk) == ()


def test_a_case_that_parted_and_holds_the_same_talk_is_merged_again() -> None:
    with open_desk() as desk:
        duplicate, primary = case(desk, "Kettle"), case(desk, "Kettle")
        merged(desk, duplicate, primary)
        desk.case(duplicate).hear("Well?")
        desk.case(primary).unmerge(duplicate)
        merged(desk, duplicate, primary)

        assert desk.case(duplicate).state.stage is Stage.MERGED
        assert findings(desk) == ()
