"""Histories of one case in plain functions: each takes what happened so far and adds to it.

Hours count from Monday 2 November 2026, 9:00 UTC, which is 10:00 at the desk in Warsaw.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import pytest

from answerable.domain.case.answering import IssueReply
from answerable.domain.case.case import Case, CaseEvent
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.deciding import CaseCommand, decider
from answerable.domain.case.delivery import DispatchReply, ReportFailure, SpeakReply
from answerable.domain.case.ending import Why
from answerable.domain.case.intake import Complainant, ReceiveMessage, Signal
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.people import (
    ComplainantJoined,
    ContactPointAdded,
    PeopleEvent,
    RecordPerson,
)
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.reopening import ReopenCase
from answerable.domain.case.replies import Apology, Kind
from answerable.domain.case.solution import RecordSolution, SolutionsShared
from answerable.domain.case.terms import PromiseTerms, Terms
from answerable.domain.command import RefusedError, Rule
from answerable.domain.deadlines.counting import local_date
from answerable.domain.deadlines.policy import Policy, house
from answerable.domain.event import Actor, Personal

History: TypeAlias = tuple[CaseEvent, ...]

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUSE = house("Europe/Warsaw")
CASE = "case-1"
ANNA, BRUNO = "person-anna", "person-bruno"
OWNER = Actor("staff-maria", "agent")
COLLEAGUE = Actor("staff-jan", "agent")
LEAD = Actor("staff-ewa", "lead")
CLOCK = Actor("clock", "clock")
MACHINE = Actor("machine", "process")
IMPORT = Actor("import-1", "import")
DAY = 24
WEEK = 7 * DAY


def at(hour: float) -> datetime:
    """That many hours after Monday morning."""
    return MONDAY + timedelta(hours=hour)


def words(text: str, subject: str = ANNA) -> Personal[str]:
    return Personal[str](subject=subject, value=text)


def by(
    hour: float, actor: Actor = OWNER, second: str | None = None, now: float | None = None
) -> dict[str, Any]:
    """Who acts and when; `now` is when it is recorded, if later."""
    return {
        "stream": CASE,
        "id": f"command-{hour}",
        "actor": actor,
        "now": at(hour if now is None else now),
        "occurred_at": at(hour),
        "confirmed_by": second,
    }


def state(history: History) -> Case:
    return decider.fold(history)


def decided(history: History, command: CaseCommand, policy: Policy = HOUSE) -> list[CaseEvent]:
    """What follows from `command`."""
    return decider.decide(command, state(history), policy)


def names(events: list[CaseEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


def put(history: History, *commands: CaseCommand, policy: Policy = HOUSE) -> History:
    """The history with what each command adds; each adds something, and nothing when repeated."""
    for command in commands:
        new = decided(history, command, policy)
        assert new, f"{type(command).__name__} changed nothing"
        history = (*history, *new)
        assert decided(history, command, policy) == [], (
            f"{type(command).__name__} is not idempotent"
        )
    return history


def refused(history: History, command: CaseCommand, policy: Policy = HOUSE) -> Rule:
    """The rule that says no."""
    with pytest.raises(RefusedError) as refusal:
        decided(history, command, policy)
    return refusal.value.rule


def received(
    hour: float = 0,
    person: str = ANNA,
    channel: str = "email",
    policy: Policy = HOUSE,
    **more: object,
) -> History:
    """Somebody complains of a broken kettle."""
    told: dict[str, Any] = {
        "kind": Complainant.CUSTOMER,
        "signal": Signal.IRRITATION,
        "message": "message-1",
        "external_id": words("<1@example.org>", person),
        "words": words("The kettle leaks", person),
        "issue": "issue-1",
        **more,
    }
    command = ReceiveCase(person, channel=channel, **told, **by(hour))
    return put((), command, policy=policy)


def heard(
    history: History, message: str, hour: float, sender: str = ANNA, policy: Policy = HOUSE
) -> History:
    """Another message comes in."""
    text = words("Well?", sender)
    return put(
        history, ReceiveMessage(message, sender, "email", None, text, **by(hour)), policy=policy
    )


def owned(history: History | None = None, hour: float = 1) -> History:
    """Maria will see it through."""
    name = words("Maria S.", OWNER.id)
    return put(history or received(), NameOwner(OWNER.id, name, **by(hour)))


def person(history: History, fact: PeopleEvent) -> History:
    hour = (fact.occurred_at - MONDAY) / timedelta(hours=1)
    return put(history, RecordPerson(fact, **by(hour)))


def joined(history: History | None = None, who: str = BRUNO) -> History:
    """Bruno signs the same complaint, and can be reached by e-mail."""
    signed = person(history or owned(), ComplainantJoined(occurred_at=at(1), person=who))
    return reachable(signed, "email", who, hour=1)


def reachable(history: History, channel: str, who: str = ANNA, hour: float = 2) -> History:
    """Another way to reach somebody."""
    fact = ContactPointAdded(
        occurred_at=at(hour),
        contact=f"contact-{who}-{channel}",
        person=who,
        channel=channel,
        address=words("somewhere", who),
    )
    return person(history, fact)


def promise(
    name: str = "promise-1", due: float = WEEK, kind: PromiseKind = PromiseKind.OTHER
) -> PromiseTerms:
    """Something by that hour."""
    day = local_date(at(due), "Europe/Warsaw")
    return PromiseTerms(name, kind, words("A new kettle"), at(due), day, "Europe/Warsaw", "by date")


def reply(
    name: str, hour: float, kind: Kind = Kind.STATUS, actor: Actor = OWNER, **says: object
) -> IssueReply:
    """A reply from Maria to Anna."""
    told: dict[str, Any] = {
        "to": ANNA,
        "channel": "email",
        "text": words("We are on it"),
        "signed": words("Maria S.", OWNER.id),
        **says,
    }
    return IssueReply(name, kind, **told, **by(hour, actor))


def closing(name: str = "reply-9", hour: float = 4, **says: object) -> IssueReply:
    """The closing reply."""
    told: dict[str, Any] = {
        "apology": Apology.REGRET,
        "done": words("A new kettle is on its way"),
        "recourse": words("Write to the ombudsman"),
        **says,
    }
    return reply(name, hour, Kind.CLOSING, **told)


def sent(history: History, name: str, hour: float, channel: str = "email") -> History:
    return put(history, DispatchReply(name, channel, **by(hour)))


def told(history: History, issue: IssueReply, after: float = 0) -> History:
    """A reply is written and dispatched."""
    hour = (issue.occurred_at - MONDAY) / timedelta(hours=1)
    return sent(put(history, issue), issue.reply, hour + after)


def spoken(history: History, name: str, hour: float) -> History:
    """It is said face to face."""
    return put(history, SpeakReply(name, words("Read back"), words("Thank you"), **by(hour)))


def failed(history: History, name: str, hour: float, now: float | None = None) -> History:
    return put(history, ReportFailure(name, "bounce", **by(hour, now=now)))


def promised(
    history: History | None = None,
    due: float = WEEK,
    kind: PromiseKind = PromiseKind.OTHER,
    hour: float = 2,
    who: str = ANNA,
) -> History:
    """Maria says sorry and gives her word, to be read two hours in."""
    first = reply(
        "reply-1",
        hour,
        Kind.ACKNOWLEDGEMENT,
        to=who,
        apology=Apology.REGRET,
        understanding=True,
        invites_retell=True,
        terms=Terms(promises=(promise(due=due, kind=kind),)),
    )
    return told(history or owned(), first)


def shared(history: History | None = None, hour: float = 3) -> History:
    """Two ways out are put to Anna."""
    options = (words("A new kettle"), words("The money back"))
    fact = SolutionsShared(occurred_at=at(hour), options=options, reaction=words("A new one"))
    return put(history or owned(), RecordSolution(fact, **by(hour)))


def found(
    history: History | None = None,
    outcome: Outcome = Outcome.UPHELD,
    hour: float = 3,
    rests_on: str | None = None,
) -> History:
    """The issue is decided, solutions having been shared."""
    before = history or owned()
    open_to_all = before if state(before).solution.shared else shared(before, hour)
    command = DecideIssue("issue-1", outcome, words("It leaks"), rests_on, **by(hour, COLLEAGUE))
    return put(open_to_all, command)


def answered(history: History | None = None, hour: float = 4, **says: object) -> History:
    """The closing reply is written and dispatched."""
    all_of_it: dict[str, Any] = {"hour": hour, **says}
    return told(history or found(), closing(**all_of_it))


def ended(history: History, hour: float = 6, policy: Policy = HOUSE) -> History:
    """The case is closed, and nothing was to be learnt."""
    return put(history, CloseCase(no_lesson=words("Known", OWNER.id), **by(hour)), policy=policy)


def closed(history: History | None = None, hour: float = 6) -> History:
    return ended(history or answered(), hour)


def disputed() -> History:
    """The complainant does not accept the answer, and the case is open again."""
    unhappy = heard(closed(), "message-2", 24)
    return put(unhappy, ReopenCase(Why.DISPUTED, "message-2", **by(25)))


def final() -> History:
    """The second answer is our last word."""
    return answered(disputed(), hour=26, name="reply-10", final_position=True)
