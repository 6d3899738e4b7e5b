"""What an event says, in one plain line. No personal words, unless they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import cast

from pydantic import BaseModel

from ..domain.event import Event, Personal
from .view import shown

LINES = {
    "CaseReceived": "a case was opened: {signal} from {complainant} by {channel}",
    "MessageReceived": "{sender} wrote by {channel} ({message})",
    "MessageSetAside": "{message} needs no answer of its own: {why}",
    "EvidenceAttached": "evidence was attached: {kind} ({evidence})",
    "CaseLinked": "{other} belongs to the same story: {why}",
    "ContactPointAdded": "{person} can be reached by {channel}",
    "ComplainantJoined": "{person} is a complainant",
    "RepresentativeAuthorised": "{representative} receives replies for {person}",
    "ComplainantDeceased": "{person} has died",
    "SuccessorIdentified": "{successor} has authority for the estate of {person}",
    "NoContactRequested": "{person} asked not to be contacted",
    "OwnerNamed": "{owner} owns the case from here to the end",
    "OwnerChanged": "{owner} took the case over from {before}",
    "HandlerSteppedBack": "{owner} asked to be relieved",
    "Escalated": "it was taken to {to}",
    "HandlerSupported": "{owner} was given support",
    "IssueRaised": "an issue was raised: {about} ({issue})",
    "IssueDecided": "{issue} was decided: {outcome}",
    "InformationRequested": "something is asked for until {due} ({request})",
    "InformationReceived": "what {request} asked for came",
    "CauseFound": "the cause of {issue}: {cause}",
    "GuidelineCited": "handled by version {version} of {guideline}",
    "PromiseMade": "{owner} promised {to}: {kind} until {due} ({promise})",
    "NewDateProposed": "a new date was told for {promise}: {due}",
    "NewDateRefused": "the new date for {promise} was refused: the old one stands",
    "PromiseFulfilled": "what {promise} promised was done",
    "PromiseReleased": "the complainant released us from {promise}",
    "PromiseVoided": "{promise} was struck out: it had never been told",
    "PromiseTaken": "{owner} took {promise} over; its date stands",
    "ClockStarted": "a limit of {pack} began: {name}, until {due}",
    "ExtensionTold": "a later limit was told for {obligation}: {due}",
    "PauseTold": "{obligation} stands still until {until} at the longest",
    "ClockResumed": "{obligation} runs again",
    "DueTimePassed": "the due time of {duty} passed with nothing on record",
    "NoticeWaived": "the notice owed under {obligation} was waived",
    "ReplyIssued": "a reply to {to} was written: {kind} ({reply})",
    "ReplyDispatched": "{reply} was sent by {channel}; a failure may come back until {window_end}",
    "ReplyDelivered": "{reply} arrived",
    "ReplySpoken": "{reply} was said and read back",
    "ReplyPosted": "{reply} was posted",
    "ReplyDeposited": "{reply} was deposited: {ground}",
    "ReplyFailed": "{reply} is known not to have arrived: {failure}",
    "ReplyAttested": "{stated_by} states that a reply left; its words are not on record",
    "RegisterEntryRecorded": "this is what {register_name} says of the case ({key})",
    "ContactRestricted": "contact was narrowed to {channel} until {review_on}",
    "MergeRequested": "it asks to go on in {primary}",
    "MergeDeclined": "{primary} did not take it over",
    "CaseMerged": "it goes on in {primary}",
    "CaseTakenOver": "{case} goes on here",
    "CaseSplitOff": "{case} goes on by itself again",
    "CaseRestored": "it is back from {primary}",
    "CaseClosed": "the case is closed: {basis}",
    "CaseReopened": "the case is open again: {why}",
    "CaseVoided": "the record was struck out: nobody outside ever complained",
    "ExternalOutcomeRecorded": "{body} decided",
    "FeedbackAsked": "{by} asked {person}",
    "SurveyOpened": "the survey was opened: {mode}, {channel}, {invitations} invitations",
    "SurveyAttested": "{stated_by} states that it was asked elsewhere",
    "ResponseReceived": "a response came in ({response})",
    "CriticismReceived": "a criticism came in ({criticism})",
    "CriticismTakenToCase": "{criticism} goes on as {case}",
    "CriticAnswered": "{by} answered {criticism} ({way})",
    "CriticAnsweredInCase": "{reply} in {case} answered {criticism}",
    "CriticApproached": "{by} went to the critic of {criticism} ({way})",
    "CaseLinkedToProblem": "{case} belongs to the problem",
    "FixDelivered": "a fix was delivered ({fix})",
    "FixNoticeLeft": "{case} was told of {fix}",
    "PackAdopted": "{pack}, version {version}, is in force",
    "CalendarRecorded": "the days off of {name} are those of {edition}, from {source}",
}
"""By stored name; whatever is not here is told by its name. Only fields that are not personal."""


def what(event: Event, *, words: bool = False) -> str:
    """The line for `event`; with `words`, what people said follows in quotation marks."""
    line = LINES.get(type(event).__name__)
    told = line.format_map(facts(event)) if line else in_words(type(event).__name__)
    return " ".join([told, *(f'"{said}"' for said in personal(event))]) if words else told


def in_words(name: str) -> str:
    """`LessonRecorded` as `lesson recorded`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def facts(event: Event) -> dict[str, str]:
    """The fields that hold a plain value, as text."""
    values = {name: getattr(event, name) for name in type(event).model_fields}
    plain = {name: value for name, value in values.items() if isinstance(value, str | int)}
    times = {name: value for name, value in values.items() if isinstance(value, datetime)}
    return {
        **{name: str(value) for name, value in plain.items()},
        **{name: value.isoformat(" ", "minutes") for name, value in times.items()},
    }


def personal(value: object) -> Iterator[str]:
    """Every personal value inside, erased ones shown as such."""
    if isinstance(value, Personal):
        yield shown(cast("Personal[str]", value))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from personal(getattr(value, name))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(personal, cast("Mapping[str, object]", value).values()))
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(personal, cast("tuple[object, ...]", value)))
