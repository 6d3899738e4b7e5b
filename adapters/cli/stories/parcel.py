"""The parcel that never came, and the wrong size (S3)."""

from __future__ import annotations

from ....application.case_desk import CaseDesk
from ....application.desk import Desk
from ....domain.case.duties import duties
from ....domain.case.inquiry import (
    Cause,
    CauseFound,
    EducationOffered,
    InformationGapChecked,
    InquiryEvent,
    RecordInquiry,
)
from ....domain.case.issues import Outcome
from ....domain.case.promises import PromiseKind
from ....domain.case.replies import Kind
from .telling import Answer, Telling, closing_reply, decide

NAME = "Ola ze sklepu"
RECOURSE = "Może Pani odpisać albo zwrócić się do rzecznika konsumentów."
PARCEL = Answer(
    options=("wysyłka jeszcze raz", "zwrot pieniędzy"),
    reaction="Poproszę jeszcze raz, na nowy adres.",
    outcome=Outcome.PARTLY_UPHELD,
    reasons="Adres był stary, ale poprosiliśmy o sprawdzenie za późno i drobnym drukiem.",
    text=(
        "Przykro mi, że nie poszło po Pani myśli. Paczka pojechała pod poprzedni adres. Wyślemy "
        "ją jeszcze raz do 12 marca. Na przyszłość: adres można zmienić, póki widać „pakujemy”."
    ),
    done="Adres jest poprawiony, nowa paczka zamówiona.",
    recourse=RECOURSE,
    signed=NAME,
    promises=(("nowa paczka", "2026-03-12", PromiseKind.REMEDY),),
)
SIZE = Answer(
    options=("wymiana", "zwrot pieniędzy"),
    reaction="Wymiana, byle szybko.",
    outcome=Outcome.UPHELD,
    reasons="Do pudełka trafił zły rozmiar.",
    text="Przepraszam za zły rozmiar. Właściwa para czeka u nas do odbioru.",
    done="Odłożyliśmy właściwą parę.",
    recourse=RECOURSE,
    signed=NAME,
)


def tell(telling: Telling) -> None:
    """Two causes, one of them the customer's own action; the same is owed in both."""
    telling.clock.move(6, 9)
    telling.title("4. Paczka, która nie przyszła, i zły rozmiar")
    telling.tell("Pani Jagoda: „Paczki nie ma!” (wpisała stary adres)")
    telling.tell("Pan Tadeusz: „Buty są o dwa numery za małe.” (sklep pomylił pudełka)")
    ola = telling.somebody()
    jagoda, tadeusz = (ola.receive(words) for words in ("Paczki nie ma!", "Buty są za małe."))
    for case in (jagoda, tadeusz):
        case.name_owner(NAME)
    cause(telling, ola, jagoda)
    compare(telling, jagoda, tadeusz)
    answered(telling, ola, jagoda)
    decide(tadeusz, SIZE)
    reply = closing_reply(tadeusz, SIZE)
    tadeusz.spoken(reply, "właściwa para czeka", "ulga")
    tadeusz.close("Rozmiar sprawdzamy przed zaklejeniem pudełka.")


def cause(telling: Telling, ola: Desk, jagoda: CaseDesk) -> None:
    """Before anything is put down to the customer: had we told her?"""
    at, issue = telling.clock(), next(iter(jagoda.state.issues))
    own = CauseFound(occurred_at=at, issue=issue, cause=Cause.CUSTOMER_ACTION, stage="sale")
    telling.refused(lambda: record(ola, jagoda, own))
    telling.tell("Ola sprawdza: prośba o sprawdzenie adresu jest na dole trzeciego e-maila.")
    gap = InformationGapChecked(
        occurred_at=at, told=True, in_time=False, visible=False, understandable=True
    )
    record(ola, jagoda, gap)
    record(ola, jagoda, own)


def record(desk: Desk, case: CaseDesk, fact: InquiryEvent) -> None:
    """Put a finding on record."""
    desk.execute(RecordInquiry(fact, **desk.about(case.id)))


def compare(telling: Telling, jagoda: CaseDesk, tadeusz: CaseDesk) -> None:
    """What is owed in both cases."""
    owed = [
        [(duty.name, duty.due) for duty in duties(case.state, telling.clock())]
        for case in (jagoda, tadeusz)
    ]
    names = ", ".join(name for name, _ in owed[0])
    same = "the same" if owed[0] == owed[1] else "not the same"
    telling.fact(f"her own action changes nothing; owed in both: {names} - {same}")


def answered(telling: Telling, ola: Desk, jagoda: CaseDesk) -> None:
    """A draft that may not leave; then regret, a new parcel by a date, and what helps next time."""
    telling.clock.move(6, 11)
    telling.skip(jagoda.id)
    draft = "Wystarczyło przeczytać regulamin."
    telling.tell(f"Szkic: „{draft}”")
    telling.refused(lambda: jagoda.reply(Kind.STATUS, draft, signed=NAME))
    telling.tell(f"Wychodzi: „{PARCEL.text}”")
    decide(jagoda, PARCEL)
    reply = closing_reply(jagoda, PARCEL)
    jagoda.send(reply)
    record(ola, jagoda, EducationOffered(occurred_at=telling.clock(), told_in=reply))
    jagoda.close("O adres pytamy na ekranie zapłaty, dużymi literami.")
    telling.recorded(jagoda.id)
