"""The login defect and the angry screen recording (S2)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from hashlib import sha256

from ....application.case_desk import CaseDesk
from ....application.desk import Desk
from ....domain.case.inquiry import Cause, FactsExtracted, RecordInquiry
from ....domain.case.intake import CaseLinked, EvidenceAttached, RecordFact, Signal
from ....domain.case.issues import Outcome
from ....domain.case.promises import PromiseKind
from ....domain.case.replies import Apology, Kind
from ....domain.event import Personal
from ....domain.problem.cause import (
    OpenProblem,
    RecordFinding,
    ReproductionConfirmed,
    RootCauseIdentified,
    WorkaroundPublished,
)
from ....domain.problem.notices import DeliverFix
from ....domain.problem.problem import EndProblem
from .telling import Answer, Telling, closing_reply, decide

NAME = "Piotr z działu pomocy"
RECOURSE = "Jeśli Pan lub Pani się nie zgadza, proszę odpisać: sprawę obejrzy ktoś inny."
WORKAROUND = Answer(
    options=("okno prywatne", "telefon do nas"),
    reaction="Na razie wystarczy.",
    outcome=Outcome.WORKAROUND_ONLY,
    reasons="Przyczyna nie jest jeszcze znana.",
    text="Przepraszam. To na razie tylko obejście; do 13 marca napiszę, co z naprawą.",
    done="Opisaliśmy obejście i szukamy przyczyny.",
    recourse=RECOURSE,
    signed=NAME,
    promises=(("wiadomość o naprawie", "2026-03-13", PromiseKind.FOLLOW_UP),),
)
FIXED = Answer(
    options=("poprawka", "zwrot opłaty za spóźniony przelew"),
    reaction="No nareszcie.",
    outcome=Outcome.UPHELD,
    reasons="Błąd był po naszej stronie.",
    text="Przepraszam. Błąd jest usunięty: zmiana hasła kończy teraz stare sesje.",
    done="Usunęliśmy przyczynę.",
    recourse=RECOURSE,
    signed=NAME,
)


def tell(telling: Telling) -> None:
    """Two polite reports, one angry one with evidence, a fix, and word of it to all three."""
    telling.clock.move(3, 16)
    telling.title("3. Błąd logowania i wściekłe nagranie")
    piotr, problem = telling.somebody(), telling.desk.new_id("problem")
    piotr.execute(OpenProblem("Logowanie zapętla się po zmianie hasła", **piotr.about(problem)))
    telling.tell("Ewa i Bartek donoszą grzecznie: „Po zmianie hasła logowanie wraca do początku.”")
    ewa, bartek = (taken_up(piotr, problem, "Logowanie wraca do początku.") for _ in range(2))
    workaround(telling, piotr, problem, ewa)
    kuba = angry(telling, piotr, problem)
    fix = repaired(telling, piotr, problem, kuba)
    told(telling, piotr, problem, fix, (ewa, bartek, kuba))


def taken_up(
    desk: Desk, problem: str, words: str, signal: Signal = Signal.DISSATISFACTION
) -> CaseDesk:
    """A report received, acknowledged, and linked to the problem."""
    case = desk.receive(words, signal=signal)
    case.name_owner(NAME)
    case.acknowledge("Przepraszam za kłopot. W ciągu 7 dni odpiszę, co z tym zrobiliśmy.", NAME)
    link = CaseLinked(occurred_at=desk.place.now(), other=problem, why="the same defect")
    desk.execute(RecordFact(link, **desk.about(case.id)))
    return case


def workaround(telling: Telling, piotr: Desk, problem: str, ewa: CaseDesk) -> None:
    """It helps one, and does not end the problem."""
    way = "Zalogować się w nowym oknie prywatnym."
    place = WorkaroundPublished(occurred_at=telling.clock(), place="baza wiedzy", workaround=way)
    piotr.execute(RecordFinding(place, **piotr.about(problem)))
    telling.tell(
        "Przyczyny nikt nie zna. Jest obejście: okno prywatne. Ewie to na razie wystarcza."
    )
    telling.refused(lambda: piotr.execute(EndProblem(**piotr.about(problem))))
    telling.skip(ewa.id)
    close(ewa, replace(WORKAROUND, rests_on=problem), "Obejście to nie naprawa.")
    telling.recorded(ewa.id)


def angry(telling: Telling, piotr: Desk, problem: str) -> CaseDesk:
    """The roar that shows the way to the cause."""
    telling.clock.move(4, 21, 40)
    words = "Czwarty raz wyrzuca mnie w środku przelewu! Macie nagranie, obejrzyjcie je, do diabła!"
    telling.tell(f"Kuba: „{words}”")
    telling.tell("Nikt się nie obraża. Nagranie pokazuje każdy krok.")
    kuba = taken_up(piotr, problem, words, Signal.ROAR)
    telling.skip(kuba.id)
    steps = Personal[str](subject=kuba.complainant, value="zmiana hasła; druga karta; przelew")
    film = EvidenceAttached(
        occurred_at=telling.clock(),
        evidence=piotr.new_id("evidence"),
        kind="screen recording",
        digest=sha256(b"the recording").hexdigest(),
        steps=steps,
    )
    piotr.execute(RecordFact(film, **piotr.about(kuba.id)))
    facts = FactsExtracted(occurred_at=telling.clock(), facts=steps)
    piotr.execute(RecordInquiry(facts, **piotr.about(kuba.id)))
    seen = ReproductionConfirmed(occurred_at=telling.clock(), evidence=film.evidence)
    piotr.execute(RecordFinding(seen, **piotr.about(problem)))
    return kuba


def repaired(telling: Telling, piotr: Desk, problem: str, kuba: CaseDesk) -> str:
    """The cause, then the fix; its name as replies tell it."""
    telling.clock.move(5, 12)
    cause = RootCauseIdentified(
        occurred_at=telling.clock(),
        cause=Cause.PRODUCT,
        stage="use",
        why="stara sesja w drugiej karcie wygrywa z nowym hasłem",
        led_to="wylogowanie",
    )
    fix = piotr.new_id("fix")
    piotr.execute(RecordFinding(cause, **piotr.about(problem)))
    piotr.execute(DeliverFix(fix, "Zmiana hasła kończy stare sesje.", **piotr.about(problem)))
    telling.tell("Przyczyna: stara sesja w drugiej karcie. Następnego dnia jest poprawka.")
    telling.refused(lambda: piotr.execute(EndProblem(**piotr.about(problem))))
    telling.recorded(kuba.id)
    return f"{problem}/{fix}"


def told(
    telling: Telling, piotr: Desk, problem: str, fix: str, cases: tuple[CaseDesk, ...]
) -> None:
    """Word of the fix leaves for each; then, and only then, the problem ends."""
    ewa, *others = cases
    for case in others:
        close(case, replace(FIXED, tells=(fix,)), "Nagranie od klienta jest warte stu zgłoszeń.")
    follow_up = tuple(name for name, p in ewa.state.promises.items() if p.made.kind == "follow_up")
    saying = partial(ewa.reply, Kind.STATUS, signed=NAME, apology=Apology.REGRET)
    ewa.send(saying("Obejście nie jest już potrzebne.", tells=(fix,), keeps=follow_up))
    telling.tell(
        "Piotr pisze do wszystkich trojga. Kuba nie dziękuje; sprawa i tak jest domknięta."
    )
    piotr.execute(EndProblem(**piotr.about(problem)))
    telling.recorded(problem)


def close(case: CaseDesk, answer: Answer, lesson: str) -> None:
    """Decided, answered, closed."""
    decide(case, answer)
    case.send(closing_reply(case, answer))
    case.close(lesson)
