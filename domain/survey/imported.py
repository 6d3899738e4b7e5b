"""Surveys that began elsewhere: asked by others, without our readiness, as their register has it.

An attested survey can never invite anybody (model, history that began elsewhere).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from ..command import Command, Rule, require
from ..event import Erased, Event, Personal
from .feedback import (
    Feedback,
    FeedbackEvent,
    Response,
    Responses,
    Target,
    Terms,
    change,
    heard,
    is_critical,
)
from .receiving import ON_SCALE
from .scores import on_scale


class SurveyAttested(Event):
    """`stated_by` says that this survey was asked elsewhere; we declared no readiness for it."""

    source: str
    stated_by: str


class ResponseRestated(Event):
    """The register says otherwise now, and that counts; `target` None: it is not critical."""

    response: str
    feedback: Feedback
    target: Target | None


ImportedEvent: TypeAlias = SurveyAttested | ResponseRestated


@dataclass(frozen=True, slots=True)
class AttestSurvey(Command):
    """Begin a survey that was asked elsewhere."""

    source: str


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row as it stands now. `feedback.row` is its key; `response` is used only if it is new."""

    response: str
    feedback: Feedback
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ImportResponses(Command):
    """Bring rows of the register in: new ones, and those that changed."""

    rows: tuple[ImportedRow, ...]


ImportedCommand: TypeAlias = AttestSurvey | ImportResponses

ONLY_IMPORT = Rule(
    "survey-only-import",
    "model, history that began elsewhere",
    "Only an import attests a survey and states what its rows say.",
    "Let the import bring it in, or open a survey of our own.",
)
NOT_OPENED = Rule(
    "attested-not-opened",
    "model, history that began elsewhere",
    "A survey that we opened was not asked elsewhere.",
    "Attest another one.",
)
ATTESTED_FIRST = Rule(
    "import-after-attesting",
    "model, history that began elsewhere",
    "Rows come into a survey that is attested.",
    "Attest the survey first.",
)
KEYED = Rule(
    "imported-row-keyed",
    "I22",
    "A row comes with the key by which it is known again.",
    "Give each row its key.",
)


def attest(
    command: AttestSurvey, attested: SurveyAttested | None, *, opened: bool
) -> list[FeedbackEvent | ImportedEvent]:
    """The attestation, once."""
    require(not opened, NOT_OPENED)
    if attested:
        return []
    return [
        SurveyAttested(
            occurred_at=command.occurred_at, source=command.source, stated_by=command.actor.id
        )
    ]


def decide(
    command: ImportedCommand,
    responses: Responses,
    attested: SurveyAttested | None,
    terms: Terms,
    *,
    opened: bool,
) -> list[FeedbackEvent | ImportedEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    require(command.actor.role == "import", ONLY_IMPORT)
    match command:
        case AttestSurvey():
            return attest(command, attested, opened=opened)
        case ImportResponses():
            require(attested, ATTESTED_FIRST)
            return import_rows(command, responses, terms)
        case _:
            assert_never(command)


def import_rows(
    command: ImportResponses, responses: Responses, terms: Terms
) -> list[FeedbackEvent | ImportedEvent]:
    """One event for each row that is new or says something else than before."""
    require(all(row.feedback.row for row in command.rows), KEYED)
    off = [
        row.feedback.row or ""
        for row in command.rows
        if not on_scale(row.feedback.scale, row.feedback.score)
    ]
    require(not off, ON_SCALE, *off)
    return list(news(command.rows, responses, terms))


def news(
    rows: tuple[ImportedRow, ...], responses: Responses, terms: Terms
) -> Iterator[FeedbackEvent | ImportedEvent]:
    """What the rows add; of two with the same key the later one counts."""
    names = {said.feedback.row: name for name, said in responses.known.items()}
    for key, row in {row.feedback.row: row for row in rows}.items():
        name = names.get(key, row.response)
        before = responses.known.get(name)
        if before is None:
            yield heard(row.response, row.feedback, row.received_at, terms)
        elif not same_row(row, before):
            yield restate(name, row, before, terms)


def same_row(row: ImportedRow, before: Response) -> bool:
    """Does the row say what is on record? Erased words, and whose id it is, are not compared."""
    said, known = row.feedback, before.feedback
    pairs = ((said.words, known.words), (said.external_id, known.external_id))
    same_words = all(same_value(now, then) for now, then in pairs)
    rest = {"person": known.person, "words": known.words, "external_id": known.external_id}
    same_rest = said.model_copy(update=rest) == known
    return same_words and same_rest and row.received_at == before.received_at


def same_value(now: Personal[str] | None, then: Personal[str] | None) -> bool:
    """Is it the same text, or was the earlier one erased?"""
    if now is None or then is None:
        return now is then
    return isinstance(then.value, Erased) or now.value == then.value


def restate(name: str, row: ImportedRow, before: Response, terms: Terms) -> ResponseRestated:
    """The row as it stands now; whose it is stays, and what a person judged critical stays so."""
    said = of_person(row.feedback, before.feedback.person)
    stays = before.judged and before.critical
    target = terms.target(row.received_at) if stays or is_critical(said) else None
    return ResponseRestated(
        occurred_at=row.received_at, response=name, feedback=said, target=target
    )


def of_person(said: Feedback, who: str) -> Feedback:
    """The same words, said by `who`."""
    owned = {
        name: words.model_copy(update={"subject": who})
        for name, words in (("words", said.words), ("external_id", said.external_id))
        if words
    }
    return said.model_copy(update={"person": who, **owned})


def evolve(responses: Responses, event: ResponseRestated) -> Responses:
    """Fold one more fact in; a fact about an unknown response changes nothing."""
    return change(
        responses,
        event.response,
        lambda said: replace(
            said, feedback=event.feedback, received_at=event.occurred_at, target=event.target
        ),
    )
