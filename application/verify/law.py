"""What the packs of a case say, re-derived from the rows its clocks carry: I4, I11, I13."""

from __future__ import annotations

from ...domain.case.obligations import ClockStarted, DueTimePassed, ExtensionTold
from . import clocks
from .closing import ends_on
from .fact import Decision, Fact, Sentences

FOR_THEM = frozenset({"upheld", "deemed_accepted", "withdrawn"})


def moved_as_allowed(fact: Fact) -> Sentences:
    """I13: a limit moves as its rule says: how far, on which ground, with what is told."""
    event, clock = fact.event, fact.case.clocks.get(fact.event.obligation)
    row = clock.started.row if clock else None
    extended = isinstance(event, ExtensionTold)
    allows = row and (row.extension if extended else row.pause)
    if not clock or not row or not allows:
        yield "a limit was moved whose rule does not let it"
        return
    if allows.grounds and event.ground not in allows.grounds:
        yield "a limit was moved on a ground its rule does not name"
    if extended and row.extension and not {*row.extension.must_tell} <= {*event.told}:
        yield "a later limit was told without what its rule wants told"
    if extended and clock.started.furthest and event.due > clock.started.furthest:
        yield "a limit was moved further than its rule lets it"


def silence_is_answered_for(decision: Decision) -> Sentences:
    """I11: where the law took silence for acceptance, a remedy is due soon."""
    remedies = {c.about for c in decision.events(ClockStarted) if c.name == "remedy"}
    for event in decision.events(DueTimePassed):
        clock = decision.before.clocks.get(event.duty)
        deemed = clock and clocks.deemed(decision.before, clock, event.occurred_at)
        if deemed and event.duty not in remedies:
            yield "silence accepted a complaint and no remedy is due for it"


def signposted(fact: Fact) -> Sentences:
    """I4: each closing reply names the bodies that the rules of the case want named."""
    against = any(
        issue.decided and issue.decided.outcome not in FOR_THEM
        for issue in fact.case.issues.values()
    )
    wanted = {"always", "when_not_upheld"} if against else {"always"}
    rows = (clock.started.row for clock in fact.case.clocks.values())
    ways = [row.escalation for row in rows if row and row.escalation]
    bodies = {way.body for way in ways if way.must_signpost in wanted}
    for reply in ends_on(fact):
        if not bodies <= {*reply.issued.signposts}:
            yield "a closing reply does not name where else the complainant can go"


def rebutted_by_two(fact: Fact) -> Sentences:
    """I11: silence is rebutted by two people, where the rule lets it be, once the limit passed."""
    clock = fact.case.clocks.get(fact.event.obligation)
    row = clock.started.row if clock else None
    first, second = fact.event.judges
    if first == second or not fact.event.evidence:
        yield "silence was rebutted by one person, or without evidence"
    if not clock or not row or not row.silence.rebuttable:
        yield "silence was rebutted that no rule lets us rebut"
    elif not clocks.clock_missed(fact.case, clock, fact.at):
        yield "silence was rebutted of a limit that was not missed"
