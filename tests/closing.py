"""A case that only lacks its closing reply, that reply, and a log that is sealed before it."""

from __future__ import annotations

from tests.ledger.town import SeededKeys

from answerable.adapters.event_schemas import EventSchemas
from answerable.application.case_desk import CaseDesk
from answerable.application.desk import Desk
from answerable.application.ledger.ports import LedgeredStore
from answerable.application.ledger.sealing import Sealer
from answerable.domain.case.issues import Outcome
from answerable.domain.case.replies import Apology, Kind
from answerable.domain.catalogue import EVENT_TYPES

TEXT = "I am sorry. We took it back; the money left today."


def ledgered(desk: Desk) -> LedgeredStore:
    """Its log, beside which a ledger is kept."""
    assert isinstance(desk.store, LedgeredStore)
    return desk.store


def sealer(desk: Desk) -> Sealer:
    """What seals its log."""
    store = ledgered(desk)
    return Sealer(store, store.ledger(), SeededKeys(), EventSchemas(EVENT_TYPES), "log.example")


def seal(desk: Desk) -> None:
    """Seal everything, by a key of its own."""
    sealer(desk).seal_all()


def ready(desk: Desk) -> CaseDesk:
    """A case that only lacks its closing reply."""
    case = desk.receive("It was charged twice.")
    case.name_owner("Dorota Kania")
    case.acknowledge("I am sorry. You will have an answer within 7 days.", "Dorota Kania")
    case.propose(["a refund"], reaction="Good.")
    for issue in case.state.issues:
        case.decide(issue, Outcome.UPHELD, "It was charged twice.")
    return case


def answer(case: CaseDesk, text: str = TEXT) -> str:
    """The closing reply, which has not left yet."""
    return case.reply(
        Kind.CLOSING,
        text,
        signed="Dorota Kania",
        apology=Apology.REGRET,
        done="Refunded.",
        recourse="Write to our ombudsperson.",
        keeps=tuple(case.state.promises),
    )
