"""What is owed after the stories; a case that will not close, closed properly, and replayed."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from ....application.case_desk import CaseDesk
from ....application.survey_desk import SurveyDesk
from ....domain.case.issues import Outcome
from ....domain.case.promises import standing
from ....domain.survey.scores import Scale
from .irritation import NAME
from .sealing import Seal
from .telling import Answer, Telling, closing_reply, counted, decide, local

ANSWER = Answer(
    options=("korekta i zwrot odsetek", "korekta i rabat"),
    reaction="Korekta i zwrot.",
    outcome=Outcome.UPHELD,
    reasons="Faktura 17 została policzona dwa razy.",
    text="Przepraszam. Faktura 17 jest poprawiona, odsetki zwrócone. To moja wiążąca odpowiedź.",
    done="Faktura poprawiona, odsetki zwrócone.",
    recourse="Jeśli Pani się nie zgadza, sprawę obejrzy kierowniczka działu.",
    signed=NAME,
)
LESSON = "Trzeci list w jednej sprawie ma trafić do człowieka, nie do kolejki."


def tell(telling: Telling, survey: SurveyDesk, case: CaseDesk, seal: Seal) -> None:
    """Monday: what is still owed, to whom, and how a case ends."""
    telling.clock.move(9, 15)
    telling.title("6. What is still owed")
    words = "Mikrofon trzeszczał, nic nie słyszałam."
    telling.tell(f"Pod krzesłem leżała jeszcze jedna ankieta: „{words}” (2/5)")
    survey.hear(words, "paper", scale=Scale.CSAT, score=2)
    owed(telling)
    refuse(telling, case)
    crossed(telling, case, seal)
    replay(telling, case)


def owed(telling: Telling) -> None:
    """The promises still open and the critics still unanswered."""
    telling.say("  open promises:")
    for row in telling.desk.promises():
        telling.fact(f"due {local(row.due_at)}  {row.text}  ({row.case})")
    telling.say("  unanswered critics, those we asked ourselves first:")
    for critic in telling.desk.critics():
        due = local(critic.target) if critic.target else "no limit"
        asked = "asked" if critic.asked else "unasked"
        telling.fact(f"due {due}  {asked}, {critic.source}: {critic.words}")


def refuse(telling: Telling, case: CaseDesk) -> None:
    """There is no way to end it without a reply."""
    telling.title("7. A case that cannot end without an answer")
    telling.tell("close the case of pani Renata, to whom a binding answer is promised")
    telling.refused(lambda: case.close(LESSON))


def crossed(telling: Telling, case: CaseDesk, seal: Seal) -> None:
    """Answered; but her letter crossed the answer, so it is answered anew."""
    decide(case, ANSWER)
    first = closing_reply(case, ANSWER)
    telling.clock.move(9, 15, 10)
    case.hear("Właśnie przyszło jeszcze wezwanie do zapłaty.")
    case.send(first)
    telling.tell("write and send the closing reply; a letter of hers crosses it")
    telling.refused(lambda: case.close(LESSON))
    telling.clock.move(9, 15, 30)
    seal(telling.desk)
    again = replace(ANSWER, text=f"{ANSWER.text} Wezwanie jest nieważne, proszę je wyrzucić.")
    last = closing_reply(case, again)
    case.send(last)
    case.close(LESSON)
    telling.tell("answer that letter too, and close")
    state = case.state
    if telling.desk.closing_line():
        telling.fact("her letter ends with the newest checkpoint of the ledger:")
        telling.say(f"        {str(case.letter(last)).rpartition(chr(10))[2]}")
    for promise in state.promises.values():
        kept = standing(promise, state.replies, telling.clock())
        telling.fact(f"closed: {state.ending.basis}; the promise of {NAME}: {kept}")


def replay(telling: Telling, case: CaseDesk) -> None:
    """Decision by decision: the events of each, and what was due after it."""
    telling.title("8. The same case, replayed")
    steps = zip(telling.desk.replay(case.id), case.history(), strict=True)
    for _, together in groupby(steps, key=lambda pair: pair[1].command_id):
        decided = [step for step, _ in together]
        last = decided[-1]
        due = ", ".join(duty.name for duty in last.duties) or "nothing"
        types = counted(step.type for step in decided)
        telling.fact(f"{last.version:>2}. {local(last.occurred_at)} {types} [due: {due}]")
