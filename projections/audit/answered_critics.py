"""Critics answered, in time, in person; silence after asking; critics won back (S0-5, S0-10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from ...domain.case.case import Case
from ...domain.case.ending import Stage
from ...domain.case.intake import CaseReceived
from ...domain.case.register import ReplyAttested
from ...domain.event import RecordedEvent
from ...domain.survey.answering import CriticAnswered, Way
from ...domain.survey.collective import CollectiveAnswerPosted
from ...domain.survey.dialogue import CriticApproached
from ...domain.survey.feedback import Response
from ...domain.survey.scores import Scale
from ...domain.survey.standing import answered_at, silence_after_asking
from ..case_critics import Signal, answers, counts, signals
from .figure import Figure, Item, Measure, Question, marks
from .history import History

ANSWERED = "critics_answered"
IN_TARGET = "answered_in_target"
SILENCE = "silence_after_asking"
IN_PERSON = "approached_in_person"
WON_BACK = "won_back"

NINETY_DAYS = timedelta(days=90)
GOOD_FROM = {Scale.NPS: 7, Scale.CSAT: 4, Scale.STARS: 4, Scale.CES_EASE: 5, Scale.THUMB: 1}


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Every critical signal: in a survey, or in a case."""
    case, survey = history.case, history.survey
    if case is not None and case.stage not in {Stage.MERGED, Stage.VOIDED}:
        yield from in_case(history, case, moment)
    if survey is None:
        return
    for name, said in survey.responses.known.items():
        if said.critical:
            yield from in_survey(history, name, said, moment)
    yield from won_back(history, survey.responses.known)


def in_case(history: History, case: Case, moment: datetime) -> Iterator[Item]:
    """What a critic told us in a case, and the first reply that left and answers it."""
    known = history.attested
    for number, signal in enumerate(signals(case)):
        replies = {
            reply.issued.reply: reply.left_at
            for reply in case.replies.values()
            if counts(reply)
            and reply.left_at
            and reply.left_at <= moment
            and answers(reply, signal, case.people)
        }
        stated = signal.message in known
        until = min((*replies.values(), *(stated_at(case) if stated else ())), default=None)
        telling = [each for name in replies for each in history.behind("reply", name)]
        behind = marks(
            *heard(history, signal), *telling, *(history.every(ReplyAttested) if stated else ())
        )
        subject = f"{history.stream}/{signal.message or f'noticed.{number}'}"
        done = stated or until is not None
        yield Item(ANSWERED, subject, signal.at, behind, done, until, group=group(signal, case))


def stated_at(case: Case) -> Iterator[datetime]:
    """When replies left that a register states, as far as it says."""
    return (each.left_at for each in case.register.attested.values() if each.left_at)


def heard(history: History, signal: Signal) -> list[RecordedEvent]:
    """The events by which the signal is on record."""
    return history.behind("message", signal.message) if signal.message else receipts(history)


def receipts(history: History) -> list[RecordedEvent]:
    """How the case was received."""
    return history.every(CaseReceived)


def group(signal: Signal, case: Case) -> str:
    """Asked or unasked, and by which channel."""
    received = case.intake.received
    asked = received is not None and received.asked
    return f"{'asked' if asked else 'unasked'}, {signal.channel}"


def in_survey(history: History, name: str, said: Response, moment: datetime) -> Iterator[Item]:
    """What a critic said in a survey. One that went on as a case is answered there."""
    subject, at, target = f"{history.stream}/{name}", said.received_at, said.target
    behind = marks(*about(history, name))
    until = answered_at(said)
    done = until is not None and until <= moment
    asked = "asked" if said.feedback.asked else "unasked"
    if said.case is None:
        declined = said.declined_at is not None and not done
        counted = None if declined else done
        channel = f"{asked}, {said.feedback.channel}"
        yield Item(ANSWERED, subject, at, behind, counted, until, group=channel)
    due = target.due if target else moment
    timely = until <= due if until else False if due < moment else None
    yield Item(IN_TARGET, subject, at, behind, timely, until, group=asked)
    if said.feedback.asked:
        yield Item(SILENCE, subject, at, behind, silence_after_asking(said, moment))
    if said.feedback.contactable:
        yield Item(IN_PERSON, subject, at, behind, counts=in_person(history, name))


def about(history: History, name: str) -> list[RecordedEvent]:
    """Every event about a response: what was said, judged, answered, or known of the answer."""
    told = [*history.of("criticism", name), *history.of("response", name)]
    posted = [
        each for each, fact in history.told(CollectiveAnswerPosted) if name in fact.criticisms
    ]
    answers = {getattr(each.event, "answer", None) for each in (*told, *posted)} - {None}
    failed = [each for answer in answers for each in history.of("answer", answer)]
    return [*told, *posted, *failed]


def in_person(history: History, name: str) -> bool:
    """Did somebody go to the critic, or answer them alone and not in public?"""
    gone = history.of("criticism", name, CriticApproached)
    told = [each.event for each in history.of("criticism", name, CriticAnswered)]
    return bool(gone) or any(getattr(fact, "way", None) is not Way.PUBLIC_REPLY for fact in told)


def won_back(history: History, known: Mapping[str, Response]) -> Iterator[Item]:
    """Critics whom the same survey heard again within 90 days, and how they judged us then."""
    theirs: dict[str, list[tuple[str, Response]]] = {}
    for name, said in known.items():
        theirs.setdefault(said.feedback.person, []).append((name, said))
    for name, said in known.items():
        later = [
            (other, again)
            for other, again in theirs[said.feedback.person]
            if said.critical
            and said.received_at < again.received_at <= said.received_at + NINETY_DAYS
            and again.feedback.score is not None
            and again.feedback.scale in GOOD_FROM
        ]
        if later:
            other, again = max(later, key=lambda each: each[1].received_at)
            good = (again.feedback.score or 0) >= GOOD_FROM[again.feedback.scale]
            behind = marks(*about(history, name), *about(history, other))
            subject, until = f"{history.stream}/{name}", again.received_at
            yield Item(WON_BACK, subject, said.received_at, behind, good, until)


CRITICS = Question(
    name="critics",
    title="Critics and their answers",
    figures=(
        Figure(
            ANSWERED,
            "Critical signals that a person answered with something proposed, of all; a criticism "
            "that became a case counts there, one whose critic wants no dialogue is not decided.",
            Measure.TIME,
        ),
        Figure(
            IN_TARGET,
            "Criticisms of surveys and reviews answered by their target, of those answered or past "
            "it; those that became a case included.",
            Measure.SHARE,
        ),
        Figure(
            SILENCE,
            "Criticisms we had asked for whose target passed unanswered, of all we had asked for.",
            Measure.SHARE,
            none_expected=True,
        ),
        Figure(
            IN_PERSON,
            "Critics whom somebody approached or answered alone, of those who can be written to.",
            Measure.SHARE,
        ),
        Figure(
            WON_BACK,
            "Critics who judge us well when the same survey hears them again within 90 days, of "
            "all whom it heard again.",
            Measure.SHARE,
        ),
    ),
    observe=observe,
    plot="critics waiting",
)
