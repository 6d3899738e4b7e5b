"""Writing a reply: who may, to whom, in what tone, and what it must say.

Of the closing reply: I4, I9 and hard-cases, closing reply.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Erased, Personal
from ..words import stated
from . import tone
from .case import Case, CaseEvent
from .ending import Stage
from .people import addressees, told_by
from .promises import outstanding
from .replies import Apology, Kind, Reply, ReplyIssued, StatedOutcome
from .signposts import to_signpost
from .terms import Telling, Terms, told


@dataclass(frozen=True, slots=True)
class IssueReply(Command):
    """Write and decide a reply. `signed` None: sent automatically.

    It has not left yet, unless the same decision hands it to a carrier, by channel `sent_by`.
    """

    reply: str
    kind: Kind
    to: str
    channel: str
    text: Personal[str]
    signed: Personal[str] | None
    apology: Apology | None = None
    understanding: bool = False
    invites_retell: bool = False
    proposal: Personal[str] | None = None
    tells: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    signposts: tuple[str, ...] = ()
    terms: Terms = Terms()
    done: Personal[str] | None = None
    recourse: Personal[str] | None = None
    final_position: bool = False
    alias: bool = False
    tone_override: Personal[str] | None = None
    sent_by: str | None = None


OWNER_FIRST = Rule(
    "reply-needs-owner",
    "I7",
    "From the first response on a named person owns the case.",
    "Name the owner before anybody writes.",
)
TO_COMPLAINANT = Rule(
    "reply-to-complainant",
    "hard-cases, closing reply",
    "A reply goes to the complainant, or to who may receive for them.",
    "Address a complainant of the case, their representative or successor.",
)
TONE = Rule(
    "reply-tone",
    "S0-12",
    "No reply goes out that shames, attacks or takes offence.",
    "Reword it, or give the reason why this wording is right.",
)
AUTOMATIC_ACKNOWLEDGES = Rule(
    "automatic-only-acknowledges",
    "hard-cases, closing reply",
    "An automatic message may acknowledge and nothing more.",
    "Have a named person sign it.",
)
NO_AUTOMATIC_TO_DECEASED = Rule(
    "no-automatic-to-deceased",
    "hard-cases (10)",
    "Automatic messages stop when a complainant has died.",
    "Write in person to the successor.",
)
ALIAS_IN_DANGER = Rule(
    "alias-only-in-danger",
    "hard-cases (9)",
    "A reply goes out under an alias only where somebody was in danger.",
    "Record the safety steps, or sign with the name.",
)
AFTER_RECEIPT = Rule(
    "reply-after-receipt",
    "I18",
    "A reply is written no earlier than what it replies to: the receipt, or the reopening.",
    "Give the time at which it was really written.",
)
KEEPS_THEIRS = Rule(
    "reply-keeps-their-promise",
    "model, promises",
    "A reply keeps only a promise that was made to the one it goes to.",
    "Name a promise made to them, or write to the one it was made to.",
)
CLOSING_OPEN = Rule(
    "closing-reply-open-case",
    "I1",
    "A closing reply is issued in an open span of the case.",
    "Reopen the case first.",
)
CLOSING_BY_OWNER = Rule(
    "closing-by-owner",
    "S1-10",
    "The person who promised the answer gives it.",
    "Have the owner write it, or hand the case over first.",
)
FINAL_AFTER_DISPUTE = Rule(
    "final-after-dispute",
    "hard-cases (8)",
    "A position is final only once the complainant has disputed an answer and was heard again.",
    "Close without calling it final; say so when it was disputed.",
)
CLOSING_OUTCOMES = Rule(
    "closing-outcomes",
    "I4",
    "The closing reply gives each open issue an outcome with reasons.",
    "Raise and decide the issues named.",
)
CLOSING_SAYS = Rule(
    "closing-says-done-and-recourse",
    "I4",
    "The closing reply says what was done and how to disagree.",
    "Fill in what is missing.",
)
CLOSING_SIGNPOSTS = Rule(
    "closing-signposts",
    "I4",
    "A closing reply names the bodies a pack says the complainant must be told of.",
    "Name them in `signposts`, and in the reply how to reach them.",
)
CLOSING_PROMISES = Rule(
    "closing-states-promises",
    "I9",
    "A promise still open is stated in the closing reply.",
    "Tell of it, or keep it with this reply.",
)
REPLY_SAYS = Rule(
    "reply-says-something",
    "hard-cases, closing reply",
    "A reply without words tells nobody anything.",
    "Write what is to be said.",
)
REPLY_ID_NEW = Rule(
    "reply-id-new", "I22", "A reply with this id says something else.", "Use a new id."
)


def issue(command: IssueReply, case: Case, policy: Policy) -> list[CaseEvent]:
    """The reply on record. The same reply asked for again gives nothing."""
    if command.reply in case.replies:
        same = case.replies[command.reply].issued.text == command.text
        require(same, REPLY_ID_NEW)
        return []
    require(stated(command.text), REPLY_SAYS)
    require_author(command, case)
    require_addressee(command, case)
    require_kept(command, case)
    flagged = () if isinstance(command.text.value, Erased) else tone.flags(command.text.value)
    require(not flagged or stated(command.tone_override), TONE, *flagged)
    require(not command.alias or case.conduct.danger, ALIAS_IN_DANGER)
    if command.kind == Kind.CLOSING:
        require_closing(command, case)
    telling = Telling(command, command.reply, command.to, case, policy)
    return [reply_issued(command, case), *told(command.terms, telling)]


def require_author(command: IssueReply, case: Case) -> None:
    """A named person writes once somebody owns the case; a machine may only acknowledge."""
    if not stated(command.signed):
        acknowledges = command.kind == Kind.ACKNOWLEDGEMENT and not command.keeps
        require(acknowledges, AUTOMATIC_ACKNOWLEDGES)
        require(not case.people.deceased, NO_AUTOMATIC_TO_DECEASED)
        return
    require(case.ownership.owner is not None, OWNER_FIRST)


def require_addressee(command: IssueReply, case: Case) -> None:
    """To the complainant; to anybody else who wrote only to ask (hard-cases: 11)."""
    asks = command.kind == Kind.CLARIFICATION
    wrote = {message.received.sender for message in case.intake.messages.values()}
    theirs = command.to in addressees(case.people) or (asks and command.to in wrote)
    require(theirs, TO_COMPLAINANT)
    received = case.intake.received
    require(received and command.occurred_at >= received.occurred_at, AFTER_RECEIPT)


def require_kept(command: IssueReply, case: Case) -> None:
    """What it keeps was promised to the one it goes to."""
    made = {name: case.promises[name].made.to for name in command.keeps if name in case.promises}
    others = [
        name
        for name in command.keeps
        if name not in made or not told_by(case.people, command.to, made[name])
    ]
    require(not others, KEEPS_THEIRS, *others)


def require_closing(command: IssueReply, case: Case) -> None:
    """An outcome for each issue, what was done, how to disagree, and every open promise."""
    require(case.stage is Stage.OPEN, CLOSING_OPEN)
    since = case.ending.since or command.occurred_at
    require(command.occurred_at >= since, AFTER_RECEIPT)
    require(command.actor.id == case.ownership.owner, CLOSING_BY_OWNER)
    require(not command.final_position or case.ending.disputed, FINAL_AFTER_DISPUTE)
    undecided = [name for name, issue in case.issues.items() if issue.outcome is None]
    require(case.issues and not undecided, CLOSING_OUTCOMES, *undecided)
    says = {"what was done": command.done, "how to disagree": command.recourse}
    lacking = [name for name, part in says.items() if not stated(part)]
    require(not lacking, CLOSING_SAYS, *lacking)
    unnamed = [body for body in to_signpost(case) if body not in command.signposts]
    require(not unnamed, CLOSING_SIGNPOSTS, *unnamed)
    said = {*command.tells, *command.keeps}
    unsaid = [name for name in open_promises(case, command.occurred_at) if name not in said]
    require(not unsaid, CLOSING_PROMISES, *unsaid)


def open_promises(case: Case, moment: datetime) -> Iterator[str]:
    """The ids of the promises still owed at `moment`."""
    for name, promise in case.promises.items():
        if outstanding(promise, case.replies, moment):
            yield name


def unanswered(case: Case, span: int | None = None) -> tuple[str, ...]:
    """Inbound messages that no closing reply that left has answered and nobody set aside (I5).

    With `span`, only the closing replies of earlier spans count.
    """
    left = [r for r in own_closings(case) if r.left and (span is None or r.issued.span < span)]
    answered = {message for reply in left for message in reply.issued.answers}
    inbound = case.intake.messages.items()
    return tuple(name for name, m in inbound if m.aside is None and name not in answered)


def answered_by(command: IssueReply, case: Case) -> Iterator[str]:
    """The waiting messages that came before this reply, from those whom it tells (I5).

    A closing reply answers again what an earlier one of its span did, and stands for both.
    """
    anew = command.kind == Kind.CLOSING
    for name in unanswered(case, case.ending.span if anew else None):
        received = case.intake.messages[name].received
        before = received.occurred_at <= command.occurred_at
        if before and told_by(case.people, command.to, received.sender):
            yield name


def own_closings(case: Case) -> list[Reply]:
    """The closing replies that were issued in this very case."""
    replies = case.replies.values()
    return [r for r in replies if r.issued.kind == Kind.CLOSING and r.origin is None]


AS_ASKED = frozenset(ReplyIssued.model_fields) & {f.name for f in fields(IssueReply)}
"""What the fact takes over from the command as it stands."""


def reply_issued(command: IssueReply, case: Case) -> ReplyIssued:
    """The fact, with the span, the messages it answers and the outcomes it states filled in."""
    closing = command.kind == Kind.CLOSING
    parts = {name: getattr(command, name) for name in AS_ASKED}
    asked: dict[str, Any] = {name: None if blank(part) else part for name, part in parts.items()}
    signed = asked["signed"]
    return ReplyIssued(
        **asked,
        span=case.ending.span,
        author=command.actor.id if signed else None,
        answers=tuple(answered_by(command, case)) if signed else (),
        outcomes=stated_outcomes(case) if closing else (),
    )


def blank(part: object) -> bool:
    """Is this part of a reply words that say nothing?"""
    return isinstance(part, Personal) and not stated(cast("Personal[str]", part))


def stated_outcomes(case: Case) -> tuple[StatedOutcome, ...]:
    """What the closing reply says of each issue: the outcome decided, with its reasons."""
    decided = [issue.decided for issue in case.issues.values() if issue.decided]
    return tuple(
        StatedOutcome(issue=d.issue, outcome=d.outcome, reasons=d.reasons) for d in decided
    )
