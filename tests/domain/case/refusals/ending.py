"""What is refused at the end: closing, voiding, reopening, merging and parting."""

from __future__ import annotations

from tests.domain.case.merges import asked, merged, taken_over
from tests.domain.case.packs import DURABLE, SILENCE
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    BRUNO,
    COLLEAGUE,
    DAY,
    OWNER,
    WEEK,
    answered,
    at,
    by,
    closed,
    closing,
    failed,
    final,
    found,
    heard,
    joined,
    owned,
    promised,
    put,
    received,
    reply,
    spoken,
    told,
    words,
)

from answerable.domain.case import closing as closings
from answerable.domain.case import deciding, reopening
from answerable.domain.case.closing import CloseCase, VoidCase
from answerable.domain.case.ending import ExternalOutcomeRecorded, Why
from answerable.domain.case.intake import CaseLinked, RecordFact
from answerable.domain.case.issues import About, DecideIssue, Outcome, RaiseIssue
from answerable.domain.case.people import ComplainantJoined, RecordPerson
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase
from answerable.domain.case.replies import Apology

LEARNT = words("Known", OWNER.id)
CLOSE = CloseCase(no_lesson=LEARNT, **by(30))
WORKAROUND = found(
    put(
        owned(),
        RecordFact(CaseLinked(occurred_at=at(2), other="problem-1", why="cause"), **by(2)),
    ),
    Outcome.WORKAROUND_ONLY,
    rests_on="problem-1",
)
SILENT = owned(received(policy=SILENCE))
ACCEPTED = put(
    SILENT,
    DecideIssue("issue-1", Outcome.DEEMED_ACCEPTED, words("Too late"), **by(15 * DAY, COLLEAGUE)),
    policy=SILENCE,
)
OPEN_PROMISE = promised(answered(), hour=5)
MESSAGE = heard(closed(), "message-2", DAY)
LATE = heard(closed(), "message-2", 120 * DAY)
FINAL = heard(closed(final(), 27), "message-3", 2 * DAY)
UPHELD_OUTSIDE = ExternalOutcomeRecorded(
    occurred_at=at(WEEK), body="court", overturned=False, summary=words("They were right")
)

