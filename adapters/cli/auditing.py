"""`audit`: what auditors ask, as figures with their findings, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...application.audit import Audit, Auditor, UnknownQuestionError, question_of
from ...application.project import Progress
from ...projections.audit.catalogue import QUESTIONS
from ...projections.audit.figure import Item, Measure, Question
from ...projections.audit.tally import Result, Tally
from .answer import Answer
from .audit_document import document, place, table
from .exits import WrongUseError
from .point import Point
from .terminal import note
from .words import sentence, shown_span, shown_time

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk

NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked: one question or all, as a table or not, drawn into a file or not."""

    question: str | None
    as_csv: bool
    plot: Path | None


def answer(desk: Desk, point: Point, wish: Wish, progress: Progress) -> Answer:
    """The figures; wrong where something is found that should not be.

    Raises:
        WrongUseError: there is no such question, or nothing of it to draw.
    """
    audits = Auditor(desk.store, point.moment, point.as_of, progress).ask(chosen(wish))
    if wish.plot:
        write(audits[0], wish.plot)
    found = {
        "as_of": point.document,
        "events": audits[0].events,
        "streams": audits[0].streams,
        "questions": [document(each) for each in audits],
    }
    wrong = any(each.findings for each in audits)
    if wish.as_csv:
        from ..cells import lines  # noqa: PLC0415  # few ask for a table

        return Answer(found, lambda: (), wrong, lines(table(audits)))
    whole = wish.question is not None
    return Answer(found, lambda: draw(audits, point, whole=whole), wrong)


def chosen(wish: Wish) -> list[Question]:
    """The question that was asked, or all of them.

    Raises:
        WrongUseError: the same.
    """
    try:
        asked = [question_of(wish.question)] if wish.question else [*QUESTIONS.values()]
    except UnknownQuestionError as error:
        raise WrongUseError(f"{sentence(str(error))}.") from error
    if wish.plot and (not wish.question or not asked[0].plot):
        drawn = ", ".join(name for name, each in QUESTIONS.items() if each.plot)
        raise WrongUseError(f"--plot draws one of {drawn}: name it.")
    return asked


def write(audit: Audit, file: Path) -> None:
    """Draw the question into a file."""
    from ..plots.plot import plot  # noqa: PLC0415  # few ask for a drawing

    file.write_text(plot(audit) or "", "utf-8")
    note(f"{audit.question.title} is drawn in {file}.")


def draw(audits: Sequence[Audit], point: Point, *, whole: bool) -> Iterator[RenderableType]:
    """The figures of each question; with `whole`, what they count and the findings too."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    for number, audit in enumerate(audits):
        if number:
            yield line("")
        yield line(f"{audit.question.title} ({audit.question.name})", "bold")
        yield figures(audit)
        if whole:
            yield from explained(audit)
    count = sum(len(each.findings) for each in audits)
    said = f"{count} finding{'' if count == 1 else 's'}" + _by_registers(audits)
    yield line(f"{point.nothing_known or said}. As of {point}.")
    if not whole:
        yield line("`answerable audit QUESTION` tells one of them in full.")


def _by_registers(audits: Sequence[Audit]) -> str:
    results = [result for audit in audits for result in audit.results]
    stated = sum(item.attested for result in results for item in result.findings)
    return f", and {stated} by the word of registers" if stated else ""


def figures(audit: Audit) -> RenderableType:
    """A row for each figure; what registers state stands apart."""
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("Figure", "On record here", "Stated by registers")
    for result in audit.results:
        found = any(not item.attested for item in result.findings)
        name = line(result.figure.name, "bold red" if found else "")
        measure = result.figure.measure
        drawn.add_row(name, line(told(result.ours, measure)), line(told(result.attested, measure)))
    return drawn


def told(tally: Tally, measure: Measure) -> str:
    """A tally in a few words."""
    if not tally.n:
        return NOTHING
    said = [str(tally.n)] if measure is Measure.COUNT else share(tally)
    if measure is Measure.TIME and tally.median is not None and tally.p90 is not None:
        said += [f"median {shown_span(tally.median)}", f"9 of 10 in {shown_span(tally.p90)}"]
    if tally.mean is not None:
        said += [f"mean {tally.mean:.1f}", f"in all {tally.total}"]
    if measure is not Measure.COUNT and tally.undecided:
        said.append(f"{tally.undecided} undecided")
    return ", ".join(said)


def share(tally: Tally) -> list[str]:
    """How many of how many."""
    if tally.share is None:
        return []
    return [f"{tally.yes} of {tally.yes + tally.no} ({tally.share:.0%})"]


def explained(audit: Audit) -> Iterator[RenderableType]:
    """What each figure counts, its groups, and its findings with the events."""
    from .tables import indented, line, table  # noqa: PLC0415  # --json draws nothing

    for result in audit.results:
        yield line(f"{result.figure.name}: {result.figure.sentence}")
        for row in result.groups:
            measure = result.figure.measure
            both = f"{told(row.ours, measure)}; by registers {told(row.attested, measure)}"
            yield indented(f"{row.key or 'other'}: {both}", 2)
    rows = [(result, item) for result in audit.results for item in result.findings]
    if rows:
        drawn = table("Since (UTC)", "Finding", "Events")
        for result, item in rows:
            drawn.add_row(shown_time(item.at), line(finding(result, item)), line(where(item)))
        yield drawn
    yield line("Every item of every figure, with its events: --csv or --json.")


def finding(result: Result, item: Item) -> str:
    """What was found, and whether it is the word of a register."""
    stated = "\nby a register's word" if item.attested else ""
    return f"{result.figure.name}\n{item.subject}{stated}"


def where(item: Item) -> str:
    """The events, one a line."""
    return "\n".join(f"{mark.type} {place(mark)}" for mark in item.events)
