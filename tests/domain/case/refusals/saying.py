"""What is refused of what comes in: receipt, messages, people, conduct, the register, time."""

from __future__ import annotations

from tests.domain.case.refusals.row import Row
from tests.domain.case.register_rows import row
from tests.domain.case.stories import (
    ANNA,
    BRUNO,
    COLLEAGUE,
    IMPORT,
    OWNER,
    WEEK,
    at,
    by,
    closed,
    heard,
    owned,
    put,
    received,
    reply,
    told,
    words,
)

from answerable.domain import timing
from answerable.domain.case import conduct, deciding, intake, people, receiving, register
from answerable.domain.case.closing import VoidCase
from answerable.domain.case.conduct import (
    Conduct,
    ConductFlagged,
    RecordConduct,
    RestrictContact,
    ReviewRestriction,
)
from answerable.domain.case.inquiry import FactsExtracted, RecordInquiry
from answerable.domain.case.intake import (
    Aside,
    CaseLinked,
    Complainant,
    RecordFact,
    RemedySought,
    SetMessageAside,
    Signal,
)
from answerable.domain.case.people import (
    NoContactRequested,
    RecordPerson,
    RepresentativeAuthorised,
    SuccessorIdentified,
)
from answerable.domain.case.receiving import ReceiveCase

FLAG = ConductFlagged(
    occurred_at=at(2), record="conduct-1", conduct=Conduct.RUDE, message="message-1"
)
FLAGGED = put(owned(), RecordConduct(FLAG, **by(2)))
FACTS = put(
    FLAGGED, RecordInquiry(FactsExtracted(occurred_at=at(3), facts=words("It leaks")), **by(3))
)
WARNED_LAST = told(
    told(FACTS, reply("reply-told", 4, tells=("conduct-1",))),
    reply("reply-warning", 5, tells=("conduct-1",)),
)
WARNED = told(
    told(FACTS, reply("reply-warning", 4, tells=("conduct-1",))),
    reply("reply-told", 5, tells=("conduct-1",)),
)
NARROW = RestrictContact(
    "conduct-1", "post", "reply-warning", "reply-told", at(WEEK), **by(6, COLLEAGUE)
)
VOID = put(received(message=None), VoidCase(**by(1)))

