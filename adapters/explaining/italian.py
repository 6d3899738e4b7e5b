"""Italian."""

from __future__ import annotations

from ...domain.deadlines.counting import FirstDay, Roll
from .words import Labels, Reasons, Words

ITALIAN = Words(
    locale="it_IT",
    title="{duty}: come è stato calcolato il termine",
    labels=Labels(
        due="Scadenza",
        rule="Regola",
        term="Termine",
        source="Fonte",
        kept_by="Si rispetta con",
        start="Evento iniziale",
        stopped="Termine sospeso",
        later="Termine dopo la proroga",
        calendar="Calendario",
        days="Giorno per giorno",
    ),
    reasons=Reasons(
        counted="nel conto",
        full="{off}, in cui il termine non può scadere",
        over="il termine scade e di questo giorno non si conta nulla",
        start="giorno dell'evento iniziale, escluso dal conto",
        skipped="fuori dal conto",
        weekend="fine settimana",
        holiday="festività «{name}»",
        paused="termine sospeso",
        rolled="il termine scade in questo giorno invece di {day}",
    ),
    units={
        "day": {"one": "giorno", "other": "giorni"},
        "hour": {"one": "ora", "other": "ore"},
        "minute": {"one": "minuto", "other": "minuti"},
        "second": {"one": "secondo", "other": "secondi"},
        "calendar_day": {"one": "giorno di calendario", "other": "giorni di calendario"},
        "business_day": {"one": "giorno lavorativo", "other": "giorni lavorativi"},
        "week": {"one": "settimana", "other": "settimane"},
        "month": {"one": "mese", "other": "mesi"},
    },
    first_day={
        FirstDay.EXCLUSIVE: "il giorno dell'evento iniziale non si conta",
        FirstDay.INCLUSIVE: "il giorno dell'evento iniziale si conta",
    },
    roll={
        Roll.NONE: "l'ultimo giorno resta dov'è",
        Roll.NEXT_WORKING_DAY: (
            "se l'ultimo giorno non è lavorativo, vale il primo giorno lavorativo successivo"
        ),
        Roll.SUNDAY_OR_HOLIDAY: (
            "se l'ultimo giorno è domenica o festivo, vale il primo giorno successivo che non lo "
            "è; il sabato resta"
        ),
    },
    kept_by={
        "dispatched": "una risposta inviata entro quel momento",
        "delivered": "una risposta giunta al reclamante entro quel momento",
        "spoken": "una risposta data a voce entro quel momento",
        "accepted": "la conferma del reclamante, entro quel momento, che la questione è risolta",
    },
    duties={
        "acknowledge": "Conferma di ricezione",
        "acknowledge_by_business_day": "Conferma di ricezione, in giorni lavorativi",
        "acknowledge_in_shop": "Conferma di ricezione in negozio",
        "correct_bill": "Rettifica di fatturazione",
        "correct_double_bill": "Rettifica di doppia fatturazione",
        "correct_four_monthly_bill": "Rettifica di fatturazione quadrimestrale",
        "final_answer": "Risposta definitiva",
        "final_answer_death_benefit": "Risposta definitiva su una prestazione in caso di morte",
        "final_answer_hardship": "Risposta definitiva in caso di difficoltà economica",
        "final_answer_superannuation": "Risposta definitiva sulla previdenza complementare",
        "send_again": "Nuovo invio della risposta",
        "summary_resolution": "Comunicazione di soluzione rapida",
    },
    at_the_end="alla fine del giorno",
    version="versione",
    hours_run="tempo trascorso, qualunque cosa facciano gli orologi",
    advice="Non è una consulenza legale.",
)
