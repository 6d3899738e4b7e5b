"""How a case ends: only with a closing reply that left for everybody it is owed to (I1 … I10).

There is no other way: every surface comes through `close`. Voiding (I3) is for a record that never
had an outside party; merging is not an end (I2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from ..words import stated
from .answering import open_promises, own_closings, unanswered
from .case import Case, CaseEvent
from .ending import Basis, CaseClosed, CaseVoided, Stage
from .inquiry import LessonRecorded, NoLessonFound
from .intake import genuine
from .issues import Outcome
from .people import addressee, addressees
from .promises import PromiseKind
from .replies import Delivery, Ground, Reply
from .signposts import to_signpost
from .starting import durable


@dataclass(frozen=True, slots=True)
class CloseCase(Command):
    """End the case, with the lesson it taught or the reason why there was none (S0-1)."""

    lesson: Personal[str] | None = None
    no_lesson: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class VoidCase(Command):
    """Strike out a record that never had a genuine outside party."""


OPEN_CASE = Rule(
    "close-open-case", "I1", "Only an open case is closed.", "There is nothing to close."
)
CLOSING_REPLY_LEFT = Rule(
    "closing-reply-left",
    "I1, I6",
    "No case ends without a closing reply that left for everybody it is owed to.",
    "Issue a closing reply in this span and send, speak, post or deposit it.",
)
NOTHING_UNANSWERED = Rule(
    "nothing-unanswered",
    "I5",
    "No case ends over an inbound message that the closing reply does not answer.",
    "Write the closing reply anew, or have somebody else judge that it holds no new matter.",
)
OUTCOME_OF_EACH_ISSUE = Rule(
    "outcome-of-each-issue",
    "I4",
    "The closing reply gives each open issue the outcome decided for it.",
    "Write the closing reply anew with the outcomes as they now stand.",
)
APOLOGY_GIVEN = Rule(
    "apology-given",
    "I8",
    "An apology is in the closing reply or in a reply that left before it.",
    "Say sorry: regret needs no approval and admits nothing.",
)
PROMISES_STATED = Rule(
    "open-promises-stated",
    "I9",
    "A promise still open is stated in the closing reply and lives on after it.",
    "Write the closing reply anew and tell of the promise.",
)
LESSON_LOOKED_FOR = Rule(
    "lesson-looked-for",
    "S0-1",
    "A case closes with a lesson, or with the reason why there was none.",
    "Give the lesson, or say why there is none.",
)
WRITTEN_COPY = Rule(
    "written-copy",
    "hard-cases (2)",
    "Where the pack wants a durable medium, a spoken answer is also sent in writing.",
    "Send a written closing reply as well.",
)
REMEDY_PROMISED = Rule(
    "accepted-remedy-promised",
    "hard-cases (15)",
    "A complaint accepted by silence opens a promise of what was asked for.",
    "Promise the remedy, with a date, in a reply.",
)
SIGNPOSTED = Rule(
    "closing-signposted",
    "I4",
    "The closing reply names where else the complainant can go, as every pack of the case wants.",
    "Write the closing reply anew and name the bodies that are missing.",
)
FOLLOW_UP_PROMISED = Rule(
    "workaround-follow-up",
    "hard-cases (14)",
    "A workaround closes a case only with a dated promise to follow up.",
    "Promise when the complainant will hear of the fix.",
)
NO_MERGE_UNDER_WAY = Rule(
    "no-merge-under-way",
    "I2",
    "A case that is being merged is not closed, and one that carries on another is not voided.",
    "Wait until the primary has taken it over or declined; split off what was taken over.",
)
NO_OUTSIDE_PARTY = Rule(
    "no-outside-party",
    "I3",
    "Only a record that never had a genuine outside party is voided.",
    "Answer it; spam is judged by two people first.",
)


def close(command: CloseCase, case: Case, policy: Policy) -> list[CaseEvent]:
    """The end of the case, when nothing is missing; none when it has ended already."""
    if case.stage is Stage.CLOSED:
        return []
    require(case.stage is Stage.OPEN, OPEN_CASE)
    require(case.merging.asked is None, NO_MERGE_UNDER_WAY)
    replies = closing_replies(case, command.occurred_at)
    copies = require_replies(case, replies, policy, command.occurred_at)
    require_said(case, [*replies, *copies], command)
    require_follow_up(case)
    lesson = learnt(command, case)
    names = tuple(reply.issued.reply for reply in (*replies, *copies))
    closed = CaseClosed(
        occurred_at=command.occurred_at,
        span=case.ending.span,
        basis=basis(case, replies),
        replies=names,
    )
    return [*lesson, closed]


def left_by(case: Case, moment: datetime) -> list[Reply]:
    """The closing replies of this span that had left at `moment`."""
    span = case.ending.span
    return [r for r in own_closings(case) if r.left_by(moment) and r.issued.span == span]


def closing_replies(case: Case, moment: datetime) -> list[Reply]:
    """The latest for each of those who are owed one."""
    owed = addressees(case.people)
    left = {reply.issued.to: reply for reply in left_by(case, moment)}
    return [left[person] for person in owed if person in left]


def require_replies(
    case: Case, replies: list[Reply], policy: Policy, moment: datetime
) -> list[Reply]:
    """Everybody has one, in the form the pack wants; the written copies it wants of spoken ones."""
    owed = set(addressees(case.people)) - {reply.issued.to for reply in replies}
    require(replies and not owed, CLOSING_REPLY_LEFT, *sorted(owed))
    if not durable(case.clocks.obligations, policy):
        return []
    sent = {Delivery.DISPATCHED, Delivery.DELIVERED}
    written = {r.issued.to: r for r in left_by(case, moment) if r.delivery in sent}
    spoken = [r.issued.to for r in replies if r.delivery is Delivery.SPOKEN]
    lacking = [person for person in spoken if person not in written]
    require(not lacking, WRITTEN_COPY, *lacking)
    return [written[person] for person in spoken]


def require_said(case: Case, replies: list[Reply], command: CloseCase) -> None:
    """Messages answered, outcomes as decided, an apology, open promises stated."""
    waiting = unanswered(case)
    require(not waiting, NOTHING_UNANSWERED, *waiting)
    for reply in replies:
        stated = {(o.issue, o.outcome) for o in reply.issued.outcomes}
        decided = {(name, issue.outcome) for name, issue in case.issues.items()}
        wrong = sorted(name for name, _ in decided - stated)
        require(not wrong, OUTCOME_OF_EACH_ISSUE, *wrong)
        said = {*reply.issued.tells, *reply.issued.keeps, *made_in(case, reply)}
        unsaid = [name for name in open_promises(case, command.occurred_at) if name not in said]
        require(not unsaid, PROMISES_STATED, *unsaid)
        require(apologised(case, reply), APOLOGY_GIVEN, reply.issued.to)
        unnamed = [body for body in to_signpost(case) if body not in reply.issued.signposts]
        require(not unnamed, SIGNPOSTED, *unnamed)


def apologised(case: Case, closing: Reply) -> bool:
    """Did a person say sorry to whom this reply goes, in it or before it? (I8)"""
    last = closing.left_at
    return any(
        addressee(case.people, reply.issued.to) == closing.issued.to
        for reply in case.replies.values()
        if reply.issued.apology and not reply.automatic and last and reply.left_by(last)
    )


def made_in(case: Case, reply: Reply) -> Iterable[str]:
    """The promises that this reply itself told."""
    name = reply.issued.reply
    return (key for key, promise in case.promises.items() if promise.made.told_in == name)


def require_follow_up(case: Case) -> None:
    """What silence accepted is promised; a workaround is followed up."""
    outcomes = {issue.outcome for issue in case.issues.values()}
    kinds = {promise.made.kind for promise in case.promises.values() if not promise.voided}
    accepted = Outcome.DEEMED_ACCEPTED in outcomes
    require(not accepted or PromiseKind.REMEDY in kinds, REMEDY_PROMISED)
    workaround = Outcome.WORKAROUND_ONLY in outcomes
    require(not workaround or PromiseKind.FOLLOW_UP in kinds, FOLLOW_UP_PROMISED)


def learnt(command: CloseCase, case: Case) -> list[CaseEvent]:
    """The lesson this closing records, unless one is on record."""
    at = command.occurred_at
    if command.lesson and stated(command.lesson):
        return [LessonRecorded(occurred_at=at, lesson=command.lesson)]
    if command.no_lesson and stated(command.no_lesson):
        return [NoLessonFound(occurred_at=at, reason=command.no_lesson)]
    require(case.inquiry.holds(LessonRecorded, NoLessonFound), LESSON_LOOKED_FOR)
    return []


OF_OUTCOME = {
    Outcome.WITHDRAWN: Basis.WITHDRAWN,
    Outcome.REFERRED_OUT: Basis.REFERRED_OUT,
    Outcome.LEFT_UNEXAMINED: Basis.LEFT_UNEXAMINED,
    Outcome.WORKAROUND_ONLY: Basis.WORKAROUND_ONLY,
    Outcome.DEEMED_ACCEPTED: Basis.DEEMED_ACCEPTED,
}
OF_GROUND = {
    Ground.EXHAUSTED: Basis.UNDELIVERABLE,
    Ground.NO_CONTACT_REQUESTED: Basis.NO_CONTACT_REQUESTED,
}
OF_DELIVERY = {
    Delivery.SPOKEN: Basis.SPOKEN,
    Delivery.POSTED: Basis.POSTED,
    Delivery.DEPOSITED: Basis.DEPOSITED,
}


def basis(case: Case, replies: list[Reply]) -> Basis:
    """On what it ends: how the reply was given if that was unusual, else the common outcome."""
    first = replies[0]
    outcomes = {issue.outcome for issue in case.issues.values() if issue.outcome}
    if first.ground and first.ground in OF_GROUND:
        return OF_GROUND[first.ground]
    for strong in (Outcome.DEEMED_ACCEPTED, Outcome.WORKAROUND_ONLY):
        if strong in outcomes:
            return OF_OUTCOME[strong]
    common = [OF_OUTCOME[o] for o in outcomes if o in OF_OUTCOME]
    if len(outcomes) == 1 and common:
        return common[0]
    if any(case.people.speaks_for.get(p) == first.issued.to for p in case.people.deceased):
        return Basis.SUCCESSOR
    return OF_DELIVERY.get(first.delivery, Basis.REPLIED)


def void(command: VoidCase, case: Case) -> list[CaseEvent]:
    """Only where nobody outside ever said anything, or two people judged it all spam (I3)."""
    if case.stage is Stage.VOIDED:
        return []
    require(case.stage is Stage.OPEN, OPEN_CASE)
    require(not (case.merging.asked or case.merging.taken_over), NO_MERGE_UNDER_WAY)
    require(not genuine(case.intake) and not case.register.entry, NO_OUTSIDE_PARTY)
    judges = tuple(judge for judge in (command.actor.id, command.confirmed_by) if judge)
    return [CaseVoided(occurred_at=command.occurred_at, judges=judges)]
