"""What is refused of promises and clocks: told, extended, kept, released, struck out."""

from __future__ import annotations

from tests.domain.case.packs import STATUTE
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    DAY,
    WEEK,
    at,
    by,
    heard,
    joined,
    owned,
    promise,
    promised,
    put,
    received,
    reply,
    told,
    words,
)

from answerable.domain.case import promise_changes, terms, time_passing
from answerable.domain.case.answering import IssueReply
from answerable.domain.case.promise_changes import (
    FulfilPromise,
    RefuseNewDate,
    ReleasePromise,
    VoidPromise,
)
from answerable.domain.case.promises import PromiseKind
from answerable.domain.case.terms import ExtensionTerms, NewDateTerms, PauseTerms, Terms
from answerable.domain.case.time_passing import ResumeClock, WaiveNotice

LATER = NewDateTerms("promise-1", at(2 * WEEK), words("The part is late"))
RENEGOTIATED = told(promised(), reply("reply-2", 3, terms=Terms(new_dates=(LATER,))))
EXTENDED = ExtensionTerms("final_answer.1", at(3 * WEEK), ("cause", "expected_date"))
LONG = received(policy=STATUTE)


def telling(terms: Terms, hour: float = 3, who: str = ANNA) -> IssueReply:
    """A reply with these terms."""
    return reply("reply-3", hour, to=who, terms=terms)


ROWS = [
    Row(
        terms.DUE_AHEAD,
        "a promise already due when it is made",
        owned(),
        telling(Terms(promises=(promise(due=3),))),
    ),
    Row(
        terms.DUE_AHEAD,
        "a new date already past",
        promised(),
        telling(Terms(new_dates=(NewDateTerms("promise-1", at(3), words("Late")),))),
    ),
    Row(
        terms.PROMISE_NEW, "a promise made twice", promised(), telling(Terms(promises=(promise(),)))
    ),
    Row(
        terms.STILL_OPEN,
        "a new date for a promise nobody made",
        owned(),
        telling(Terms(new_dates=(LATER,))),
    ),
    Row(
        terms.STILL_OPEN,
        "a new date for a broken promise",
        promised(due=DAY),
        telling(Terms(new_dates=(LATER,)), hour=2 * DAY),
    ),
    Row(
        terms.NEW_DATE_TO_THEM,
        "a new date for Anna's promise, told to Bruno",
        joined(promised()),
        telling(Terms(new_dates=(LATER,)), who=BRUNO),
    ),
    Row(
        terms.LEAD_FOR_SECOND,
        "a second new date by an agent",
        RENEGOTIATED,
        telling(Terms(new_dates=(LATER,)), hour=4),
    ),
    Row(
        terms.CLOCK_KNOWN,
        "more time for a clock that does not run",
        owned(),
        telling(Terms(clocks=(PauseTerms("final_answer.7", at(WEEK)),))),
    ),
    Row(
        terms.EXTENSION_ALLOWED,
        "an extension where the pack has none",
        owned(),
        telling(Terms(clocks=(EXTENDED,))),
    ),
    Row(
        terms.EXTENSION_ALLOWED,
        "an extension further than the pack goes",
        owned(LONG),
        telling(Terms(clocks=(ExtensionTerms("final_answer.1", at(5 * WEEK), EXTENDED.told),))),
        STATUTE,
    ),
    Row(
        terms.EXTENSION_TELLS,
        "an extension that does not say why",
        owned(LONG),
        telling(
            Terms(clocks=(ExtensionTerms("final_answer.1", at(3 * WEEK), ("expected_date",)),))
        ),
        STATUTE,
    ),
    Row(
        terms.BEFORE_LIMIT,
        "an extension once the limit is over",
        owned(LONG),
        telling(Terms(clocks=(EXTENDED,)), hour=15 * DAY),
        STATUTE,
    ),
    Row(
        terms.PAUSE_ALLOWED,
        "a pause where the pack has none",
        owned(),
        telling(Terms(clocks=(PauseTerms("final_answer.1", at(2 * DAY)),))),
    ),
    Row(
        terms.PAUSE_ALLOWED,
        "a pause longer than the pack allows",
        owned(LONG),
        telling(Terms(clocks=(PauseTerms("final_answer.1", at(2 * WEEK)),))),
        STATUTE,
    ),
    Row(
        terms.PAUSE_ALLOWED,
        "a pause that is over when it begins",
        owned(LONG),
        telling(Terms(clocks=(PauseTerms("final_answer.1", at(3)),))),
        STATUTE,
    ),
    Row(
        promise_changes.KNOWN,
        "a promise kept that nobody made",
        owned(),
        FulfilPromise("promise-7", words("Sent"), **by(4)),
    ),
    Row(
        promise_changes.KEPT_BY_TELLING,
        "an answer promised, kept among ourselves",
        promised(kind=PromiseKind.ANSWER),
        FulfilPromise("promise-1", words("We know now"), **by(4)),
    ),
    Row(
        promise_changes.AFTER_MADE,
        "a promise kept by what was done before it was made",
        promised(kind=PromiseKind.OTHER),
        FulfilPromise("promise-1", words("Sent"), **by(0.5, now=4)),
    ),
    Row(
        promise_changes.INBOUND,
        "released by nobody",
        promised(),
        ReleasePromise("promise-1", "message-7", **by(4)),
    ),
    Row(
        promise_changes.INBOUND,
        "released by the complaint itself",
        promised(),
        ReleasePromise("promise-1", "message-1", **by(4)),
    ),
    Row(
        promise_changes.INBOUND,
        "released in time by a message that came later",
        heard(promised(due=DAY), "message-2", 2 * DAY),
        ReleasePromise("promise-1", "message-2", **by(20, now=2 * DAY)),
    ),
    Row(
        promise_changes.INBOUND,
        "Anna's promise released by Bruno",
        heard(joined(promised()), "message-2", 3, BRUNO),
        ReleasePromise("promise-1", "message-2", **by(4)),
    ),
    Row(
        promise_changes.INBOUND,
        "a new date refused by nobody",
        RENEGOTIATED,
        RefuseNewDate("promise-1", "message-7", **by(4)),
    ),
    Row(
        promise_changes.NEVER_TOLD,
        "a promise struck out that was told",
        promised(),
        VoidPromise("promise-1", **by(4, second=COLLEAGUE.id)),
    ),
    Row(
        promise_changes.TWO_PEOPLE,
        "a promise struck out by one person",
        put(owned(), reply("reply-1", 2, terms=Terms(promises=(promise(),)))),
        VoidPromise("promise-1", **by(4)),
    ),
    Row(
        promise_changes.OLD_DATE_PASSED,
        "a new date refused when the old one is over",
        heard(RENEGOTIATED, "message-2", 8 * DAY),
        RefuseNewDate("promise-1", "message-2", **by(8 * DAY)),
    ),
    Row(
        promise_changes.NO_NEW_DATE,
        "a new date refused that nobody proposed",
        heard(promised(), "message-2", 4),
        RefuseNewDate("promise-1", "message-2", **by(4)),
    ),
    Row(
        time_passing.NOTICE_OWED,
        "a notice waived that nobody is owed",
        owned(),
        WaiveNotice("problem-1/fix-1", words("Told by phone"), **by(4)),
    ),
    Row(
        time_passing.PAUSED,
        "a clock resumed that runs",
        owned(),
        ResumeClock("final_answer.1", **by(4)),
    ),
]
