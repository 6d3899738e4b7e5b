"""The irritated client, and the answer within seven days (S1)."""

from __future__ import annotations

from ....application.case_desk import CaseDesk
from ....application.desk import Desk
from ....domain.case.first_response import missing
from ....domain.case.inquiry import RecordInquiry, RetellReceived
from ....domain.case.intake import Complainant, Signal
from ....domain.case.replies import Kind
from .telling import Telling, local

NAME = "Dorota Kania"
WORDS = "Trzeci raz piszę o tej samej fakturze. Zaczynam się zastanawiać, po co ja u was jestem."
SORRY = (
    "Przepraszam za trzy listy bez odpowiedzi i za nerwy, które Panią kosztowały. Nazywam się "
    "Dorota Kania i poprowadzę tę sprawę do samego końca. Proszę opowiedzieć mi ją jeszcze raz, "
    "spokojnie, chcę ją zrozumieć. W ciągu 7 dni dostanie Pani ode mnie wiążącą odpowiedź."
)


def tell(telling: Telling) -> CaseDesk:
    """Up to the promise; the case, which is still open."""
    telling.clock.move(3, 14)
    telling.title("2. Zirytowana klientka i odpowiedź w siedem dni")
    telling.tell(f"Biuro rachunkowe pani Renaty pisze: „{WORDS}”")
    dorota = telling.somebody()
    case = dorota.receive(WORDS, kind=Complainant.BUSINESS, signal=Signal.IRRITATION)
    case.name_owner(NAME)
    first_response(telling, case)
    retell(telling, dorota, case)
    telling.recorded(case.id)
    return case


def first_response(telling: Telling, case: CaseDesk) -> None:
    """Two drafts that may not leave, and one that does."""
    draft = "Powinna Pani wiedzieć, że fakturę trzeba najpierw potwierdzić."
    telling.tell(f"Pierwszy szkic: „{draft}”")
    telling.refused(lambda: case.reply(Kind.STATUS, draft, signed=NAME))
    telling.tell("Drugi szkic: „… odpowiemy niezwłocznie.”")
    telling.refused(lambda: case.acknowledge(SORRY, NAME, promise="niezwłocznie"))
    telling.tell(f"Wychodzi: „{SORRY}”")
    case.acknowledge(SORRY, NAME)
    lacking = ", ".join(missing(case.state)) or "nothing"
    due = next(iter(case.state.promises.values())).made.due
    telling.fact(
        f"first response lacks: {lacking}; a binding answer is promised until {local(due)}"
    )


def retell(telling: Telling, dorota: Desk, case: CaseDesk) -> None:
    """She tells it again."""
    telling.clock.move(3, 15)
    words = "Dobrze. Faktura 17 jest policzona dwa razy, a ja płacę karne odsetki."
    telling.tell(f"Pani Renata: „{words}”")
    message = case.hear(words)
    told = RetellReceived(occurred_at=telling.clock(), message=message)
    dorota.execute(RecordInquiry(told, **dorota.about(case.id)))
