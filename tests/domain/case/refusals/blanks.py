"""What is refused for want of words: blank text says nothing to anybody."""

from __future__ import annotations

from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    COLLEAGUE,
    OWNER,
    WEEK,
    answered,
    at,
    by,
    found,
    owned,
    promise,
    promised,
    put,
    received,
    reply,
    shared,
    words,
)
from tests.domain.case.stories import (
    closing as closing_reply,
)

from answerable.domain.case import (
    answering,
    closing,
    delivery,
    issues,
    ownership,
    promise_changes,
    terms,
    time_passing,
)
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import SpeakReply
from answerable.domain.case.handing_over import ReplaceAbsentOwner
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.ownership import NameOwner
from answerable.domain.case.promise_changes import FulfilPromise
from answerable.domain.case.terms import NewDateTerms, PromiseTerms, Terms
from answerable.domain.case.time_passing import OweNotice, WaiveNotice

BLANK = words(" \n")
NOTHING = PromiseTerms(
    "promise-2", promise().kind, BLANK, at(WEEK), promise().due_date, "Europe/Warsaw", "by date"
)
NO_REASON = Terms(new_dates=(NewDateTerms("promise-1", at(2 * WEEK), BLANK),))

ROWS = [
    Row(answering.REPLY_SAYS, "a reply without words", owned(), reply("reply-1", 2, text=BLANK)),
    Row(
        answering.AUTOMATIC_ACKNOWLEDGES,
        "a status signed with a blank",
        owned(),
        reply("reply-1", 2, signed=BLANK),
    ),
    Row(
        answering.TONE,
        "a tone that shames, with a blank for a reason",
        owned(),
        reply("reply-1", 2, text=words("You should have known."), tone_override=BLANK),
    ),
    Row(
        answering.CLOSING_SAYS,
        "a closing reply that says how to disagree in a blank",
        found(),
        closing_reply(recourse=BLANK),
    ),
    Row(
        closing.LESSON_LOOKED_FOR,
        "a blank for a lesson",
        answered(),
        CloseCase(lesson=BLANK, no_lesson=BLANK, **by(6)),
    ),
    Row(
        delivery.SPOKEN_WITH,
        "spoken, and nobody heard how it was taken",
        put(owned(), reply("reply-1", 2)),
        SpeakReply("reply-1", words("Read back"), BLANK, **by(3)),
    ),
    Row(
        issues.REASONS,
        "decided without a reason",
        shared(),
        DecideIssue("issue-1", Outcome.UPHELD, BLANK, **by(4, COLLEAGUE)),
    ),
    Row(
        ownership.OWNER_NAMED,
        "an owner without a name",
        received(),
        NameOwner(OWNER.id, BLANK, **by(1)),
    ),
    Row(
        ownership.OWNER_NAMED,
        "a nameless person instead of the owner",
        owned(),
        ReplaceAbsentOwner(COLLEAGUE.id, BLANK, **by(2)),
    ),
    Row(
        promise_changes.WITH_EVIDENCE,
        "kept, and nothing shows it",
        promised(),
        FulfilPromise("promise-1", BLANK, **by(4)),
    ),
    Row(
        terms.PROMISE_SAYS,
        "a promise of nothing",
        owned(),
        reply("reply-1", 2, terms=Terms(promises=(NOTHING,))),
    ),
    Row(
        terms.PROMISE_SAYS,
        "a new date without a reason",
        promised(),
        reply("reply-2", 3, terms=NO_REASON),
    ),
    Row(
        time_passing.WAIVED_WITH_REASON,
        "a notice waived without a reason",
        put(owned(), OweNotice("problem-1/fix-1", **by(2))),
        WaiveNotice("problem-1/fix-1", BLANK, **by(3)),
    ),
]
