"""What is refused of packs: applied, extended, paused, rebutted, paid, signposted."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.case.law import CONSUMER, ENERGY, LAW, REBUTTAL, silent, under
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import (
    ANNA,
    DAY,
    answered,
    at,
    by,
    closing,
    ended,
    found,
    put,
    reply,
    told,
    words,
)

from answerable.domain.case import answering, applying, starting, terms
from answerable.domain.case import closing as ending
from answerable.domain.case import silence as silences
from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.closing import CloseCase
from answerable.domain.case.intake import Complainant, Signal
from answerable.domain.case.issues import Outcome
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.silence import RecordCompensation
from answerable.domain.case.terms import ClockTerms, ExtensionTerms, PauseTerms, Terms


def receipt(hour: float, *packs: str) -> ReceiveCase:
    """A complaint under these packs."""
    said = (None, words("It leaks"), "issue-1")
    how = (Complainant.CUSTOMER, Signal.ROAR, "email", "message-1")
    return ReceiveCase(ANNA, *how, *said, packs=packs, **by(hour, second="staff-2"))


def telling(clock: ClockTerms) -> answering.IssueReply:
    return reply("reply-1", 2, terms=Terms(clocks=(clock,)))


def longer(days: int, ground: str, *said: str) -> answering.IssueReply:
    return telling(ExtensionTerms(CONSUMER, at(days * DAY), said, ground))


def pausing(days: int, ground: str | None) -> answering.IssueReply:
    return telling(PauseTerms(CONSUMER, at(days * DAY), ground))


def paying(obligation: str, currency: str, evidence: str) -> RecordCompensation:
    return RecordCompensation(obligation, 3000, currency, evidence, **by(40 * DAY))


ANSWERED = told(found(under("law.consumer")), closing(hour=5))
AGAINST = told(found(under(), Outcome.NOT_UPHELD), closing())
APPLIED_SINCE = put(AGAINST, ApplyPack("law.energy", **by(4.5)), policy=LAW)
ROWS = [
    Row(starting.PACK_KNOWN, "under a pack nobody has", (), receipt(0, "law.none"), LAW),
    Row(
        starting.PACK_VETTED,
        "under a pack before the dates it is vetted for",
        (),
        receipt(-3650 * DAY, "law.energy"),
        LAW,
    ),
    Row(
        starting.CALENDAR_KNOWN,
        "a limit that leads into a year nobody knows",
        (),
        replace(receipt(55 * DAY, "law.energy"), now=at(55 * DAY)),
        LAW,
    ),
    Row(
        starting.CALENDAR_KNOWN,
        "under a pack of the seat, with no seat",
        (),
        receipt(0, "law.bank"),
        replace(LAW, place=None),
    ),
    Row(
        applying.PACK_TO_OPEN_CASE,
        "a pack applied to a closed case",
        ended(answered(found(under())), policy=LAW),
        ApplyPack("law.energy", **by(DAY)),
        LAW,
    ),
    Row(
        terms.EXTENSION_ALLOWED,
        "longer than the pack allows",
        under("law.consumer"),
        longer(40, "complex", "cause"),
        LAW,
    ),
    Row(
        terms.GROUND_KNOWN,
        "longer on a ground of our own",
        under("law.consumer"),
        longer(20, "holidays", "cause"),
        LAW,
    ),
    Row(
        terms.EXTENSION_TELLS,
        "longer, and nobody told why",
        under("law.consumer"),
        longer(20, "complex", "sorry"),
        LAW,
    ),
    Row(
        terms.PAUSE_ALLOWED,
        "a pause longer than the pack allows",
        under("law.consumer"),
        pausing(20, "facts"),
        LAW,
    ),
    Row(
        terms.PAUSE_ALLOWED,
        "a pause that is over already",
        under("law.consumer"),
        pausing(0, "facts"),
        LAW,
    ),
    Row(
        terms.GROUND_KNOWN,
        "a pause without a ground",
        under("law.consumer"),
        pausing(2, None),
        LAW,
    ),
    Row(silences.REBUTTABLE, "silence rebutted that never was", ANSWERED, REBUTTAL, LAW),
    Row(silences.REBUTTABLE, "silence rebutted that no pack knows", under(), REBUTTAL, LAW),
    Row(
        silences.REBUTTED_BY_TWO,
        "silence rebutted by one",
        silent(),
        replace(REBUTTAL, confirmed_by=None),
        LAW,
    ),
    Row(
        silences.REBUTTED_BY_TWO,
        "silence rebutted without evidence",
        silent(),
        replace(REBUTTAL, evidence=""),
        LAW,
    ),
    Row(
        silences.COMPENSATION_OWED,
        "paid in another currency",
        under("law.energy"),
        paying(ENERGY, "PLN", "transfer"),
        LAW,
    ),
    Row(
        silences.COMPENSATION_OWED,
        "paid without evidence",
        under("law.energy"),
        paying(ENERGY, "EUR", ""),
        LAW,
    ),
    Row(
        silences.COMPENSATION_OWED,
        "paid under a limit of the house",
        under("law.energy"),
        paying("final_answer.1", "EUR", "transfer"),
        LAW,
    ),
    Row(
        answering.CLOSING_SIGNPOSTS,
        "an answer against them that names nobody else to ask",
        found(under("law.energy"), Outcome.NOT_UPHELD),
        closing(),
        LAW,
    ),
    Row(
        ending.SIGNPOSTED,
        "closed under a pack that came after the closing reply was written",
        APPLIED_SINCE,
        CloseCase(no_lesson=words("Known"), **by(6)),
        LAW,
    ),
]
