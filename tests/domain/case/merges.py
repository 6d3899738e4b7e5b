"""Two cases on their way into one another, as far as each stream knows."""

from __future__ import annotations

from tests.domain.case.stories import (
    ANNA,
    CASE,
    MACHINE,
    History,
    by,
    owned,
    promised,
    put,
    reply,
    told,
)

from answerable.domain.case.merging import (
    CaseFile,
    CaseSplitOff,
    CompleteMerge,
    MergeCase,
    MergeRequested,
    ReturnFromMerge,
    TakeOver,
    UnmergeCase,
)

PRIMARY, DUPLICATE = "case-2", CASE


def asked(
    history: History | None = None,
    hour: float = 3,
    who: str = ANNA,
    notice: str = "reply-notice",
) -> History:
    """The duplicate asks to go on in the primary, and has told its complainant."""
    noticed = told(history or owned(), reply(notice, hour - 1, to=who, tells=(PRIMARY,)))
    return put(noticed, MergeCase(PRIMARY, notice, **by(hour)))


def merged(history: History | None = None, hour: float = 3) -> History:
    """The primary has taken it over."""
    return put(history or asked(hour=hour), CompleteMerge(PRIMARY, **by(hour, MACHINE)))


def file_of(history: History) -> CaseFile:
    """What the duplicate hands over."""
    return next(event.file for event in history if isinstance(event, MergeRequested))


FILE = file_of(asked(promised()))


def taken_over(history: History | None = None, file: CaseFile = FILE, hour: float = 3) -> History:
    """The primary carries on for the duplicate as well."""
    return put(history or owned(), TakeOver(DUPLICATE, file, **by(hour, MACHINE)))


def parted(history: History, hour: float) -> tuple[History, CaseFile]:
    """The primary without the duplicate, and what the duplicate gets back."""
    after = put(history, UnmergeCase(DUPLICATE, **by(hour)))
    return after, next(event.file for event in reversed(after) if isinstance(event, CaseSplitOff))


def returned(history: History, file: CaseFile, hour: float) -> History:
    """The duplicate by itself again."""
    return put(history, ReturnFromMerge(PRIMARY, file, **by(hour, MACHINE)))
