"""Case timeline: each event in order, when it occurred and was recorded, and what was due after it.

Streams of other kinds have one too: what happened, when, and by whom.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from ..domain.case.case import Case
from ..domain.case.duties import Duty, duties
from ..domain.case.ending import Basis, CaseClosed, Stage
from ..domain.case.first_response import missing
from ..domain.case.register import ReplyAttested
from ..domain.deadlines.counting import Calendar, Limit, Unit
from ..domain.deadlines.due import due_after
from ..domain.event import Event, RecordedEvent
from ..domain.survey.imported import SurveyAttested
from .case_fold import follow
from .plain_words import what
from .view import View

IMPORT = "import"
"""The role of whoever brings in a history that began elsewhere."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event, and how the case stood once it was recorded.

    `late`: recorded more than a business day after it occurred (I18), and not `imported`: an import
    brings in afterwards what began elsewhere. `duties` are those open at `recorded_at`, `missing`
    the elements of the first response not yet given. `attested` marks what a register states;
    `replies` that left are counted apart from `attested_replies`.
    """

    stream: str
    version: int
    position: int
    type: str
    what: str
    occurred_at: datetime
    recorded_at: datetime
    late: bool
    imported: bool
    actor: str
    role: str
    attested: bool
    duties: tuple[Duty, ...]
    missing: tuple[str, ...]
    replies: int
    attested_replies: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one stream, and the case they led to."""

    case: Case = field(default_factory=Case)
    steps: tuple[Step, ...] = ()


def evolve(timeline: Timeline, recorded: RecordedEvent) -> Timeline:
    """One more step."""
    case = follow(timeline.case, recorded.event)
    return Timeline(case, (*timeline.steps, step(recorded, case)))


def step(recorded: RecordedEvent, case: Case) -> Step:
    """What was recorded, and how the case stood then; lateness is left to `rows`."""
    is_open = case.intake.received is not None and case.stage is Stage.OPEN
    return Step(
        stream=recorded.stream,
        version=recorded.version,
        position=recorded.position,
        type=recorded.type,
        what=what(recorded.event),
        occurred_at=recorded.occurred_at,
        recorded_at=recorded.recorded_at,
        late=False,
        imported=recorded.actor.role == IMPORT,
        actor=recorded.actor.id,
        role=recorded.actor.role,
        attested=is_attested(recorded.event),
        duties=duties(case, recorded.recorded_at),
        missing=missing(case) if is_open else (),
        replies=sum(reply.left for reply in case.replies.values()),
        attested_replies=len(case.register.attested),
    )


def is_attested(event: Event) -> bool:
    """Does it rest on the word of a register alone?"""
    ended = isinstance(event, CaseClosed) and event.basis is Basis.ATTESTED
    return ended or isinstance(event, ReplyAttested | SurveyAttested)


def rows(stream: str, timeline: Timeline, moment: datetime) -> dict[str, Step]:  # noqa: ARG001
    """Every step; late ones by Monday to Friday in the zone of the case's first clock, or UTC."""
    clocks = timeline.case.clocks.obligations.values()
    zone = next((clock.started.zone for clock in clocks), "UTC")
    calendar = Calendar(version="mon-fri/1", zone=zone)
    return {str(each.version): replace(each, late=late(each, calendar)) for each in timeline.steps}


def changes(timeline: Timeline) -> tuple[datetime, ...]:  # noqa: ARG001
    """None: what was recorded stays as it was."""
    return ()


def late(step: Step, calendar: Calendar) -> bool:
    """Was it recorded here more than a business day after it occurred? (I18)"""
    limit = due_after(step.occurred_at, Limit(1, Unit.BUSINESS_DAY), calendar)
    return not step.imported and step.recorded_at > limit


CASE_TIMELINE = View(
    name="case_timeline",
    version=3,
    row_type=Step,
    initial=Timeline(),
    evolve=evolve,
    rows=rows,
    changes=changes,
    order=("position",),
)
"""As it was recorded. Always read from the log: it is asked of one stream at a time."""
