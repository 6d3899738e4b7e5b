"""What came of it: lessons, needs that were met, things put right (S2-15, S3-8, ISO 22458)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.ending import CaseClosed
from ...domain.case.inquiry import GuidelineCited, LessonRecorded
from ...domain.case.intake import CaseReceived, NeedRecorded
from ...domain.case.issues import IssueDecided
from ...domain.case.solution import RemedyDelivered, RemedyOffered
from .figure import Figure, Item, Measure, Question, marks
from .history import History

LESSON = "closed_with_lesson"
CITED = "guidelines_cited"
NEED = "need_recorded"
REDRESS = "redress"


def observe(history: History, moment: datetime) -> Iterator[Item]:  # noqa: ARG001  # see `Question`
    """Every case received or closed, every guideline cited, every remedy given."""
    received, closed = history.first(CaseReceived), history.every(CaseClosed)
    if received is None:
        return
    needs, at = history.every(NeedRecorded), received.occurred_at
    yield Item(NEED, history.stream, at, marks(received, *needs), counts=bool(needs))
    if closed:
        lessons, at = history.every(LessonRecorded), closed[-1].occurred_at
        behind = marks(closed[-1], *lessons)
        yield Item(LESSON, history.stream, at, behind, counts=bool(lessons))
    for recorded, told in history.told(GuidelineCited):
        subject = f"{history.stream}/{recorded.version}"
        group = f"{told.guideline}, version {told.version}"
        yield Item(CITED, subject, recorded.occurred_at, marks(recorded), group=group)
    yield from redress(history)


def redress(history: History) -> Iterator[Item]:
    """Each remedy offered: how much, and how long from the decision before it to its delivery."""
    decided = history.every(IssueDecided)
    for recorded, told in history.told(RemedyOffered):
        given = history.of("remedy", told.remedy, RemedyDelivered)
        before = [each for each in decided if not given or each.position < given[0].position]
        began = before[-1] if before else recorded
        until = given[0].occurred_at if given else None
        yield Item(
            REDRESS,
            f"{history.stream}/{told.remedy}",
            began.occurred_at,
            marks(began, *history.of("remedy", told.remedy)),
            counts=bool(given),
            until=until,
            amount=told.amount if given else None,
        )


LEARNING = Question(
    name="learning",
    title="Lessons, needs and redress",
    figures=(
        Figure(LESSON, "Cases closed with a lesson on record, of all closed.", Measure.SHARE),
        Figure(CITED, "Guidelines cited, by guideline and version.", Measure.COUNT),
        Figure(NEED, "Cases with a need on record, of all received.", Measure.SHARE),
        Figure(
            REDRESS,
            "Remedies delivered, of all offered: the time from the last decision before it (from "
            "the offer, where there is none), and the amount in minor units.",
            Measure.AMOUNT,
        ),
    ),
    observe=observe,
)
