"""Who owns, decides and says what: I3, I7, I14, I15."""

from __future__ import annotations

from datetime import datetime, timedelta

from ...domain.case.ending import Basis, Why
from ...domain.case.intake import Aside
from ...domain.case.issues import Outcome
from ...domain.case.obligations import ClockStarted
from ...domain.case.ownership import OwnerChanged
from . import clocks
from .deliveries import left, reached
from .fact import Decision, Fact, Sentences
from .record import CaseRecord, ReplyOnRecord

A_BUSINESS_DAY = timedelta(days=11)
"""The longest one working day can last to its end, over every run of holidays we know of."""


def never_outside(fact: Fact) -> Sentences:
    """I3: nobody outside ever said anything, or two people judged all of it to be spam."""
    case = fact.case
    if case.stage != "open" or case.asked:
        yield "a case was voided that was not open, or while it was being merged"
    if any(message.aside is not Aside.SPAM for message in case.messages.values()):
        yield "a case was voided although somebody outside had complained"
    if case.imported or (case.received and case.received.criticism):
        yield "a case was voided that grew from a register entry or a criticism"


def judged_by_two(fact: Fact) -> Sentences:
    """I3: spam is judged by two people."""
    if fact.event.why is Aside.SPAM and len(set(fact.event.judges)) < 2:  # noqa: PLR2004
        yield "a message was judged spam by fewer than two people"


def named_once(fact: Fact) -> Sentences:
    """I7: an owner is named where there is none."""
    if fact.case.owner is not None:
        yield "an owner was named over the owner the case has"


def announced(fact: Fact) -> Sentences:
    """I7: who comes was told since the last change, and it reached or was laid ready before."""
    case, event = fact.case, fact.event
    if case.owner is None or event.before != case.owner or event.owner == case.owner:
        yield "the case changed hands from somebody who did not own it"
    if event.announced_in is None:
        return
    notice = case.replies.get(event.announced_in)
    laid = notice is not None and notice.way == "deposited" and left(notice)
    if notice is None or not (laid or reached(notice, fact.at)):
        yield "the case changed hands before the complainant had been told"
    elif event.owner not in notice.issued.tells or written_before(notice, case.owner_since):
        yield "the case changed hands on a notice that did not tell of this change"


def written_before(notice: ReplyOnRecord, change: datetime | None) -> bool:
    """Was it written before the last change, and so told of an earlier one?"""
    return change is not None and notice.issued.occurred_at < change


def absence_told_soon(decision: Decision) -> Sentences:
    """I7: a change in sudden absence is flagged, and telling of it is due within a business day."""
    clocks = decision.events(ClockStarted)
    for change in decision.events(OwnerChanged):
        if change.announced_in is None:
            owed = [c for c in clocks if c.name == "announce_owner" and c.about == change.owner]
            if not any(soon(clock.due, change.occurred_at) for clock in owed):
                yield "an owner was replaced in absence and telling of it is not due soon"


def soon(due: datetime, start: datetime) -> bool:
    """Is that within one business day, holidays allowed for?"""
    return start <= due <= start + A_BUSINESS_DAY


def owned_at_the_end(fact: Fact) -> Sentences:
    """I7: a case ends under its owner, who wrote the closing reply."""
    if fact.event.basis is Basis.ATTESTED:
        return
    if fact.case.owner is None:
        yield "a case was closed that nobody owns"


def written_by_owner(fact: Fact) -> Sentences:
    """I7: nobody writes in person before the case has an owner; the owner closes."""
    event = fact.event
    if event.author is not None and fact.case.owner is None:
        yield "somebody wrote before the case had an owner"
    if event.kind == "closing" and event.author != fact.case.owner:
        yield "a closing reply was written by somebody who does not own the case"


def theirs(case: CaseRecord, message: str | None) -> bool:
    """Is that message on record, and not judged to be spam?"""
    known = case.messages.get(message or "")
    return known is not None and known.aside is not Aside.SPAM


def said_by_them(fact: Fact) -> Sentences:
    """I14: what we may do on the complainant's word rests on a message of theirs."""
    if not theirs(fact.case, fact.event.message):
        yield "what only the complainant can say rests on no message of theirs"


def withdrawn_by_them(fact: Fact) -> Sentences:
    """I14: an issue is withdrawn in a message."""
    event = fact.event
    if event.outcome is Outcome.WITHDRAWN and not theirs(fact.case, event.rests_on):
        yield "an issue was withdrawn without a message of the complainant"


def reopened_by_them(fact: Fact) -> Sentences:
    """I14: a dispute is theirs, in a message."""
    asked = fact.event.why in {Why.SAME_ISSUE, Why.DISPUTED}
    if asked and not theirs(fact.case, fact.event.message):
        yield "a case was reopened on a dispute that no message holds"


def restricted_rightly(fact: Fact) -> Sentences:
    """I15: facts, a warning that left, word of the restriction, another decider, a review date."""
    case, event = fact.case, fact.event
    if event.record not in case.flagged:
        yield "contact was narrowed for a behaviour that is not on record"
    if not case.facts_extracted:
        yield "contact was narrowed before the facts were taken out of the messages"
    for name in (event.warned_in, event.told_in):
        notice = case.replies.get(name)
        if notice is None or not left(notice) or event.record not in notice.issued.tells:
            yield "contact was narrowed without a warning and word of it that left"
    if event.warned_in == event.told_in:
        yield "contact was narrowed by the same reply that warned"
    if event.decided_by == case.owner:
        yield "contact was narrowed by the owner of the case"
    if event.review_on <= fact.stored.recorded_at:
        yield "contact was narrowed without a review date to come"


def unexamined_after_lapse(fact: Fact) -> Sentences:
    """I13: a request lapses only if it reached the complainant before the date it names."""
    if fact.event.outcome is not Outcome.LEFT_UNEXAMINED:
        return
    request = fact.case.requests.get(fact.event.rests_on or "")
    told = request and reached(fact.case.replies.get(request.told_in), request.due)
    if not request or not told or not request.warned or not request.due < fact.at:
        yield "an issue was left unexamined without a request that reached in time and lapsed"


def silence_decides(fact: Fact) -> Sentences:
    """I11: a limit whose silence counts as acceptance decides, and nothing later undoes it."""
    silence = clocks.accepted_by_silence(fact.case, fact.at)
    outcome = fact.event.outcome
    if outcome is Outcome.DEEMED_ACCEPTED and not silence:
        yield "an issue counts as accepted by silence, and no such limit was missed"
    if silence and outcome not in {Outcome.DEEMED_ACCEPTED, Outcome.WITHDRAWN}:
        yield "an issue accepted by silence was decided otherwise"
