"""Opening a case: the receipt, the first words, the first issue, and the clocks that start at once.

A case from a register (model, history that began elsewhere) comes in here too: as the register
states it, and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from .answering import unanswered
from .case import Case, CaseEvent
from .ending import Basis, CaseClosed, CaseReopened, Stage, Why
from .intake import CaseReceived, Complainant, MessageReceived, Signal
from .issues import About, IssueRaised
from .obligations import ClockStarted
from .people import ComplainantJoined
from .register import (
    ONLY_IMPORT,
    ONLY_IMPORTED,
    ImportComplaint,
    RegisterEntryRecorded,
    ReplyAttested,
    same_entry,
)
from .starting import house_clocks, never_answered, pack_clocks


@dataclass(frozen=True, slots=True)
class ReceiveCase(Command):
    """Open a case. `message` None: a record that nobody outside has said anything to yet.

    `words` is what is wrong, the only thing asked for (S2-7); `noticed` says our own people heard
    it (S4-2); `criticism` is where it came from, `asked` whether we had asked. `packs` are those it
    comes under besides the house's own (None: those of the desk), `kinds` what kind of case it is
    to them.
    """

    complainant: str
    kind: Complainant
    signal: Signal
    channel: str
    message: str | None
    external_id: Personal[str] | None
    words: Personal[str] | None
    issue: str | None
    noticed: bool = False
    asked: bool = False
    criticism: str | None = None
    packs: tuple[str, ...] | None = None
    kinds: tuple[str, ...] = ()


NOT_RECEIVED_TWICE = Rule(
    "case-id-new", "I22", "A case with this id is on record.", "Use a new id, or that case."
)


def receive(command: ReceiveCase, case: Case, policy: Policy) -> list[CaseEvent]:
    """The case with its receipt, first words, first issue and clocks."""
    if case.intake.received:
        same = case.intake.received.complainant == command.complainant
        require(same, NOT_RECEIVED_TWICE)
        return []
    at = command.occurred_at
    received = CaseReceived(
        occurred_at=at,
        complainant=command.complainant,
        kind=command.kind,
        signal=command.signal,
        channel=command.channel,
        noticed=command.noticed,
        asked=command.asked,
        criticism=command.criticism,
    )
    joined = ComplainantJoined(occurred_at=at, person=command.complainant)
    return [received, joined, *first_words(command), *first_clocks(command, policy)]


def first_clocks(command: ReceiveCase, policy: Policy) -> list[ClockStarted]:
    """Those of the house, and those of every pack the case comes under."""
    at = command.occurred_at
    packs = policy.applied if command.packs is None else command.packs
    law = pack_clocks(packs, at, 1, policy, frozenset(command.kinds))
    return [*house_clocks(at, 1, policy), *law]


def first_words(command: ReceiveCase) -> list[CaseEvent]:
    """What they said, as a message and as the first issue."""
    at, found = command.occurred_at, list[CaseEvent]()
    if command.message:
        message = MessageReceived(
            occurred_at=at,
            message=command.message,
            sender=command.complainant,
            channel=command.channel,
            external_id=command.external_id,
            text=command.words,
        )
        found.append(message)
    if command.issue and command.words:
        raised = IssueRaised(
            occurred_at=at, issue=command.issue, about=About.SERVICE, words=command.words
        )
        found.append(raised)
    return found


def import_complaint(command: ImportComplaint, case: Case, policy: Policy) -> list[CaseEvent]:
    """The row as it stands now; nothing when the register says what is on record already."""
    require(command.actor.role == "import", ONLY_IMPORT)
    entry = case.register.entry
    if case.intake.received is None:
        return [*brought_in(command, policy), entry_of(command), *stated_reply(command, case)]
    require(entry is not None and entry.key == command.key, ONLY_IMPORTED)
    if entry is None or same_entry(command, entry):
        return []
    return [entry_of(command), *stated_change(command, case, policy)]


def brought_in(command: ImportComplaint, policy: Policy) -> list[CaseEvent]:
    """Receipt, the words if the register carries them, the issue, the clocks of our own rules."""
    at = command.occurred_at
    received = CaseReceived(
        occurred_at=at,
        complainant=command.complainant,
        kind=Complainant.CUSTOMER,
        signal=Signal.FORMAL,
        channel=command.channel,
        noticed=False,
        asked=False,
        criticism=None,
    )
    raised = IssueRaised(
        occurred_at=at, issue=command.issue, about=About.SERVICE, words=command.about
    )
    joined = ComplainantJoined(occurred_at=at, person=command.complainant)
    law = pack_clocks(command.packs, command.started_at or at, 1, policy)
    clocks = [*house_clocks(at, 1, policy), *law]
    return [received, joined, narrative(command), raised, *clocks]


def narrative(command: ImportComplaint) -> MessageReceived:
    """That they complained, in their own words where the register carries them."""
    return MessageReceived(
        occurred_at=command.occurred_at,
        message=command.message,
        sender=command.complainant,
        channel=command.channel,
        external_id=None,
        text=command.words.get("narrative"),
    )


def entry_of(command: ImportComplaint) -> RegisterEntryRecorded:
    """What the register says now: the statement is of the import, whenever it was true."""
    return RegisterEntryRecorded(
        occurred_at=command.now,
        register_name=command.register_name,
        key=command.key,
        codes=dict(command.codes),
        words=dict(command.words),
    )


def stated_reply(command: ImportComplaint, case: Case) -> list[CaseEvent]:
    """A reply the register states, and the end that rests on it; nothing where it states none."""
    if not command.replied:
        return []
    span, at = case.ending.span, command.now
    attested = ReplyAttested(
        occurred_at=at,
        reply=command.reply,
        span=span,
        kind="closing",
        stated_by=command.register_name,
        left_at=command.left_at,
        timely=command.timely,
    )
    closed = CaseClosed(occurred_at=at, span=span, basis=Basis.ATTESTED, replies=(command.reply,))
    return [attested, closed]


def stated_change(command: ImportComplaint, case: Case, policy: Policy) -> list[CaseEvent]:
    """A reply newly stated ends the case; one no longer stated opens it. Ours is never touched.

    What was opened again for another reason than the register's is ours: its old word ends no more.
    """
    if case.replies:
        return []
    if case.stage is Stage.OPEN:
        return [] if owed_besides(case) else stated_reply(command, case)
    if command.replied:
        return []
    span, at = case.ending.span + 1, command.now
    reopened = CaseReopened(occurred_at=at, span=span, why=Why.REGISTER, message=None)
    again = never_answered(span, policy, case.clocks.obligations)
    return [reopened, *house_clocks(at, span, policy), *again]


def owed_besides(case: Case) -> bool:
    """Do we owe more than an answer to the register's own entry?

    A register answers whom it speaks of, on what it speaks of. Whatever and whoever came to us
    besides is ours to answer: messages (I5), issues (I4), people and those a merge brought (I2).
    """
    own = next(iter(case.intake.messages))
    opened_again = case.ending.why not in {None, Why.REGISTER}
    more = len(case.people.complainants) > 1 or len(case.issues) > 1 or case.merging.taken_over
    return bool(opened_again or more or {*unanswered(case)} - {own})