ROWS = [
    Row(
        deciding.CLOSED_STANDS,
        "an issue added after the end",
        closed(),
        RaiseIssue("issue-2", About.PRODUCT, words("And the lid"), **by(7)),
    ),
    Row(
        deciding.CLOSED_STANDS,
        "an outcome changed after the end",
        closed(),
        DecideIssue("issue-1", Outcome.NOT_UPHELD, words("No"), **by(7, COLLEAGUE)),
    ),
    Row(
        deciding.CLOSED_STANDS,
        "a complainant added after the end",
        closed(),
        RecordPerson(ComplainantJoined(occurred_at=at(7), person=BRUNO), **by(7)),
    ),
    Row(closings.OPEN_CASE, "a merged case closed", merged(), CLOSE),
    Row(closings.OPEN_CASE, "an answered case voided", closed(), VoidCase(**by(7))),
    Row(closings.CLOSING_REPLY_LEFT, "closed without a word", found(), CLOSE),
    Row(
        closings.CLOSING_REPLY_LEFT,
        "closed on a reply that still lies here",
        put(found(), closing()),
        CLOSE,
    ),
    Row(
        closings.CLOSING_REPLY_LEFT,
        "closed on a reply that bounced",
        failed(answered(), "reply-9", 8),
        CLOSE,
    ),
    Row(
        closings.CLOSING_REPLY_LEFT,
        "dated closed before the reply left",
        answered(),
        CloseCase(no_lesson=LEARNT, **by(3, now=5)),
    ),
    Row(
        closings.CLOSING_REPLY_LEFT,
        "closed with an answer to one of two",
        answered(found(joined())),
        CLOSE,
    ),
    Row(
        closings.CLOSING_REPLY_LEFT,
        "closed again on the reply of the span before",
        put(MESSAGE, ReopenCase(Why.SAME_ISSUE, "message-2", **by(25))),
        CLOSE,
    ),
    Row(
        closings.NOTHING_UNANSWERED,
        "closed over a message that crossed the reply",
        heard(answered(), "message-2", 5),
        CLOSE,
    ),
    Row(
        closings.NOTHING_UNANSWERED,
        "closed over a message that came after the reply and was recorded before",
        answered(heard(found(), "message-2", 5), hour=4),
        CLOSE,
    ),
    Row(
        closings.NOTHING_UNANSWERED,
        "closed over Bruno's message, which only the reply to Anna came after",
        told(
            heard(answered(found(joined()), to=BRUNO), "message-2", 5, BRUNO),
            closing("reply-10", 6),
        ),
        CLOSE,
    ),
    Row(
        closings.OUTCOME_OF_EACH_ISSUE,
        "closed on an outcome changed since",
        put(
            answered(),
            DecideIssue("issue-1", Outcome.NOT_UPHELD, words("No"), **by(8, COLLEAGUE)),
        ),
        CLOSE,
    ),
    Row(
        closings.OUTCOME_OF_EACH_ISSUE,
        "closed over an issue raised since",
        put(answered(), RaiseIssue("issue-2", About.PRODUCT, words("And the lid"), **by(8))),
        CLOSE,
    ),
    Row(closings.APOLOGY_GIVEN, "closed without a sorry", answered(apology=None), CLOSE),
    Row(
        closings.APOLOGY_GIVEN,
        "closed with a sorry to one of two",
        told(
            answered(found(joined())),
            closing("reply-10", 5, to=BRUNO, apology=None),
        ),
        CLOSE,
    ),
    Row(
        closings.APOLOGY_GIVEN,
        "closed with a sorry after the reply",
        told(answered(apology=None), reply("reply-10", 6, apology=Apology.REGRET)),
        CLOSE,
    ),
    Row(
        closings.PROMISES_STATED,
        "closed over a promise made since the closing reply",
        OPEN_PROMISE,
        CLOSE,
    ),
    Row(closings.LESSON_LOOKED_FOR, "closed and nothing learnt", answered(), CloseCase(**by(9))),
    Row(
        closings.WRITTEN_COPY,
        "closed on the spoken word where the pack wants it in writing",
        spoken(put(found(), closing()), "reply-9", 5),
        CLOSE,
        DURABLE,
    ),
    Row(
        closings.REMEDY_PROMISED,
        "closed as accepted by silence, and nothing promised",
        told(ACCEPTED, closing(hour=15 * DAY)),
        CloseCase(no_lesson=LEARNT, **by(16 * DAY)),
        SILENCE,
    ),
    Row(
        closings.FOLLOW_UP_PROMISED,
        "closed on a workaround, and no follow-up promised",
        answered(WORKAROUND),
        CLOSE,
    ),
    Row(closings.NO_MERGE_UNDER_WAY, "closed while it is being merged", asked(), CLOSE),
    Row(
        closings.NO_MERGE_UNDER_WAY,
        "voided while it carries another on",
        taken_over(owned(received(message=None))),
        VoidCase(**by(40)),
    ),
    Row(closings.NO_OUTSIDE_PARTY, "a complaint voided", received(), VoidCase(**by(1))),
    Row(
        closings.NO_OUTSIDE_PARTY,
        "a critic we asked ourselves voided",
        received(message=None, criticism="survey-1/criticism-1"),
        VoidCase(**by(1)),
    ),
    Row(
        reopening.CLOSED_CASE,
        "an open case reopened",
        owned(),
        ReopenCase(Why.SAME_ISSUE, "message-1", **by(2)),
    ),
    Row(
        reopening.BY_MESSAGE,
        "reopened on an answered message",
        closed(),
        ReopenCase(Why.SAME_ISSUE, "message-1", **by(7)),
    ),
    Row(
        reopening.BY_MESSAGE,
        "reopened on no message",
        closed(),
        ReopenCase(Why.DISPUTED, None, **by(7)),
    ),
    Row(
        reopening.WITHIN_WINDOW,
        "reopened on a message of four months later",
        LATE,
        ReopenCase(Why.SAME_ISSUE, "message-2", **by(121 * DAY)),
    ),
    Row(
        reopening.POSITION_FINAL,
        "reopened after the final position",
        FINAL,
        ReopenCase(Why.DISPUTED, "message-3", **by(49)),
    ),
    Row(
        reopening.OVERTURNED,
        "reopened on an outcome that agreed with us",
        put(closed(), RecordExternalOutcome(UPHELD_OUTSIDE, **by(WEEK))),
        ReopenCase(Why.EXTERNAL_OUTCOME, **by(WEEK)),
    ),
    Row(
        reopening.BY_WHOM,
        "reopened by hand for a failure nobody reported",
        closed(),
        ReopenCase(Why.DELIVERY_FAILED, **by(7)),
    ),
]
