"""What a decision in one region rests on in the others, as it stood at the time of the decision."""

from __future__ import annotations

from datetime import datetime

from ..deadlines.counting import Calendar
from ..deadlines.due import due_after
from ..deadlines.pack import MissingInfo
from .case import Case
from .conduct import RestrictContact
from .inquiry import InformationRequested, requests
from .intake import Aside
from .issues import DecideIssue, Grounds
from .people import addressee, addressees, told_by
from .promise_changes import PromiseCommand
from .verdicts import accepted_by_silence


def said_by_them(case: Case, moment: datetime) -> frozenset[str]:
    """What the complainants, or who speaks for them, had told us by `moment`; spam told nothing."""
    theirs = {*case.people.complainants, *addressees(case.people)}
    return frozenset(
        name
        for name, message in case.intake.messages.items()
        if message.received.sender in theirs
        and message.received.occurred_at <= moment
        and message.aside != Aside.SPAM
    )


def said_of_promise(command: PromiseCommand, case: Case) -> frozenset[str]:
    """What was told, since the promise was, by the one it was made to, or for them."""
    promise = case.promises.get(command.promise)
    to = promise.made.to if promise else ""
    said = {
        name: addressee(case.people, case.intake.messages[name].received.sender)
        for name in said_by_them(case, command.occurred_at)
        if promise and case.intake.messages[name].received.occurred_at >= promise.made.occurred_at
    }
    return frozenset(name for name, by in said.items() if told_by(case.people, by, to))


def said_of_issue(command: DecideIssue, case: Case) -> frozenset[str]:
    """What they told besides the complaint itself: to complain is not to withdraw."""
    issue, opening = case.issues.get(command.issue), dict[str | None, str]()
    for name, message in case.intake.messages.items():
        if issue and message.received.occurred_at <= issue.raised.occurred_at:
            opening.setdefault(message.origin, name)
    return said_by_them(case, command.occurred_at) - {*opening.values()}


def grounds(command: DecideIssue, case: Case) -> Grounds:
    """What a decision on an issue may rest on, at the time it was taken."""
    lapsed = {
        request.request
        for request in requests(case.inquiry)
        if any(at < command.occurred_at for at in lapses_at(request, case))
    }
    return Grounds(
        ever_owned=case.ownership.ever,
        messages=said_of_issue(command, case),
        problems=frozenset(n for n in case.intake.linked if n.startswith("problem-")),
        lapsed_requests=frozenset(lapsed),
        silence=accepted_by_silence(case, command.occurred_at),
        solutions_shared=case.solution.shared,
    )


def lapses_at(request: InformationRequested, case: Case) -> list[datetime]:
    """When the time to answer is over: as asked, and not before a pack lets it be.

    Never, where the request did not reach them while they could still answer it, or did not state
    what a pack wants stated.
    """
    asked, rules = case.replies.get(request.told_in), completing(case)
    reached = asked.reached_at if asked and asked.reached_by(request.due) else None
    wanted = {item for rule in rules for item in rule.must_tell}
    if asked is None or reached is None or not wanted <= set(asked.issued.states):
        return []
    zone = next((clock.started.zone for clock in case.clocks.obligations.values()), "UTC")
    plain = Calendar(version="none", zone=zone)
    return [max([request.due, *(due_after(reached, r.complete_within, plain) for r in rules)])]


def completing(case: Case) -> list[MissingInfo]:
    """What the packs of the case say of a call to complete the complaint."""
    rows = [clock.started.row for clock in case.clocks.obligations.values()]
    return [row.missing_info for row in rows if row and row.missing_info]


def warned_before(command: RestrictContact, case: Case) -> bool:
    """Did a warning leave, and after it the reply that tells of the restriction?"""
    warning, told = case.replies.get(command.warned_in), case.replies.get(command.told_in)
    if warning is None or told is None:
        return False
    telling = all(command.record in reply.issued.tells for reply in (warning, told))
    told_at = told.left_at if told.left_by(command.occurred_at) else None
    return telling and told_at is not None and warning.left_by(told_at) and warning != told
