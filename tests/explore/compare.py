"""What the live case claims to owe, to have settled, to accept: the same as its events tell?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import permutations

from answerable.application.verify import clocks, standing
from answerable.application.verify import duties as owed_by_events
from answerable.application.verify.record import CaseRecord
from answerable.domain.case import duties, verdicts
from answerable.domain.case.answering import unanswered
from answerable.domain.case.case import Case
from answerable.domain.case.replies import Delivery


def disagreements(case: Case, told: CaseRecord, now: datetime) -> Iterator[str]:
    """Where the live state and our own reading of its events part ways."""
    if case.intake.received:
        yield from duties_differ(case, told, now)
        claims = {
            "I10 settled": (duties.settled(case, now), standing.settled(told, now)),
            "I11 accepted by silence": (
                verdicts.accepted_by_silence(case, now),
                clocks.accepted_by_silence(told, now),
            ),
            "I5 waiting messages": (set(unanswered(case)), set(owed_by_events.unanswered(told))),
            "I7 owner": (case.ownership.owner, told.owner),
            "I17 stage": (case.stage.value, told.stage),
        }
        yield from (f"{n}: claimed otherwise than told" for n, (a, b) in claims.items() if a != b)


def shared_replies_differ(cases: Sequence[Case]) -> Iterator[str]:
    """I2: a reply that two cases hold and that is known to have failed stands in neither."""
    for one, other in permutations(cases, 2):
        for name, reply in one.replies.items():
            there = other.replies.get(name)
            known = there and len(there.failures) >= len(reply.failures)
            if reply.delivery is Delivery.FAILED and there and there.left and not known:
                yield "I2 a reply failed in one case and stands in the other that holds it"


def duties_differ(case: Case, told: CaseRecord, now: datetime) -> Iterator[str]:
    """What is owed, and when it is due."""
    claimed = {duty.id: duty.due for duty in duties.duties(case, now)}
    owed = owed_by_events.owed(told, now)
    for name in sorted(claimed.keys() ^ owed.keys()):
        side = "claimed and not owed" if name in claimed else "owed and not claimed"
        yield f"I21 {name}: {side}"
    for name in sorted(claimed.keys() & owed.keys()):
        if claimed[name] != owed[name]:
            yield f"I13 {name}: due at another time than claimed"
