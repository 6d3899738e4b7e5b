"""How each stored event changes what is on record of its case. Reading never refuses history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from ...domain.case.conduct import ConductFlagged, ContactRestricted, RestrictionReviewed
from ...domain.case.ending import (
    CaseClosed,
    CaseReopened,
    CaseVoided,
    ExternalOutcomeRecorded,
)
from ...domain.case.inquiry import FactsExtracted, InformationReceived, InformationRequested
from ...domain.case.intake import CaseReceived, MessageReceived, MessageSetAside
from ...domain.case.issues import IssueDecided, IssueRaised
from ...domain.case.obligations import (
    ClockResumed,
    ClockStarted,
    CompensationPaid,
    DueTimePassed,
    ExtensionTold,
    NoticeWaived,
    PauseTold,
    SilenceRebutted,
)
from ...domain.case.ownership import OwnerChanged, OwnerNamed
from ...domain.case.people import (
    ComplainantDeceased,
    ComplainantJoined,
    NoContactRequested,
    RepresentativeAuthorised,
    SuccessorIdentified,
)
from ...domain.case.promises import (
    NewDateProposed,
    NewDateRefused,
    PromiseFulfilled,
    PromiseMade,
    PromiseReleased,
    PromiseVoided,
)
from ...domain.case.register import RegisterEntryRecorded, ReplyAttested
from ...domain.case.solution import AgreementReached, RemedyAccepted
from ...domain.event import Event
from . import deliveries, merge_reading
from .record import (
    CaseRecord,
    ClockOnRecord,
    IssueOnRecord,
    MessageOnRecord,
    NewDateOnRecord,
    PauseOnRecord,
    PromiseOnRecord,
)

Reader: TypeAlias = Callable[[CaseRecord, Any], None]


def _received(case: CaseRecord, event: CaseReceived) -> None:
    case.received = event


def _message(case: CaseRecord, event: MessageReceived) -> None:
    came = MessageOnRecord(event.sender, case.version)
    case.messages = {**case.messages, event.message: came}
    words = event.external_id and event.external_id.value
    if isinstance(words, str):
        case.outside_ids |= {(event.channel, words)}


def _set_aside(case: CaseRecord, event: MessageSetAside) -> None:
    if known := case.messages.get(event.message):
        aside = replace(known, aside=event.why)
        case.messages = {**case.messages, event.message: aside}


def _joined(case: CaseRecord, event: ComplainantJoined) -> None:
    case.joined = {event.person: event.occurred_at, **case.joined}


def _may_speak(case: CaseRecord, event: RepresentativeAuthorised | SuccessorIdentified) -> None:
    speaker = event.successor if isinstance(event, SuccessorIdentified) else event.representative
    case.speaks_for = {**case.speaks_for, event.person: speaker}


def _deceased(case: CaseRecord, event: ComplainantDeceased) -> None:
    case.deceased |= {event.person}


def _no_contact(case: CaseRecord, event: NoContactRequested) -> None:
    case.no_contact |= {event.person}


def _owned(case: CaseRecord, event: OwnerNamed | OwnerChanged) -> None:
    case.owner, case.owner_since = event.owner, event.occurred_at
    case.ever_owned |= {event.owner}


def _raised(case: CaseRecord, event: IssueRaised) -> None:
    case.issues = {**case.issues, event.issue: IssueOnRecord(event.about)}


def _decided(case: CaseRecord, event: IssueDecided) -> None:
    if known := case.issues.get(event.issue):
        case.issues = {**case.issues, event.issue: replace(known, decided=event)}


def _promised(case: CaseRecord, event: PromiseMade) -> None:
    case.promises = {**case.promises, event.promise: PromiseOnRecord(event)}


def _new_date(case: CaseRecord, event: NewDateProposed) -> None:
    if known := case.promises.get(event.promise):
        dates = (*known.new_dates, NewDateOnRecord(event.due, event.told_in))
        case.promises = {**case.promises, event.promise: replace(known, new_dates=dates)}


def _new_date_refused(case: CaseRecord, event: NewDateRefused) -> None:
    known = case.promises.get(event.promise)
    if known and known.new_dates:
        dates = (*known.new_dates[:-1], replace(known.new_dates[-1], refused=True))
        case.promises = {**case.promises, event.promise: replace(known, new_dates=dates)}


def _fulfilled(case: CaseRecord, event: PromiseFulfilled) -> None:
    if known := case.promises.get(event.promise):
        times = (*known.fulfilled, event.occurred_at)
        case.promises = {**case.promises, event.promise: replace(known, fulfilled=times)}


def _released(case: CaseRecord, event: PromiseReleased) -> None:
    if known := case.promises.get(event.promise):
        times = (*known.released, event.occurred_at)
        case.promises = {**case.promises, event.promise: replace(known, released=times)}


def _struck_out(case: CaseRecord, event: PromiseVoided) -> None:
    if known := case.promises.get(event.promise):
        case.promises = {**case.promises, event.promise: replace(known, voided=True)}


def _clock(case: CaseRecord, event: ClockStarted) -> None:
    case.clocks = {**case.clocks, event.obligation: ClockOnRecord(event, event.span)}


def _extended(case: CaseRecord, event: ExtensionTold) -> None:
    if known := case.clocks.get(event.obligation):
        moved = replace(known, extensions=(*known.extensions, event))
        case.clocks = {**case.clocks, event.obligation: moved}


def _paused(case: CaseRecord, event: PauseTold) -> None:
    if known := case.clocks.get(event.obligation):
        pauses = (*known.pauses, PauseOnRecord.told(event))
        case.clocks = {**case.clocks, event.obligation: replace(known, pauses=pauses)}


def _resumed(case: CaseRecord, event: ClockResumed) -> None:
    known = case.clocks.get(event.obligation)
    if known:
        at = event.occurred_at
        ended = tuple(replace(p, resumed_at=p.resumed_at or at) for p in known.pauses)
        case.clocks = {**case.clocks, event.obligation: replace(known, pauses=ended)}


def _waived(case: CaseRecord, event: NoticeWaived) -> None:
    if known := case.clocks.get(event.obligation):
        case.clocks = {**case.clocks, event.obligation: replace(known, waived=True)}


def _passed(case: CaseRecord, event: DueTimePassed) -> None:
    case.passed |= {(event.duty, event.due)}


def _flagged(case: CaseRecord, event: ConductFlagged) -> None:
    case.flagged |= {event.record}


def _facts_extracted(case: CaseRecord, _: FactsExtracted) -> None:
    case.facts_extracted = True


def _restricted(case: CaseRecord, event: ContactRestricted) -> None:
    case.restricted = {**case.restricted, event.record: event}
    case.review_on = {**case.review_on, event.record: event.review_on}


def _reviewed(case: CaseRecord, event: RestrictionReviewed) -> None:
    others = {name: on for name, on in case.review_on.items() if name != event.record}
    kept = {event.record: event.review_on} if event.review_on else {}
    case.review_on = {**others, **kept}


def _requested(case: CaseRecord, event: InformationRequested) -> None:
    case.requests = {**case.requests, event.request: event}


def _came(case: CaseRecord, event: InformationReceived) -> None:
    case.came |= {event.request}


def _imported(case: CaseRecord, _: RegisterEntryRecorded) -> None:
    case.imported = True


def _attested(case: CaseRecord, event: ReplyAttested) -> None:
    case.attested |= {event.reply}
    case.stated_at = {**case.stated_at, event.reply: event.left_at}


def _agreed(case: CaseRecord, event: AgreementReached | RemedyAccepted) -> None:
    case.agreed = min(event.occurred_at, case.agreed or event.occurred_at)


def _rebutted(case: CaseRecord, event: SilenceRebutted) -> None:
    if known := case.clocks.get(event.obligation):
        rebutted = replace(known, rebutted=event.occurred_at)
        case.clocks = {**case.clocks, event.obligation: rebutted}


def _paid(case: CaseRecord, event: CompensationPaid) -> None:
    if known := case.clocks.get(event.obligation):
        case.clocks = {**case.clocks, event.obligation: replace(known, paid=event.amount)}


def _closed(case: CaseRecord, event: CaseClosed) -> None:
    case.stage, case.rests_on = "closed", event.replies
    case.ended = {**case.ended, event.span: event.replies}


def _reopened(case: CaseRecord, event: CaseReopened) -> None:
    case.stage, case.rests_on, case.span = "open", (), event.span


def _voided(case: CaseRecord, _: CaseVoided) -> None:
    case.stage = "voided"


def _judged_outside(case: CaseRecord, event: ExternalOutcomeRecorded) -> None:
    case.outcomes_outside = (*case.outcomes_outside, event)


READERS: dict[type[Event], Reader] = {
    CaseReceived: _received,
    MessageReceived: _message,
    MessageSetAside: _set_aside,
    ComplainantJoined: _joined,
    RepresentativeAuthorised: _may_speak,
    SuccessorIdentified: _may_speak,
    ComplainantDeceased: _deceased,
    NoContactRequested: _no_contact,
    OwnerNamed: _owned,
    OwnerChanged: _owned,
    IssueRaised: _raised,
    IssueDecided: _decided,
    PromiseMade: _promised,
    NewDateProposed: _new_date,
    NewDateRefused: _new_date_refused,
    PromiseFulfilled: _fulfilled,
    PromiseReleased: _released,
    PromiseVoided: _struck_out,
    ClockStarted: _clock,
    ExtensionTold: _extended,
    PauseTold: _paused,
    ClockResumed: _resumed,
    NoticeWaived: _waived,
    SilenceRebutted: _rebutted,
    CompensationPaid: _paid,
    DueTimePassed: _passed,
    ConductFlagged: _flagged,
    FactsExtracted: _facts_extracted,
    ContactRestricted: _restricted,
    RestrictionReviewed: _reviewed,
    InformationRequested: _requested,
    InformationReceived: _came,
    RegisterEntryRecorded: _imported,
    ReplyAttested: _attested,
    AgreementReached: _agreed,
    RemedyAccepted: _agreed,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    CaseVoided: _voided,
    ExternalOutcomeRecorded: _judged_outside,
    **deliveries.READERS,
    **merge_reading.READERS,
}
"""By the class of the event, what it changes; any other event changes nothing here."""


def read(case: CaseRecord, event: Event, version: int) -> None:
    """Read one more event into `case`, which is at `version` then."""
    case.version = version
    if reader := READERS.get(type(event)):
        reader(case, event)
