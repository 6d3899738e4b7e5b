"""How a case may end: I1, I4, I5, I6, I8, I9; an attested end is spared what it cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.case.ending import Basis, CaseReopened
from ...domain.case.replies import ReplyFailed
from . import duties, standing
from .deliveries import LEFT, addressees, left, same_side, sorry
from .fact import Decision, Fact, Sentences
from .record import CaseRecord, ReplyOnRecord


def attested(fact: Fact) -> bool:
    """Does the end rest on the word of a register alone?"""
    return fact.event.basis is Basis.ATTESTED


def ends_on(fact: Fact) -> list[ReplyOnRecord]:
    """The replies on record that the end names."""
    found = (fact.case.replies.get(name) for name in fact.event.replies)
    return [] if attested(fact) else [reply for reply in found if reply]


def rests_on_replies(fact: Fact) -> Sentences:
    """I1: closing replies of this span, one to everybody it is owed to; attested ones by import."""
    case, event = fact.case, fact.event
    if case.stage != "open" or case.received is None:
        yield "a case was closed that was not open"
    if event.span != case.span:
        yield "a case was closed in a span that is not the one open"
    if not event.replies:
        yield "a case was closed without naming a reply"
    yield from attested_by_import(fact) if attested(fact) else named_replies(fact)


def attested_by_import(fact: Fact) -> Sentences:
    """An attested end is put on record by an import, with the reply the register states."""
    if fact.stored.actor.role != "import" or not fact.case.imported:
        yield "an attested end was not brought in by an import"
    if not set(fact.event.replies) <= fact.case.attested:
        yield "an attested end names a reply that no register stated"
    yield from register_answers_its_own(fact.case)


def register_answers_its_own(case: CaseRecord) -> Sentences:
    """The word of a register ends what that register's row complains of, and nothing besides."""
    first = {name for name, _ in list(case.messages.items())[:1]}
    if set(duties.unanswered(case)) - first:
        yield "an attested end left a message unanswered that came to us"
    if len(case.joined) > 1 or len(case.issues) > 1 or case.taken:
        yield "an attested end covers more than the register's own complaint"


def named_replies(fact: Fact) -> Sentences:
    """Each is a closing reply written here in this span and not failed; nobody is left out."""
    case, replies = fact.case, ends_on(fact)
    if len(replies) != len(fact.event.replies):
        yield "a case was closed on a reply that is not on record"
    for reply in replies:
        if reply.issued.kind != "closing" or reply.brought:
            yield "a case was closed on a reply that is no closing reply of its own"
        if reply.issued.span != case.span:
            yield "a case was closed on a reply written in another span"
        if reply.way == "failed":
            yield "a case was closed on a reply known to have failed"
    given = {reply.issued.to for reply in replies}
    own = {p: to for p, to in addressees(case).items() if p not in brought_people(case)}
    if not set(own.values()) <= given:
        yield "a case was closed without a closing reply to everybody it is owed to"


def brought_people(case: CaseRecord) -> set[str]:
    """Those who complain here only since their case was merged into this one."""
    return {
        person
        for brought in case.taken.values()
        for person in brought.file.people.complainants
        if person not in brought.joined
    }


def failure_reopens(decision: Decision) -> Sentences:
    """I1: the decision that records the failure of what the end rests on reopens the case."""
    failed = {event.reply for event in decision.events(ReplyFailed)}
    before, after = decision.before, decision.after
    if before.stage == "closed" and failed & set(before.rests_on):
        if not decision.events(CaseReopened) or after.stage != "open":
            yield "the reply a closed case rests on failed, and the case was not reopened at once"
        if not any(clock.span == after.span for clock in after.clocks.values()):
            yield "a case was reopened without a clock"


