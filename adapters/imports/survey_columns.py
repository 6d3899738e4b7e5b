"""Which column of a survey or review file holds what: told by the user, or guessed and shown."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

from ...domain.survey.scores import Scale
from .rows import TableError
from .scores import SCALES

_USUAL = MappingProxyType(
    {
        "score": (
            "nps npsscore csat csatscore stars starrating rating score gwiazdki ocena stelle voto "
            "valutazione punteggio"
        ),
        "text": (
            "text content comment comments review reviewtext body feedback answer opinion "
            "tresc treść opinia komentarz testo recensione commento"
        ),
        "date": (
            "date reviewdate createdat created tweetcreated timestamp submittedat responsedate "
            "data datawystawienia datarecensione"
        ),
        "id": "id opinionid tweetid reviewid responseid recordid",
        "label": "sentiment airlinesentiment label",
        "thumb": "recommendation recommended recommends recommend rekomendacja polecam",
        "title": "title headline subject tytul tytuł titolo",
        "about": "product productname airline company brand prodotto produkt",
    }
)
_STARS = ("stars", "starrating", "rating", "gwiazdki", "ocena", "stelle", "voto", "valutazione")
_SCALES = MappingProxyType(
    {"nps": Scale.NPS, "npsscore": Scale.NPS, "csat": Scale.CSAT, "csatscore": Scale.CSAT}
    | dict.fromkeys(_STARS, Scale.STARS)
)


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of a survey file, by their names in it. None: there is none.

    `score` needs a `scale`. `label` is a judgement somebody else made, `thumb` a yes or no.
    """

    score: str | None = None
    scale: Scale | None = None
    text: str | None = None
    date: str | None = None
    id: str | None = None
    label: str | None = None
    thumb: str | None = None
    title: str | None = None
    about: str | None = None

    def columns(self) -> dict[str, str]:
        """Each part that has a column, and the column."""
        parts = (part.name for part in fields(self) if part.name != "scale")
        return {part: column for part in parts if (column := getattr(self, part)) is not None}

    def __str__(self) -> str:
        """As it would be told on the command line."""
        told = [f"{part}={column}" for part, column in self.columns().items()]
        return " ".join([*told, *([f"scale={self.scale}"] if self.scale else [])])


def read_mapping(pairs: Iterable[str], columns: Sequence[str]) -> ColumnMap:
    """The mapping told as `part=column` (and `scale=nps`), on top of what can be guessed.

    Raises:
        TableError: a part or a column does not exist, or nothing tells what the critics say.
    """
    told = dict(_pair(pair) for pair in pairs)
    guessed = guess_mapping(columns)
    scale = Scale(told.pop("scale")) if "scale" in told else None
    parts = guessed.columns() | told
    if missing := sorted(set(parts.values()) - set(columns)):
        raise TableError(f"The file has no column {missing[0]}; it has: {', '.join(columns)}.")
    known = scale or _SCALES.get(_squashed(parts.get("score", "")))
    return checked(ColumnMap(**parts, scale=known), columns)


def guess_mapping(columns: Sequence[str]) -> ColumnMap:
    """What the usual names of columns give away; the first usual name wins."""
    by_name = {_squashed(column): column for column in reversed(columns)}
    parts = {part: _first(names.split(), by_name) for part, names in _USUAL.items()}
    return ColumnMap(**parts, scale=_SCALES.get(_squashed(parts["score"] or "")))


def checked(mapping: ColumnMap, columns: Collection[str]) -> ColumnMap:
    """`mapping`, if it can tell a critic from others.

    Raises:
        TableError: there is no score, label, thumb or text, or a score whose scale is unknown.
    """
    has = f"The columns are: {', '.join(columns)}."
    if not {"score", "label", "thumb", "text"} & mapping.columns().keys():
        raise TableError(f"Nothing says what the answers are: map score, label or text. {has}")
    if mapping.score is not None and mapping.scale is None:
        scales = ", ".join(SCALES)
        raise TableError(f"Say which scale {mapping.score} is on: scale= one of {scales}.")
    return mapping


def _pair(pair: str) -> tuple[str, str]:
    part, sign, column = pair.partition("=")
    if not sign or part not in {field.name for field in fields(ColumnMap)}:
        parts = ", ".join(field.name for field in fields(ColumnMap))
        raise TableError(f"A mapping reads part=column, and the parts are: {parts}.")
    if part == "scale" and column not in SCALES:
        raise TableError(f"The scales are: {', '.join(SCALES)}.")
    return part, column


def _first(names: Iterable[str], by_name: dict[str, str]) -> str | None:
    return next((by_name[name] for name in names if name in by_name), None)


def _squashed(column: str) -> str:
    return re.sub(r"[\W_]", "", column.casefold())
