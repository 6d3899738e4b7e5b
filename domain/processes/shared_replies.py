"""A reply that is on record in two cases, after a merge or its undoing, fails or arrives in both.

What rests on it there, a promise kept or a new date, would otherwise stand on a reply that is known
elsewhere not to have arrived (I2, I11).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..case.delivery import ConfirmDelivery, ReportFailure
from ..case.replies import Reply, ReplyDelivered, ReplyFailed
from ..command import Command
from ..event import RecordedEvent
from .following import facts

STEPS = ("ReplyFailed", "ReplyDelivered")
FIRST = 1000
"""Where the numbers of these commands begin, apart from those of other reactions to one fact."""


def follow(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """Tell the other cases that hold the reply; who does not hold it has nothing to do."""
    event = recorded.event
    if not isinstance(event, ReplyFailed | ReplyDelivered) or event.reply not in case.replies:
        return
    for number, other in enumerate(holders(case, case.replies[event.reply])):
        about = facts(recorded, FIRST + number)
        if isinstance(event, ReplyFailed):
            yield ReportFailure(event.reply, event.failure, stream=other, **about)
        else:
            yield ConfirmDelivery(event.reply, stream=other, **about)


def holders(case: Case, reply: Reply) -> list[str]:
    """The other cases that may hold a reply: where it was issued, where it goes, who parted."""
    merging = case.merging
    goes_to = merging.asked.primary if merging.asked else None
    found = [reply.origin, goes_to, *merging.taken_over, *sorted(merging.parted)]
    return list(dict.fromkeys(name for name in found if name))