def apology_stands(decision: Decision) -> Sentences:
    """I8: a case does not stay closed once the only apology behind its answer has failed."""
    after = decision.after
    if not decision.events(ReplyFailed) or after.stage != "closed":
        return
    for reply in (after.replies[name] for name in after.rests_on if name in after.replies):
        fact = Fact(after, decision.stored[-1], decision.log)
        if not any(before(each, reply) for each in apologies(fact, reply)):
            yield "the only apology failed, and the case stayed closed"


def in_flight(fact: Fact) -> Sentences:
    """I6: at closing each reply was dispatched, delivered, spoken, posted or deposited."""
    if any(reply.way not in LEFT and reply.way != "failed" for reply in ends_on(fact)):
        yield "a case was closed on a reply that had not left"


def says_everything(fact: Fact) -> Sentences:
    """I4: the outcome decided for each issue, with reasons; what was done; how to disagree."""
    if not attested(fact) and not fact.case.issues:
        yield "a case was closed without an issue"
    for reply in ends_on(fact):
        if reply.issued.done is None or reply.issued.recourse is None:
            yield "a closing reply does not say what was done or how to disagree"
        stated = {o.issue: (o.outcome, o.reasons) for o in reply.issued.outcomes}
        for name, issue in fact.case.issues.items():
            if issue.decided is None:
                yield "a case was closed over an issue nobody decided"
            elif stated.get(name) != (issue.decided.outcome, issue.decided.reasons):
                yield "a closing reply lacks the outcome of an issue, or states another"


def nothing_unanswered(fact: Fact) -> Sentences:
    """I5: every inbound message was answered by a closing reply to its sender, or set aside."""
    answered = {message for reply in ends_on(fact) for message in reply.answers}
    if not attested(fact) and not answered.issuperset(duties.unanswered(fact.case)):
        yield "a case was closed over an unanswered message"


def apologises(fact: Fact) -> Sentences:
    """I8: whoever gets a closing reply had an apology in it or before it."""
    for reply in ends_on(fact):
        earlier = any(before(each, reply) for each in apologies(fact, reply))
        if not reply.issued.apology and not earlier:
            yield "a case was closed without an apology in the closing reply or before it"


def apologies(fact: Fact, reply: ReplyOnRecord) -> Iterator[ReplyOnRecord]:
    """The apologies that left for the side the reply goes to."""
    side = same_side(fact.case, reply.issued.to) | {reply.issued.to}
    for other in fact.case.replies.values():
        if sorry(other) and other.issued.to in side:
            yield other


def before(earlier: ReplyOnRecord, reply: ReplyOnRecord) -> bool:
    """Is it that reply, or had it left by when that one did?"""
    if earlier is reply or earlier.left_at is None or reply.left_at is None:
        return earlier is reply
    return earlier.left_at <= reply.left_at


def states_promises(fact: Fact) -> Sentences:
    """I9: each closing reply states every promise that is still owed."""
    for reply in ends_on(fact):
        said = {*reply.issued.tells, *reply.issued.keeps}
        for name, promise in fact.case.promises.items():
            told_here = promise.made.told_in == reply.issued.reply
            owed = not standing.promise_over(fact.case, promise, fact.at)
            if owed and name not in said and not told_here:
                yield "a case was closed with an open promise its closing reply does not state"


def reopened_rightly(fact: Fact) -> Sentences:
    """I1: only a closed case is reopened, into the span that follows."""
    if fact.case.stage != "closed" or fact.event.span != fact.case.span + 1:
        yield "a case was reopened that was not closed, or into a span out of order"


def written_in_open_span(fact: Fact) -> Sentences:
    """I1: a closing reply is written in the span it is for."""
    closing = fact.event.kind == "closing"
    if closing and (fact.case.stage != "open" or fact.event.span != fact.case.span):
        yield "a closing reply was written outside the open span of its case"


def failed_replies_left(fact: Fact) -> Sentences:
    """I6: only what left for somebody arrives or fails."""
    if not left(fact.case.replies.get(fact.event.reply)):
        yield "a reply arrived or failed that had not left"
