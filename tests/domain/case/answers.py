"""Every command about replies, promises, clocks, the end and merging, accepted once."""

from __future__ import annotations

from tests.domain.case.acceptances import CLOCKS, Accepted
from tests.domain.case.merges import FILE, PRIMARY, asked, merged, taken_over
from tests.domain.case.packs import STATUTE
from tests.domain.case.register_rows import row
from tests.domain.case.stories import (
    ANNA,
    CLOCK,
    COLLEAGUE,
    DAY,
    MACHINE,
    WEEK,
    answered,
    at,
    by,
    closed,
    closing,
    found,
    heard,
    owned,
    promise,
    promised,
    put,
    reachable,
    received,
    reply,
    shared,
    told,
    words,
)

from answerable.domain.case.closing import CloseCase
from answerable.domain.case.delivery import (
    ConfirmDelivery,
    DispatchReply,
    PostReply,
    ReportFailure,
    SpeakReply,
)
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.ending import ExternalOutcomeRecorded, Why
from answerable.domain.case.intake import ClaimCodeIssued, Complainant, RecordFact, Signal
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.merging import (
    CompleteMerge,
    DeclineMerge,
    MergeCase,
    ReturnFromMerge,
    TakeOver,
    UnmergeCase,
)
from answerable.domain.case.promise_changes import (
    FulfilPromise,
    RefuseNewDate,
    ReleasePromise,
    VoidPromise,
)
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.reopening import RecordExternalOutcome, ReopenCase
from answerable.domain.case.replies import Ground
from answerable.domain.case.terms import ExtensionTerms, NewDateTerms, PauseTerms, Terms
from answerable.domain.case.time_passing import OweNotice, PassTime, ResumeClock, WaiveNotice

RECEIVED = ["CaseReceived", "ComplainantJoined", "MessageReceived", "IssueRaised"]
LATER = Terms(new_dates=(NewDateTerms("promise-1", at(2 * WEEK), words("The part is late")),))
MORE_TIME = ExtensionTerms("final_answer.1", at(3 * WEEK), ("cause", "expected_date"))
PAUSE = PauseTerms("final_answer.1", at(WEEK))
LONG = owned(received(policy=STATUTE))
PAUSED = put(LONG, reply("reply-1", 2, terms=Terms(clocks=(PAUSE,))), policy=STATUTE)
ISSUED = put(owned(), reply("reply-1", 2))
SENT = told(owned(), reply("reply-1", 2))
ANONYMOUS = put(
    owned(received(channel="web")),
    RecordFact(ClaimCodeIssued(occurred_at=at(1), code=words("K-7")), **by(1)),
    reply("reply-1", 2),
)
OUTSIDE = ExternalOutcomeRecorded(
    occurred_at=at(WEEK), body="court", overturned=True, summary=words("She was right")
)
OVERTURNED = put(closed(), RecordExternalOutcome(OUTSIDE, **by(WEEK)))
OWED = put(owned(), OweNotice("problem-1/fix-1", **by(2)))
IMPORTED = put((), row(0))
ATTESTED = put((), row(0, replied=True, status="Closed with explanation"))
DUPLICATE = told(owned(), reply("reply-1", 2, tells=(PRIMARY,)))

