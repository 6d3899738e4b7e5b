"""`explain`: where each limit of a case comes from, in words and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...domain.catalogue import kind_of
from ...domain.deadlines.testimony import Testimony
from ..explaining.telling import Language, as_data, explain
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def answer(desk: Desk, case: str, lang: str) -> Answer:
    """Each limit of the case, as it was recorded when it began.

    Raises:
        UnknownStreamError: there is no such case.
        WrongUseError: it is no case, or there is no such language.
    """
    language = spoken(lang)
    desk.require_stream(case)
    if kind_of(case) != "case":
        raise WrongUseError(f"{case} is no case: only cases have limits.")
    told = desk.case(case).testimonies()
    limits = [{"id": name, **as_data(each, language)} for name, each in told.items()]
    document = {"case": case, "limits": limits}
    return Answer(document, lambda: drawn(list(told.values()), language))


def spoken(lang: str) -> Language:
    """The language of that code.

    Raises:
        WrongUseError: there is none.
    """
    try:
        return Language(lang)
    except ValueError as error:
        raise WrongUseError(f"--lang is one of: {', '.join(Language)}.") from error


def drawn(told: list[Testimony], language: Language) -> Iterator[RenderableType]:
    """Each explanation as plain text."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    for each in told:
        yield line(explain(each, language))
