"""Variants of the domain: each breaks the rule named in `breaks`."""

from __future__ import annotations

from tests.zoo.variant import Variant

CASE = ("tests/domain/case",)
SURVEY = ("tests/domain/survey",)
PROBLEM = ("tests/domain/problem",)


def case(name: str, breaks: str, module: str, before: str, after: str) -> Variant:
    """A variant of a rule of the case."""
    return Variant(name, breaks, f"domain/case/{module}.py", before, after, CASE)


DOMAIN = (
    case(
        "closes without a closing reply",
        "I1",
        "closing",
        "    require(replies and not owed, CLOSING_REPLY_LEFT, *sorted(owed))\n",
        "    require(True, CLOSING_REPLY_LEFT, *sorted(owed))\n",
    ),
    case(
        "closes when one of several was answered",
        "I2",
        "closing",
        "    require(replies and not owed, CLOSING_REPLY_LEFT",
        "    require(replies, CLOSING_REPLY_LEFT",
    ),
    case(
        "closes on an old span's reply",
        "I1",
        "closing",
        "r.left_by(moment) and r.issued.span == span]",
        "r.left_by(moment) and r.issued.span <= span]",
    ),
    case(
        "closes over an unanswered message",
        "I5",
        "closing",
        "    require(not waiting, NOTHING_UNANSWERED, *waiting)\n",
        "",
    ),
    case(
        "closes with outcomes that changed since",
        "I4",
        "closing",
        "    wrong = sorted(name for name, _ in decided - stated)",
        "    wrong = sorted(name for name, _ in stated - decided)",
    ),
    case(
        "closes without an apology",
        "I8",
        "closing",
        "        require(apologised(case, reply), APOLOGY_GIVEN, reply.issued.to)\n",
        "",
    ),
    case(
        "closes over a promise it does not state",
        "I9",
        "closing",
        "        require(not unsaid, PROMISES_STATED, *unsaid)\n",
        "",
    ),
    case(
        "closes without looking for a lesson",
        "S0-1",
        "closing",
        "    require(case.inquiry.holds(LessonRecorded, NoLessonFound), LESSON_LOOKED_FOR)\n",
        "",
    ),
    case(
        "voids a record somebody outside spoke in",
        "I3",
        "closing",
        "    require(not genuine(case.intake) and not case.register.entry, NO_OUTSIDE_PARTY)\n",
        "",
    ),
    case(
        "one person judges spam alone",
        "I3",
        "intake",
        "len(set(judges)) > 1, SPAM_TWO_PEOPLE)",
        "len(set(judges)) > 0, SPAM_TWO_PEOPLE)",
    ),
    case(
        "a bounce after closing leaves it closed",
        "I1",
        "delivery",
        "    return [failed, *undone(command, case, policy)]",
        "    return [failed]",
    ),
    case(
        "a failed reply still counts as left",
        "I6",
        "replies",
        "            failed = gone(reply, Delivery.FAILED, None, None, by)",
        "            failed = gone(reply, Delivery.FAILED, reply.left_at, None, by)",
    ),
    case(
        "dispatched counts as reached at once",
        "I13",
        "replies",
        "            return gone(reply, Delivery.DISPATCHED, at, end, by)",
        "            return gone(reply, Delivery.DISPATCHED, at, at, by)",
    ),
    case(
        "a promise fulfilled late is kept",
        "I11",
        "promises",
        "done <= due_in_force(promise, replies, done):",
        "done <= moment:",
    ),
    case(
        "a new date counts whenever it reaches",
        "I13",
        "promises",
        "notice.reached_by(min(due, moment)):",
        "notice.reached_by(moment):",
    ),
    case(
        "a release mends a broken promise",
        "I11",
        "promises",
        "let_go <= moment and let_go <= due_in_force(promise, replies, let_go):",
        "let_go <= moment:",
    ),
    case(
        "a promise is released without their word",
        "I14",
        "promise_changes",
        "    require(command.message in messages, INBOUND)\n    if promise.released_at and",
        "    if promise.released_at and",
    ),
    case(
        "an extension counts whenever it reaches",
        "I13",
        "limits",
        "        if reached > min(by, moment):\n",
        "        if reached > (min(by, moment) if isinstance(notice, Pause) else moment):\n",
    ),
    case(
        "a pause counts whenever it reaches",
        "I13",
        "limits",
        "        if reached > min(by, moment):\n",
        "        if reached > (moment if isinstance(notice, Pause) else min(by, moment)):\n",
    ),
    case(
        "a pause counts although its notice never reached",
        "I13",
        "limits",
        "    found = [(reply.reached_at, notice) for reply, notice in told"
        " if reply and reply.reached_at]\n",
        "    said = [(r and r.reached_at or getattr(n, 'told_at', None), n) for r, n in told]\n"
        "    found = [(at, notice) for at, notice in said if at]\n",
    ),
    case(
        "compensation is counted from the missed limit",
        "ADR-0021",
        "starting",
        "        Owed(due(start, replace(row.term, limit=step.beyond), calendar), step.amount)\n",
        "        Owed(due(due(start, row.term, calendar), replace(row.term, limit=step.beyond),"
        " calendar), step.amount)\n",
    ),
    case(
        "compensation runs on after the answer",
        "ADR-0021",
        "silence",
        "    until = min(moment, met_at(case, clock) or moment)\n    amount",
        "    until = moment\n    amount",
    ),
    case(
        "an owner changes unannounced",
        "I7",
        "handing_over",
        "    require(absent or told, ANNOUNCED)\n",
        "",
    ),
    case(
        "sudden absence owes no announcement",
        "I7",
        "handing_over",
        "    if told:\n        return []\n",
        "    if told or case:\n        return []\n",
    ),
    case(
        "the owner restricts contact",
        "I15",
        "conduct",
        "    require(command.actor.id != owner, ANOTHER_DECIDER)\n",
        "",
    ),
    case(
        "contact is restricted without the facts",
        "I15",
        "conduct",
        "    require(facts, FACTS_FIRST)\n",
        "",
    ),
    case(
        "a waiting case has nothing due",
        "I21",
        "duties",
        '        case "final_answer":\n            return current\n',
        '        case "final_answer":\n            return current and not met_at(case, clock)\n',
    ),
    case(
        "a reopened case starts no clock",
        "I21",
        "reopening",
        "    return [reopened, *clocks, *law_again(command, span, case, policy)]\n",
        "    return [reopened]\n",
    ),
    case(
        "the same message is kept twice",
        "I22",
        "intake",
        "    if known or already_seen(command.channel, command.external_id, intake):\n",
        "    if known:\n",
    ),
    case(
        "settled before the bounce window is over",
        "I10",
        "duties",
        "    return not waiting and not any(promised(case, moment))",
        "    return not any(promised(case, moment))",
    ),
    case(
        "a merge goes into a closed case",
        "I2",
        "merge_steps",
        "    require(open_here, PRIMARY_OPEN)\n",
        "",
    ),
    case(
        "abuse ends the right to an answer",
        "I12",
        "duties",
        "    if clock.waived or gone_elsewhere(case, clock):\n",
        "    if clock.waived or case.conduct.flagged or gone_elsewhere(case, clock):\n",
    ),
    Variant(
        "backdating needs nobody else",
        "I18",
        "domain/timing.py",
        "        require(command.now <= latest, BACKDATED_BY_TWO)\n",
        "        require(latest, BACKDATED_BY_TWO)\n",
        ("tests/domain/test_timing.py", *CASE),
    ),
    Variant(
        "a late critic does not stop the asking",
        "S0-5",
        "domain/survey/breaker.py",
        "    if waits and not breaker.paused:\n",
        "    if waits and breaker.paused:\n",
        SURVEY,
    ),
    Variant(
        "a problem ends with somebody untold",
        "model, Problems",
        "domain/problem/problem.py",
        "    require(not waiting, ALL_TOLD, *waiting)\n",
        "",
        PROBLEM,
    ),
)