ROWS = [
    Row(
        receiving.NOT_RECEIVED_TWICE,
        "another person's complaint under an id in use",
        received(),
        ReceiveCase(
            BRUNO, Complainant.OTHER, Signal.ROAR, "email", None, None, None, None, **by(1)
        ),
    ),
    Row(deciding.CASE_KNOWN, "a message to no case", (), SetMessageAside("m", Aside.SPAM, **by(1))),
    Row(
        deciding.VOIDED,
        "the voided record received after all",
        VOID,
        SetMessageAside("message-1", Aside.SPAM, **by(2)),
    ),
    Row(
        intake.MESSAGE_KNOWN,
        "an unknown message set aside",
        owned(),
        SetMessageAside("message-7", Aside.NO_NEW_MATTER, **by(2)),
    ),
    Row(
        intake.SPAM_TWO_PEOPLE,
        "spam judged by one person",
        received(),
        SetMessageAside("message-1", Aside.SPAM, **by(1, second=OWNER.id)),
    ),
    Row(
        intake.ASIDE_NOT_BY_OWNER,
        "the owner alone sees nothing new",
        owned(),
        SetMessageAside("message-1", Aside.NO_NEW_MATTER, **by(2)),
    ),
    Row(
        intake.LINKED_FIRST,
        "a message moved to a case that is not linked, but for a problem that is",
        put(
            owned(),
            RecordFact(CaseLinked(occurred_at=at(1), other="problem-1", why="cause"), **by(1)),
        ),
        SetMessageAside("message-1", Aside.NEW_CASE, **by(2)),
    ),
    Row(
        people.COMPLAINANT,
        "somebody speaking for a person who never complained",
        owned(),
        RecordPerson(
            RepresentativeAuthorised(
                occurred_at=at(2), person=BRUNO, representative="person-lawyer", evidence="e"
            ),
            **by(2),
        ),
    ),
    Row(
        people.REQUESTED_BY_MESSAGE,
        "silence taken for a wish not to be contacted",
        owned(),
        RecordPerson(NoContactRequested(occurred_at=at(2), person=ANNA, message="none"), **by(2)),
    ),
    Row(
        people.REQUESTED_BY_MESSAGE,
        "somebody else's wish that she not be contacted",
        heard(owned(), "message-2", 2, BRUNO),
        RecordPerson(
            NoContactRequested(occurred_at=at(3), person=ANNA, message="message-2"), **by(3)
        ),
    ),
    Row(
        people.DECEASED_FIRST,
        "a successor of the living",
        owned(),
        RecordPerson(
            SuccessorIdentified(
                occurred_at=at(2), person=ANNA, successor="person-heir", evidence="will"
            ),
            **by(2),
        ),
    ),
    Row(
        conduct.SEEN_IN_MESSAGE,
        "behaviour nobody has seen",
        owned(),
        RecordConduct(FLAG.model_copy(update={"message": "message-7"}), **by(2)),
    ),
    Row(conduct.FLAGGED_FIRST, "contact narrowed out of the blue", owned(), NARROW),
    Row(
        conduct.FLAGGED_FIRST,
        "a review of nothing",
        owned(),
        ReviewRestriction("conduct-1", None, **by(6)),
    ),
    Row(
        conduct.RESTRICTED_FIRST,
        "a restriction that never was, kept on",
        FLAGGED,
        ReviewRestriction("conduct-1", at(WEEK), **by(6)),
    ),
    Row(conduct.FACTS_FIRST, "contact narrowed before the facts were taken out", FLAGGED, NARROW),
    Row(conduct.WARNING_FIRST, "contact narrowed without a warning", FACTS, NARROW),
    Row(conduct.WARNING_FIRST, "the warning came after the telling", WARNED_LAST, NARROW),
    Row(
        conduct.WARNING_FIRST,
        "the telling is the warning",
        WARNED,
        RestrictContact("conduct-1", "post", "reply-told", "reply-told", at(WEEK), **by(6)),
    ),
    Row(
        conduct.ANOTHER_DECIDER,
        "the owner narrows contact",
        WARNED,
        RestrictContact("conduct-1", "post", "reply-warning", "reply-told", at(WEEK), **by(6)),
    ),
    Row(
        conduct.REVIEW_DATE,
        "a restriction without end",
        WARNED,
        RestrictContact(
            "conduct-1", "post", "reply-warning", "reply-told", at(6), **by(6, COLLEAGUE)
        ),
    ),
    Row(
        conduct.REVIEW_DATE,
        "a review in the past",
        put(WARNED, NARROW),
        ReviewRestriction("conduct-1", at(5), **by(7)),
    ),
    Row(register.ONLY_IMPORT, "an agent stating what a register says", (), row(0, actor=OWNER)),
    Row(register.ONLY_IMPORTED, "a row over a case we received", received(), row(1)),
    Row(register.ONLY_IMPORTED, "another row", put((), row(0)), row(1, key="row-2")),
    Row(
        timing.NOT_AHEAD,
        "a message of tomorrow",
        owned(),
        SetMessageAside("message-1", Aside.NO_NEW_MATTER, **by(9, COLLEAGUE, now=8)),
    ),
    Row(
        timing.BACKDATED_BY_TWO,
        "one person dating a fact five weeks back",
        owned(),
        SetMessageAside("message-1", Aside.NO_NEW_MATTER, **by(2, COLLEAGUE, now=5 * WEEK)),
    ),
    Row(
        timing.FACT_DATED,
        "a fact dated before its command",
        owned(),
        RecordFact(RemedySought(occurred_at=at(1), remedy=words("A kettle")), **by(2)),
    ),
    Row(
        timing.FACT_DATED,
        "a fact of a register dated before its command",
        closed(),
        RecordFact(RemedySought(occurred_at=at(1), remedy=words("A kettle")), **by(7, IMPORT)),
    ),
]
