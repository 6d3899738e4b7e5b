"""Polish."""

from __future__ import annotations

from ...domain.deadlines.counting import FirstDay, Roll
from .words import Forms, Labels, Reasons, Words


def _forms(one: str, few: str, many: str, other: str) -> Forms:
    return {"one": one, "few": few, "many": many, "other": other}


POLISH = Words(
    locale="pl_PL",
    title="{duty}: jak policzono termin",
    labels=Labels(
        due="Termin upływa",
        rule="Reguła",
        term="Termin",
        source="Źródło",
        kept_by="Termin zachowuje",
        start="Zdarzenie początkowe",
        stopped="Bieg terminu wstrzymany",
        later="Termin po przedłużeniu",
        calendar="Kalendarz",
        days="Dzień po dniu",
    ),
    reasons=Reasons(
        counted="policzono",
        full="{off}, a termin nie może się w taki dzień skończyć",
        over="termin upływa, nic z tego dnia się nie liczy",
        start="dzień zdarzenia początkowego, nie liczy się",
        skipped="pominięto",
        weekend="weekend",
        holiday="święto „{name}”",
        paused="bieg terminu wstrzymany",
        rolled="termin kończy się tego dnia, a nie w dniu: {day}",
    ),
    units={
        "day": _forms("dzień", "dni", "dni", "dnia"),
        "hour": _forms("godzina", "godziny", "godzin", "godziny"),
        "minute": _forms("minuta", "minuty", "minut", "minuty"),
        "second": _forms("sekunda", "sekundy", "sekund", "sekundy"),
        "calendar_day": _forms(
            "dzień kalendarzowy", "dni kalendarzowe", "dni kalendarzowych", "dnia kalendarzowego"
        ),
        "business_day": _forms("dzień roboczy", "dni robocze", "dni roboczych", "dnia roboczego"),
        "week": _forms("tydzień", "tygodnie", "tygodni", "tygodnia"),
        "month": _forms("miesiąc", "miesiące", "miesięcy", "miesiąca"),
    },
    first_day={
        FirstDay.EXCLUSIVE: "dnia zdarzenia początkowego się nie liczy",
        FirstDay.INCLUSIVE: "dzień zdarzenia początkowego się liczy",
    },
    roll={
        Roll.NONE: "ostatni dzień pozostaje tam, gdzie wypada",
        Roll.NEXT_WORKING_DAY: (
            "jeżeli ostatni dzień nie jest roboczy, termin upływa następnego dnia roboczego"
        ),
        Roll.SUNDAY_OR_HOLIDAY: (
            "jeżeli ostatni dzień to niedziela lub święto, termin upływa następnego dnia, który "
            "nim nie jest; sobota pozostaje"
        ),
    },
    kept_by={
        "dispatched": "odpowiedź wysłana do tej chwili",
        "delivered": "odpowiedź, która do tej chwili dotarła do składającego reklamację",
        "spoken": "odpowiedź udzielona ustnie do tej chwili",
        "accepted": "oświadczenie składającego reklamację, do tej chwili, że sprawę załatwiono",
    },
    duties={
        "acknowledge": "Potwierdzenie przyjęcia",
        "acknowledge_by_business_day": "Potwierdzenie przyjęcia, w dniach roboczych",
        "acknowledge_in_shop": "Potwierdzenie przyjęcia w punkcie sprzedaży",
        "correct_bill": "Sprostowanie rachunku",
        "correct_double_bill": "Sprostowanie rachunku wystawionego dwukrotnie",
        "correct_four_monthly_bill": "Sprostowanie rachunku czteromiesięcznego",
        "final_answer": "Ostateczna odpowiedź",
        "final_answer_death_benefit": "Ostateczna odpowiedź w sprawie świadczenia po zmarłym",
        "final_answer_hardship": "Ostateczna odpowiedź w trudnej sytuacji finansowej",
        "final_answer_superannuation": "Ostateczna odpowiedź w sprawie emerytury pracowniczej",
        "send_again": "Ponowne wysłanie odpowiedzi",
        "summary_resolution": "Podsumowanie szybkiego załatwienia sprawy",
    },
    at_the_end="z końcem dnia",
    version="wersja",
    hours_run="czas rzeczywisty, niezależnie od zmian czasu na zegarach",
    advice="To nie jest porada prawna.",
)
