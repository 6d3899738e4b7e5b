"""The waitress asks, and the speaker reads every questionnaire (S0)."""

from __future__ import annotations

from functools import partial

from ....application.survey_desk import SurveyDesk
from ....domain.survey.answering import Way
from ....domain.survey.asking import Channel
from ....domain.survey.scores import Scale
from .telling import Telling


def tell(telling: Telling) -> SurveyDesk:
    """Both; the survey of the speaker."""
    telling.title("1. Pytanie kelnerki i ankiety z nazwiskiem")
    table(telling)
    return forms(telling)


def table(telling: Telling) -> None:
    """A question at the table, a "no", and an answer in person."""
    hania = telling.somebody()
    survey = hania.survey()
    opening = partial(survey.open, Channel.IN_PERSON, 20, 100, 15)
    telling.tell("W restauracji „Pod Lipą” kelnerki mają od dziś pytać gości: „Smakowało?”")
    telling.refused(opening)
    survey.declare_ready("pochwały, uwagi o czekaniu, czasem zimna zupa", "Hania", capacity=3)
    opening()
    guest = telling.desk.new_id("person")
    survey.ask(guest)
    words = "Nie. Zupa przyszła zimna, a czekałem na nią pół godziny."
    telling.tell(f"Hania pyta pana Leona. Pan Leon: „{words}”")
    no = survey.hear(words, "in_person", person=guest, scale=Scale.THUMB, score=0)
    telling.clock.move(2, 18, 5)
    telling.tell("Hania nie broni kuchni. Przysiada się i pyta, jak to dla niego wyglądało. Potem:")
    telling.tell(
        "„Przykro mi. Przyniosę gorącą zupę, a kuchnia od jutra podaje zupy jako pierwsze.”"
    )
    heard = ("zapomnieli o mnie", "złość i głód", "lubię tu przychodzić")
    answer = ("Przykro mi, że pan czekał.", "Gorąca zupa teraz; zupy podawane jako pierwsze.")
    survey.answer(no, *answer, "Hania", Way.IN_PERSON, heard=heard)
    telling.recorded(survey.id)


def forms(telling: Telling) -> SurveyDesk:
    """Named forms, all of them read in the break, and the critic met the same day."""
    telling.clock.move(3, 11)
    marta = telling.somebody()
    survey = marta.survey()
    survey.declare_ready("pochwały, prośby o slajdy, jakieś „za szybko”", "Marta Wilk", capacity=2)
    survey.open(Channel.PAPER, 24, 50, 10)
    telling.tell("Marta Wilk mówi na konferencji. W przerwie czyta wszystkie podpisane ankiety.")
    said = {"Świetne przykłady.": 5, "Dobrze, poproszę slajdy.": 4}
    forms_read = [survey.hear(text, "paper", scale=Scale.CSAT, score=n) for text, n in said.items()]
    words, me = "Za szybko. Po kwadransie przestałem notować.", marta.actor.id
    critical = survey.hear(words, "paper", scale=Scale.CSAT, score=1, concerns=me)
    telling.refused(survey.all_read)
    for form in (*forms_read, critical):
        survey.mark_read(form)
    survey.all_read()
    telling.clock.move(3, 12, 40)
    telling.tell(f"Jedna jest krytyczna: „{words}” Marta idzie do jej autora przy obiedzie.")
    survey.approach(critical, Way.IN_PERSON)
    heard = ("tempo nie do nadążenia", "bezradność", "temat ważny, chcę go zrozumieć")
    answer = ("Dziękuję za szczerość, przykro mi.", "Po południu powtórzę tę część, wolniej.")
    survey.answer(critical, *answer, "Marta Wilk", Way.IN_PERSON, heard=heard)
    telling.recorded(survey.id)
    return survey
