"""What is refused of replies: who writes, to whom, in what tone, saying what."""

from __future__ import annotations

from tests.domain.case.refusals.row import Row
from tests.domain.case.refusals.saying import WARNED
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    DAY,
    WEEK,
    at,
    by,
    closed,
    closing,
    failed,
    found,
    heard,
    joined,
    owned,
    person,
    promise,
    promised,
    put,
    received,
    reply,
    told,
    words,
)

from answerable.domain.case import answering
from answerable.domain.case.conduct import RestrictContact
from answerable.domain.case.delivery import (
    DispatchReply,
)
from answerable.domain.case.people import (
    ComplainantDeceased,
    NoContactRequested,
)
from answerable.domain.case.promise_changes import VoidPromise
from answerable.domain.case.replies import Kind
from answerable.domain.case.terms import Terms

DEAD = person(owned(), ComplainantDeceased(occurred_at=at(2), person=ANNA))
SILENT = person(owned(), NoContactRequested(occurred_at=at(2), person=ANNA, message="message-1"))
STRUCK = put(
    owned(),
    reply("reply-1", 2, terms=Terms(promises=(promise(),))),
    VoidPromise("promise-1", **by(3, second=COLLEAGUE.id)),
)
ISSUED = put(owned(), reply("reply-1", 2))
SENT = told(owned(), reply("reply-1", 2))
NARROWED = put(
    WARNED,
    RestrictContact(
        "conduct-1", "post", "reply-warning", "reply-told", at(WEEK), **by(6, COLLEAGUE)
    ),
    reply("reply-1", 7),
)
BRUNOS = put(joined(), reply("reply-1", 2))
SEND = DispatchReply("reply-1", "email", **by(8))

ROWS = [
    Row(answering.OWNER_FIRST, "a reply from a case of nobody", received(), reply("reply-1", 1)),
    Row(
        answering.TO_COMPLAINANT,
        "a reply to a stranger",
        owned(),
        reply("reply-1", 2, to=BRUNO),
    ),
    Row(
        answering.TO_COMPLAINANT,
        "a status to somebody who wrote without authority",
        heard(owned(), "message-2", 2, BRUNO),
        reply("reply-1", 2, to=BRUNO),
    ),
    Row(
        answering.TONE,
        "a reply that shames",
        owned(),
        reply("reply-1", 2, text=words("You should have known.")),
    ),
    Row(
        answering.AUTOMATIC_ACKNOWLEDGES,
        "an automatic status",
        owned(),
        reply("reply-1", 2, signed=None),
    ),
    Row(
        answering.AUTOMATIC_ACKNOWLEDGES,
        "an automatic message that keeps a promise",
        promised(),
        reply("reply-2", 3, Kind.ACKNOWLEDGEMENT, signed=None, keeps=("promise-1",)),
    ),
    Row(
        answering.NO_AUTOMATIC_TO_DECEASED,
        "an automatic message to the dead",
        DEAD,
        reply("reply-1", 3, Kind.ACKNOWLEDGEMENT, signed=None),
    ),
    Row(
        answering.ALIAS_IN_DANGER,
        "an alias where nobody is in danger",
        owned(),
        reply("reply-1", 2, alias=True),
    ),
    Row(
        answering.AFTER_RECEIPT,
        "a reply older than the complaint",
        owned(),
        reply("reply-1", -1),
    ),
    Row(
        answering.AFTER_RECEIPT,
        "a closing reply older than the failure that reopened the case",
        failed(closed(), "reply-9", DAY),
        closing("reply-10", 23),
    ),
    Row(
        answering.KEEPS_THEIRS,
        "a promise kept that nobody made",
        owned(),
        reply("reply-1", 2, keeps=("promise-7",)),
    ),
    Row(
        answering.KEEPS_THEIRS,
        "Anna's promise kept by a letter to Bruno",
        joined(promised()),
        reply("reply-2", 3, to=BRUNO, keeps=("promise-1",)),
    ),
    Row(
        answering.CLOSING_OPEN,
        "a second closing reply after the end",
        closed(),
        closing("reply-10", 7),
    ),
    Row(
        answering.CLOSING_BY_OWNER,
        "a closing reply by a colleague",
        found(),
        closing("reply-9", 4, actor=COLLEAGUE),
    ),
    Row(
        answering.FINAL_AFTER_DISPUTE,
        "a final position on the first answer",
        found(),
        closing(final_position=True),
    ),
    Row(answering.CLOSING_OUTCOMES, "a closing reply before the decision", owned(), closing()),
    Row(
        answering.CLOSING_OUTCOMES,
        "a closing reply where nothing was ever at issue",
        owned(received(issue=None)),
        closing(),
    ),
    Row(
        answering.CLOSING_SAYS,
        "a closing reply that does not say how to disagree",
        found(),
        closing(recourse=None),
    ),
    Row(
        answering.CLOSING_SAYS,
        "a closing reply that does not say what was done",
        found(),
        closing(done=None),
    ),
    Row(
        answering.CLOSING_PROMISES,
        "a closing reply silent about an open promise",
        found(promised()),
        closing(),
    ),
    Row(
        answering.REPLY_ID_NEW,
        "other words under the same id",
        ISSUED,
        reply("reply-1", 3, text=words("Something else")),
    ),
]
