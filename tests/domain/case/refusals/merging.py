"""What is refused of merging and parting."""

from __future__ import annotations

from tests.domain.case.merges import FILE, asked, merged
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    CASE,
    COLLEAGUE,
    MACHINE,
    by,
    closed,
    joined,
    owned,
    promise,
    received,
    reply,
    told,
    words,
)

from answerable.domain.case import deciding, merging
from answerable.domain.case.issues import DecideIssue, Outcome
from answerable.domain.case.merging import CompleteMerge, MergeCase, TakeOver, UnmergeCase
from answerable.domain.case.terms import Terms

ROWS = [
    Row(
        merging.NOT_ITSELF,
        "a case merged with itself",
        told(owned(), reply("reply-1", 2, tells=(CASE,))),
        MergeCase(CASE, "reply-1", **by(3)),
    ),
    Row(
        merging.NOTICE_LEFT,
        "merged without a word to the complainant",
        owned(),
        MergeCase("case-2", "reply-1", **by(3)),
    ),
    Row(
        merging.NOTICE_LEFT,
        "merged with a word to one of two complainants",
        told(joined(), reply("reply-1", 2, tells=("case-2",))),
        MergeCase("case-2", "reply-1", **by(3)),
    ),
    Row(
        merging.PRIMARY_OPEN,
        "a second primary asked while the first is",
        asked(),
        MergeCase("case-3", "reply-1", **by(4)),
    ),
    Row(
        merging.FOLLOWS,
        "a case merged by hand before its primary has taken it over",
        asked(),
        CompleteMerge("case-2", **by(4)),
    ),
    Row(
        merging.PRIMARY_OPEN,
        "a case taken over by one that does not exist",
        (),
        TakeOver("case-2", FILE, **by(4, MACHINE)),
    ),
    Row(
        merging.PRIMARY_OPEN,
        "a case taken over by a closed one",
        closed(),
        TakeOver("case-2", FILE, **by(7, MACHINE)),
    ),
    Row(
        merging.PRIMARY_OWNED,
        "a case taken over by one that nobody owns",
        received(),
        TakeOver("case-2", FILE, **by(4, MACHINE)),
    ),
    Row(
        merging.IDS_APART,
        "a case taken over by one that calls another message by the same id",
        owned(received(hour=1), 2),
        TakeOver("case-2", FILE, **by(4, MACHINE)),
    ),
    Row(
        merging.NOT_TAKEN_OVER,
        "parted from a case that never came",
        owned(),
        UnmergeCase("case-2", **by(4)),
    ),
    Row(
        deciding.NOT_MERGED,
        "a merged case decided",
        merged(),
        DecideIssue("issue-1", Outcome.UPHELD, words("So it is"), **by(40, COLLEAGUE)),
    ),
    Row(
        deciding.NOT_MERGED,
        "a promise made in a merged case, which nobody would keep",
        merged(),
        reply("reply-2", 40, terms=Terms(promises=(promise(),))),
    ),
    Row(
        deciding.NOT_MERGED,
        "a merged case taking another over",
        merged(),
        TakeOver("case-3", FILE, **by(40, MACHINE)),
    ),
]
