"""A testimony told in a language: plain text, and data with the same words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from ...domain.deadlines.counting import Term, Unit
from ...domain.deadlines.days import Day, Why
from ...domain.deadlines.hours import read
from ...domain.deadlines.testimony import Testimony
from ...domain.deadlines.trace import Run
from .dates import DASH, amount, date_in, instant, length, moment, span, told, weekday
from .english import ENGLISH
from .italian import ITALIAN
from .polish import POLISH
from .words import Words


class Language(StrEnum):
    """The languages in which a testimony can be told."""

    POLISH = "pl"
    ITALIAN = "it"
    ENGLISH = "en"


WORDS: Mapping[Language, Words] = MappingProxyType(
    {Language.POLISH: POLISH, Language.ITALIAN: ITALIAN, Language.ENGLISH: ENGLISH}
)


def explain(testimony: Testimony, language: Language) -> str:
    """The due time, the rule and the calendar it comes from, and each day with its reason."""
    words = WORDS[language]
    lines = [title(testimony, words), "", *facts(testimony, words), "", f"{words.labels.days}:"]
    lines += [f"- {line}" for line in day_lines(testimony, words)]
    return "\n".join([*lines, "", words.advice, ""])


def read_back(text: str, language: Language) -> date:
    """The due date that an explanation tells in words.

    Raises:
        ValueError: the text tells none in that language.
    """
    words = WORDS[language]
    due = next((line for line in text.splitlines() if line.startswith(f"{words.labels.due}:")), "")
    return date_in(due, words)


def as_data(testimony: Testimony, language: Language) -> dict[str, object]:
    """The same for machines: dates and instants in ISO 8601, reasons in the language."""
    words = WORDS[language]
    cited = testimony.cited
    return {
        "pack": cited.pack,
        "version": cited.version,
        "obligation": cited.rule,
        "rule": rule(testimony.term, words),
        "source": cited.source,
        "calendar": testimony.calendar,
        "zone": testimony.zone,
        "start": testimony.start.isoformat(),
        "due": testimony.due.isoformat(),
        "due_date": testimony.due_date.isoformat(),
        "later": testimony.later.isoformat() if testimony.later else None,
        "satisfied_by": cited.satisfied_by,
        "trace": [as_row(day, testimony, words) for day in testimony.days],
        "advice": words.advice,
    }


def as_row(day: Day, testimony: Testimony, words: Words) -> dict[str, object]:
    """One day of the trace."""
    why = reason(day, testimony, words)
    return {"date": day.day.isoformat(), "counted": day.counted, "reason": why}


def title(testimony: Testimony, words: Words) -> str:
    """What the testimony is about; a row without words of its own by its name."""
    rule = testimony.cited.rule
    return words.title.format(duty=words.duties.get(rule, rule))


def facts(testimony: Testimony, words: Words) -> Iterator[str]:
    """The lines above the days."""
    labels, cited = words.labels, testimony.cited
    yield f"{labels.due}: {due(testimony, words)}"
    if testimony.later:
        yield f"{labels.later}: {moment(testimony.later, testimony.zone, words)}"
    yield f"{labels.rule}: {cited.pack}, {words.version} {cited.version}, {cited.rule}"
    yield f"{labels.term}: {rule(testimony.term, words)}"
    yield f"{labels.source}: {cited.source}"
    yield f"{labels.kept_by}: {words.kept_by.get(cited.satisfied_by, cited.satisfied_by)}"
    yield f"{labels.start}: {moment(testimony.start, testimony.zone, words)}"
    for stop in testimony.stops:
        begins, ends = (moment(at, testimony.zone, words) for at in (stop.begins, stop.ends))
        yield f"{labels.stopped}: {begins}{DASH}{ends}"
    yield f"{labels.calendar}: {testimony.calendar}"


def due(testimony: Testimony, words: Words) -> str:
    """The due date and the instant, with the zone."""
    if testimony.term.limit.unit is Unit.HOUR:
        return moment(testimony.due, testimony.zone, words)
    day = told(testimony.due_date, words)
    return f"{day}, {words.at_the_end} ({instant(testimony.due, testimony.zone)})"


def rule(term: Term, words: Words) -> str:
    """How long, whether the first day counts, and where the term may not end."""
    much = amount(term.limit.value, term.limit.unit.value, words)
    if term.limit.unit is Unit.HOUR:
        return f"{much}; {words.hours_run}"
    return f"{much}; {words.first_day[term.first_day]}; {words.roll[term.roll]}"


def day_lines(testimony: Testimony, words: Words) -> Iterator[str]:
    """Each day, or run of days with one reason."""
    for run in testimony.trace:
        yield f"{span(run.first, run.last, words)}: {of_run(run, testimony, words)}"


def of_run(run: Run, testimony: Testimony, words: Words) -> str:
    """Why a run of days counts or does not, and how many there are."""
    says, hours = words.reasons, testimony.term.limit.unit is Unit.HOUR
    why = reason(Day(run.last, run.counted, run.why, run.note), testimony, words)
    if run.why in {Why.START, Why.ROLLED} or (hours and run.counted):
        return why
    days = amount((run.last - run.first).days + 1, "day", words)
    if run.counted:
        off = f"; {full(run.note, words)}" if run.note else ""
        return f"{says.counted}: {days}{off}"
    return f"{says.skipped}: {days} ({says.weekend if run.why is Why.WEEKEND else why})"


def reason(day: Day, testimony: Testimony, words: Words) -> str:
    """Why one day counts or does not."""
    says = words.reasons
    match day.why:
        case Why.COUNTED:
            return counted(day.note, testimony, words)
        case Why.START:
            return says.start
        case Why.WEEKEND:
            return weekday(day.day, words)
        case Why.HOLIDAY:
            return says.holiday.format(name=day.note)
        case Why.PAUSED:
            return says.paused
        case Why.ROLLED:
            return says.rolled.format(day=told(counted_to(testimony), words))


def counted(note: str, testimony: Testimony, words: Words) -> str:
    """That a day counts; of a limit in hours, how much of it."""
    if testimony.term.limit.unit is Unit.HOUR:
        much = read(note)
        return f"{words.reasons.counted}: {length(much, words)}" if much else words.reasons.over
    return f"{words.reasons.counted}; {full(note, words)}" if note else words.reasons.counted


def full(holiday: str, words: Words) -> str:
    """That the term is full on a holiday, and may not end on it."""
    return words.reasons.full.format(off=words.reasons.holiday.format(name=holiday))


def counted_to(testimony: Testimony) -> date:
    """The last day that is counted, before any roll-over; of none the start."""
    runs = [run for run in testimony.trace if run.counted]
    return (runs[-1] if runs else testimony.trace[0]).last
