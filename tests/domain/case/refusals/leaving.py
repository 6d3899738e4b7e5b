"""What is refused of how replies leave, arrive, fail and are laid ready."""

from __future__ import annotations

from tests.domain.case.packs import DURABLE
from tests.domain.case.refusals.row import Row
from tests.domain.case.refusals.saying import WARNED
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    WEEK,
    at,
    by,
    failed,
    joined,
    owned,
    person,
    promise,
    put,
    received,
    reply,
    told,
    words,
)

from answerable.domain.case import delivery
from answerable.domain.case.conduct import RestrictContact
from answerable.domain.case.delivery import (
    ConfirmDelivery,
    DispatchReply,
    PostReply,
    ReportFailure,
    SpeakReply,
)
from answerable.domain.case.deposit import DepositReply
from answerable.domain.case.people import (
    ComplainantDeceased,
    NoContactRequested,
)
from answerable.domain.case.promise_changes import VoidPromise
from answerable.domain.case.replies import Ground
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
    Row(delivery.REPLY_KNOWN, "an unwritten reply sent", owned(), SEND),
    Row(
        delivery.AFTER_ISSUE,
        "sent before it was written",
        ISSUED,
        DispatchReply("reply-1", "email", **by(1)),
    ),
    Row(
        delivery.AFTER_ISSUE,
        "arrived before it left",
        SENT,
        ConfirmDelivery("reply-1", **by(1)),
    ),
    Row(
        delivery.AFTER_ISSUE,
        "failed before it left",
        SENT,
        ReportFailure("reply-1", "bounce", **by(1)),
    ),
    Row(
        delivery.AFTER_ISSUE,
        "sent again before it failed",
        failed(SENT, "reply-1", 9),
        SEND,
    ),
    Row(
        delivery.NOT_GONE,
        "sent while it is on its way",
        SENT,
        DispatchReply("reply-1", "email", **by(9)),
    ),
    Row(
        delivery.NOT_GONE,
        "spoken after it was sent",
        SENT,
        SpeakReply("reply-1", words("Read"), words("Fine"), **by(2)),
    ),
    Row(
        delivery.SENT_FIRST,
        "arrived without having left",
        ISSUED,
        ConfirmDelivery("reply-1", **by(9)),
    ),
    Row(
        delivery.SENT_FIRST,
        "failed without having left",
        ISSUED,
        ReportFailure("reply-1", "bounce", **by(9)),
    ),
    Row(delivery.STRUCK_OUT, "a promise told after it was struck out", STRUCK, SEND),
    Row(
        delivery.STRUCK_OUT,
        "a promise spoken after it was struck out",
        STRUCK,
        SpeakReply("reply-1", words("Read"), words("Fine"), **by(8)),
    ),
    Row(
        delivery.CHANNEL_GIVEN,
        "a letter to who gave no address",
        ISSUED,
        DispatchReply("reply-1", "post", **by(8)),
    ),
    Row(
        delivery.CHANNEL_GIVEN,
        "Anna's reply to Bruno's address",
        BRUNOS,
        DispatchReply("reply-1", "email", f"contact-{BRUNO}-email", **by(8)),
    ),
    Row(delivery.NOT_TO_THE_DEAD, "a message to the dead", put(DEAD, reply("reply-1", 3)), SEND),
    Row(
        delivery.NOT_TO_THE_DEAD,
        "a talk with the dead",
        put(DEAD, reply("reply-1", 3)),
        SpeakReply("reply-1", words("Read"), words("Fine"), **by(8)),
    ),
    Row(
        delivery.WISH_RESPECTED,
        "a message to who asked for none",
        put(SILENT, reply("reply-1", 3)),
        SEND,
    ),
    Row(
        delivery.WISH_RESPECTED,
        "a mere status to who asked for none, where the pack wants the answer in writing",
        put(SILENT, reply("reply-1", 3)),
        SEND,
        DURABLE,
    ),
    Row(delivery.RESTRICTED_CHANNEL, "e-mail where only letters are left", NARROWED, SEND),
    Row(
        delivery.IN_PUBLIC,
        "a reply to an e-mail posted for all to see",
        ISSUED,
        PostReply("reply-1", "https://example.org", **by(8)),
    ),
    Row(
        delivery.IN_PUBLIC,
        "a reply posted nowhere",
        put(owned(received(channel="review")), reply("reply-1", 2)),
        PostReply("reply-1", "", **by(8)),
    ),
    Row(
        delivery.GROUND_HOLDS,
        "given up before it was tried",
        ISSUED,
        DepositReply("reply-1", Ground.EXHAUSTED, **by(8)),
    ),
    Row(
        delivery.GROUND_HOLDS,
        "no contact, though she wrote by e-mail",
        ISSUED,
        DepositReply("reply-1", Ground.NO_CONTACT, **by(8, second=COLLEAGUE.id)),
    ),
    Row(
        delivery.GROUND_HOLDS,
        "laid on file by one person",
        put(owned(received(channel="web")), reply("reply-1", 2)),
        DepositReply("reply-1", Ground.NO_CONTACT, **by(8)),
    ),
]
