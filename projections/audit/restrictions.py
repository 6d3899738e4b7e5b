"""Contact restrictions: how many people they touch, and which were not looked at again (I15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.conduct import ConductFlagged, ContactRestricted
from ...domain.case.intake import CaseReceived, MessageReceived
from ...domain.case.people import ComplainantJoined
from ...domain.event import RecordedEvent
from .figure import Figure, Item, Measure, Question, marks
from .history import History

RESTRICTED = "complainants_restricted"
OVERDUE = "review_overdue"


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Everybody who complained, whether contact with them was narrowed; and each restriction."""
    case = history.case
    if case is None:
        return
    narrowed = history.told(ContactRestricted)
    whom: dict[str, list[RecordedEvent]] = {}
    for recorded, restricted in narrowed:
        person = sender(history, restricted.record)
        whom.setdefault(person, []).append(recorded)
        in_force = case.conduct.restricted.get(restricted.record)
        behind = marks(*history.of("record", restricted.record))
        late = in_force is not None and in_force.review_on < moment
        subject = f"{history.stream}/{restricted.record}"
        yield Item(OVERDUE, subject, recorded.occurred_at, behind, late, group=restricted.channel)
    for recorded, person in complainants(history):
        theirs = whom.get(person, [])
        behind, at = marks(recorded, *theirs), recorded.occurred_at
        yield Item(RESTRICTED, person, at, behind, counts=bool(theirs))


def complainants(history: History) -> Iterator[tuple[RecordedEvent, str]]:
    """Who complained in this case, by the event that says so."""
    for recorded, received in history.told(CaseReceived):
        yield recorded, received.complainant
    for recorded, joined in history.told(ComplainantJoined):
        yield recorded, joined.person


def sender(history: History, record: str) -> str:
    """Who wrote the message in which the behaviour was seen."""
    messages = {told.message: told.sender for _, told in history.told(MessageReceived)}
    flagged = {told.record: told.message for _, told in history.told(ConductFlagged)}
    return messages.get(flagged.get(record, ""), "")


RESTRICTIONS = Question(
    name="restrictions",
    title="Contact restrictions",
    figures=(
        Figure(
            RESTRICTED,
            "People with whom contact was ever narrowed, of all who complained; more than one in "
            "a hundred is too many (S3-10).",
            Measure.SHARE,
            by_subject=True,
        ),
        Figure(
            OVERDUE,
            "Restrictions in force past the date on which they were to be looked at again, of all.",
            Measure.SHARE,
            none_expected=True,
        ),
    ),
    observe=observe,
)