REPLYING = [
    Accepted(["ReplyIssued"], "", owned(), reply("reply-1", 2)),
    Accepted(
        ["ReplyIssued", "PromiseMade"],
        "with a promise",
        owned(),
        reply("reply-1", 2, terms=Terms(promises=(promise(),))),
    ),
    Accepted(
        ["ReplyIssued", "NewDateProposed"],
        "with a new date",
        promised(),
        reply("reply-2", 3, terms=LATER),
    ),
    Accepted(
        ["ReplyIssued", "ExtensionTold", "PauseTold"],
        "with a later limit and a pause",
        LONG,
        reply("reply-1", 2, terms=Terms(clocks=(MORE_TIME, PAUSE))),
        STATUTE,
    ),
    Accepted(["ReplyDispatched"], "", ISSUED, DispatchReply("reply-1", "email", **by(3))),
    Accepted(
        ["ReplyDispatched"],
        "to a contact point of theirs",
        put(reachable(owned(), "post"), reply("reply-1", 2)),
        DispatchReply("reply-1", "post", f"contact-{ANNA}-post", **by(3)),
    ),
    Accepted(["ReplyDelivered"], "", SENT, ConfirmDelivery("reply-1", **by(3))),
    Accepted(
        ["ReplySpoken"], "", ISSUED, SpeakReply("reply-1", words("Read"), words("Good"), **by(3))
    ),
    Accepted(
        ["ReplyPosted"],
        "",
        put(owned(received(channel="review")), reply("reply-1", 2)),
        PostReply("reply-1", "https://example.org/review", **by(3)),
    ),
    Accepted(
        ["ReplyDeposited"],
        "under a claim code",
        ANONYMOUS,
        DepositReply("reply-1", Ground.NO_CONTACT, **by(3)),
    ),
    Accepted(["ReplyFailed"], "before the end", SENT, ReportFailure("reply-1", "bounce", **by(3))),
    Accepted(
        ["ReplyFailed", "CaseReopened", *CLOCKS],
        "after the end",
        closed(),
        ReportFailure("reply-9", "bounce", **by(DAY)),
    ),
    Accepted(
        ["ReplyFailed", "ClockStarted"],
        "of the notice of a merge",
        merged(),
        ReportFailure("reply-notice", "bounce", **by(DAY)),
    ),
]
PROMISING = [
    Accepted(
        ["PromiseFulfilled"], "", promised(), FulfilPromise("promise-1", words("Sent"), **by(3))
    ),
    Accepted(
        ["PromiseReleased"],
        "",
        heard(promised(), "message-2", 3),
        ReleasePromise("promise-1", "message-2", **by(3)),
    ),
    Accepted(
        ["NewDateRefused"],
        "",
        heard(told(promised(), reply("reply-2", 3, terms=LATER)), "message-2", 4),
        RefuseNewDate("promise-1", "message-2", **by(4)),
    ),
    Accepted(
        ["PromiseVoided"],
        "",
        put(owned(), reply("reply-1", 2, terms=Terms(promises=(promise(),)))),
        VoidPromise("promise-1", **by(3, second=COLLEAGUE.id)),
    ),
    Accepted(["DueTimePassed"], "over a day", owned(), PassTime(**by(2 * DAY, CLOCK))),
    Accepted(
        ["DueTimePassed", "DueTimePassed", "ClockStarted", "DueTimePassed"],
        "over three weeks, and the amends owed by then",
        promised(owned(), due=2 * DAY),
        PassTime(**by(3 * WEEK, CLOCK)),
    ),
    Accepted(["ClockStarted"], "", owned(), OweNotice("problem-1/fix-1", **by(2))),
    Accepted(
        ["NoticeWaived"], "", OWED, WaiveNotice("problem-1/fix-1", words("By phone"), **by(3))
    ),
    Accepted(["ClockResumed"], "", PAUSED, ResumeClock("final_answer.1", **by(3))),
]
ENDING = [
    Accepted(
        [*RECEIVED, *CLOCKS],
        "",
        (),
        ReceiveCase(
            ANNA,
            kind=Complainant.CUSTOMER,
            signal=Signal.ROAR,
            channel="email",
            message="message-1",
            external_id=None,
            words=words("It leaks"),
            issue="issue-1",
            **by(0),
        ),
    ),
    Accepted([*RECEIVED, *CLOCKS, "RegisterEntryRecorded"], "no reply stated", (), row(0)),
    Accepted(
        [*RECEIVED, *CLOCKS, "RegisterEntryRecorded", "ReplyAttested", "CaseClosed"],
        "a reply stated",
        (),
        row(0, replied=True),
    ),
    Accepted(
        ["RegisterEntryRecorded", "ReplyAttested", "CaseClosed"],
        "a reply stated later",
        IMPORTED,
        row(DAY, replied=True, status="Closed"),
    ),
    Accepted(
        ["RegisterEntryRecorded", "CaseReopened", *CLOCKS],
        "a reply no longer stated",
        ATTESTED,
        row(DAY, status="Untimely response"),
    ),
    Accepted(
        ["IssueDecided"],
        "",
        shared(),
        DecideIssue("issue-1", Outcome.PARTLY_UPHELD, words("In part"), **by(4, COLLEAGUE)),
    ),
    Accepted(["ReplyIssued"], "the closing one", found(), closing()),
    Accepted(
        ["LessonRecorded", "CaseClosed"],
        "with a lesson",
        answered(),
        CloseCase(lesson=words("Weld twice"), **by(6)),
    ),
    Accepted(
        ["NoLessonFound", "CaseClosed"],
        "with no lesson",
        answered(),
        CloseCase(no_lesson=words("Known"), **by(6)),
    ),
    Accepted(["ExternalOutcomeRecorded"], "", closed(), RecordExternalOutcome(OUTSIDE, **by(WEEK))),
    Accepted(
        ["CaseReopened", *CLOCKS],
        "on a message",
        heard(closed(), "message-2", DAY),
        ReopenCase(Why.SAME_ISSUE, "message-2", **by(DAY)),
    ),
    Accepted(
        ["CaseReopened", *CLOCKS],
        "on an outcome outside",
        OVERTURNED,
        ReopenCase(Why.EXTERNAL_OUTCOME, **by(WEEK)),
    ),
    Accepted(["MergeRequested"], "", DUPLICATE, MergeCase(PRIMARY, "reply-1", **by(3))),
    Accepted(["CaseTakenOver"], "", owned(), TakeOver("case-1", FILE, **by(3, MACHINE))),
    Accepted(["CaseMerged"], "", asked(), CompleteMerge(PRIMARY, **by(3, MACHINE))),
    Accepted(
        ["MergeDeclined"],
        "",
        asked(),
        DeclineMerge(PRIMARY, "merge-primary-open", **by(3, MACHINE)),
    ),
    Accepted(["CaseSplitOff"], "", taken_over(), UnmergeCase("case-1", **by(4))),
    Accepted(["CaseRestored"], "", merged(), ReturnFromMerge(PRIMARY, FILE, **by(4, MACHINE))),
]
ANSWERING = [*REPLYING, *PROMISING, *ENDING]
