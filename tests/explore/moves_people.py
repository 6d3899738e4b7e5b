"""Who complains and how they behave; how cases merge and part; what a register states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from answerable.domain.case.conduct import (
    Conduct,
    ConductFlagged,
    RecordConduct,
    RestrictContact,
    ReviewRestriction,
    SafetyStepsTaken,
)
from answerable.domain.case.ending import Stage
from answerable.domain.case.inquiry import FactsExtracted, RecordInquiry
from answerable.domain.case.intake import ClaimCodeIssued, RecordFact
from answerable.domain.case.merging import MergeCase, UnmergeCase
from answerable.domain.case.people import (
    ComplainantDeceased,
    ComplainantJoined,
    ContactPointAdded,
    NoContactRequested,
    RecordPerson,
    RepresentativeAuthorised,
    SuccessorIdentified,
)
from answerable.domain.case.register import ImportComplaint
from answerable.domain.case.replies import Kind
from answerable.domain.command import Command

from .moves_talk import SORRY, writes
from .state import IMPORT, LEAD, START, Moves, View, latest

DAY = timedelta(days=1)


def dies(view: View) -> Iterator[Command]:
    """The complainant dies."""
    person, at = view.world.people[0], view.state.now
    if person not in view.case.people.deceased:
        yield RecordPerson(ComplainantDeceased(occurred_at=at, person=person), **view.about())


def inherits(view: View) -> Iterator[Command]:
    """A successor is found."""
    person, at = view.world.people[0], view.state.now
    if "person-heir" not in view.case.people.speaks_for.values():
        heir = SuccessorIdentified(
            occurred_at=at, person=person, successor="person-heir", evidence="deed"
        )
        yield RecordPerson(heir, **view.about())


def represented(view: View) -> Iterator[Command]:
    """Somebody may receive for the complainant."""
    person, at = view.world.people[0], view.state.now
    if "person-agent" not in view.case.people.speaks_for.values():
        fact = RepresentativeAuthorised(
            occurred_at=at, person=person, representative="person-agent", evidence="deed"
        )
        yield RecordPerson(fact, **view.about())


def wants_peace(view: View) -> Iterator[Command]:
    """The complainant asks not to be contacted."""
    person, at = view.world.people[0], view.state.now
    message = latest(view.case.intake.messages, "message-none")
    if person not in view.case.people.no_contact:
        fact = NoContactRequested(occurred_at=at, person=person, message=message)
        yield RecordPerson(fact, **view.about())


def joins(person: str) -> Moves:
    """Another complains of the same."""

    def moves(view: View) -> Iterator[Command]:
        if person not in view.case.people.complainants:
            fact = ComplainantJoined(occurred_at=view.state.now, person=person)
            yield RecordPerson(fact, **view.about())

    return moves


def reachable(*people: str, channel: str = "email") -> Moves:
    """A contact point becomes known."""

    def moves(view: View) -> Iterator[Command]:
        for person in people:
            name = f"contact-{person}-{channel}"
            if name not in view.case.people.contacts:
                fact = ContactPointAdded(
                    occurred_at=view.state.now,
                    contact=name,
                    person=person,
                    channel=channel,
                    address=SORRY,
                )
                yield RecordPerson(fact, **view.about())

    return moves


def gets_code(view: View) -> Iterator[Command]:
    """A claim code is given."""
    if not view.case.intake.claim_code:
        fact = ClaimCodeIssued(occurred_at=view.state.now, code=SORRY)
        yield RecordFact(fact, **view.about())


def misbehaves(view: View) -> Iterator[Command]:
    """A behaviour is flagged; the facts are taken out; a warning is written."""
    case, at = view.case, view.state.now
    message = next(iter(case.intake.messages), "message-none")
    if "conduct-1" not in case.conduct.flagged:
        flag = ConductFlagged(
            occurred_at=at, record="conduct-1", conduct=Conduct.ABUSIVE, message=message
        )
        yield RecordConduct(flag, **view.about())
    if not case.inquiry.facts:
        facts = FactsExtracted(occurred_at=at, facts=SORRY)
        yield RecordInquiry(facts, **view.about())
    yield from writes(view, Kind.STATUS, tells=("conduct-1",), apology=None)


def endangers(view: View) -> Iterator[Command]:
    """Somebody was in danger."""
    if not view.case.conduct.danger:
        steps = SafetyStepsTaken(occurred_at=view.state.now, record="conduct-2")
        yield RecordConduct(steps, **view.about())


def restricts(view: View) -> Iterator[Command]:
    """Contact is narrowed, by the owner or by another; looked at again."""
    names = [n for n, r in view.case.replies.items() if "conduct-1" in r.issued.tells]
    warned, told = [*names, "reply-none", "reply-none"][:2]
    until = view.state.now + 5 * DAY
    if "conduct-1" not in view.case.conduct.restricted:
        yield RestrictContact("conduct-1", "post", warned, told, until, **view.about())
        yield RestrictContact("conduct-1", "post", warned, told, until, **view.about(LEAD))
    else:
        yield ReviewRestriction("conduct-1", None, **view.about(LEAD))
        yield ReviewRestriction("conduct-1", until, **view.about(LEAD))


def other(view: View) -> str:
    """The other case of the pair."""
    return next(stream for stream in view.world.streams if stream != view.stream)


def merges(view: View) -> Iterator[Command]:
    """A notice names the other case, and the case asks to go on there."""
    to = other(view)
    if view.case.stage is Stage.OPEN and not view.case.merging.asked:
        yield from writes(view, Kind.HANDOVER, tells=(to,), apology=None, to=person_of(view))
        notices = [n for n, r in view.case.replies.items() if to in r.issued.tells]
        for notice in notices[-1:]:
            yield MergeCase(to, notice, **view.about())


def person_of(view: View) -> str:
    """Who complained first in this case."""
    return view.case.people.complainants[0]


def parts(view: View) -> Iterator[Command]:
    """A merge is undone."""
    for name in view.case.merging.taken_over:
        yield UnmergeCase(name, **view.about())


def imports(view: View) -> Iterator[Command]:
    """A register says that the case is open, answered, late, or open again."""
    for codes, replied in (({"a": "1"}, False), ({"a": "2"}, True), ({"a": "3"}, False)):
        yield ImportComplaint(
            "register",
            "key-1",
            codes,
            {"narrative": SORRY},
            "person-1",
            "web",
            "message-a1",
            "issue-a1",
            SORRY,
            f"reply-register-{view.case.ending.span}",
            replied,
            None,
            None,
            **view.about(IMPORT, at=START),
        )
