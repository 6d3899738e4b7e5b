"""Rows of a survey or review file as answers of one shape: the score, the words, who judged what.

What was asked elsewhere stays so: nothing here says that we asked, or that anybody was ready.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...domain.survey.scores import Scale, critical, middling
from .dates import Order, OrderVotes, Stamp, read_stamp
from .rows import Rejected, Row, TableError, UnreadableError
from .scores import Judgement, read_label, read_score, read_thumb
from .survey_columns import ColumnMap

_UNSAID = {"", "none", "null", "nan", "n/a"}


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """What one row says in the columns that were mapped. None: it is not said.

    `ref` is the source's own id, `given` the day as stated (no day is invented), `label` the word
    by which somebody else judged it, `recommends` a thumb.
    """

    ref: str | None
    scale: Scale | None
    score: Decimal | None
    label: str | None
    recommends: bool | None
    words: str | None
    title: str | None
    about: str | None
    given: Stamp | None

    @property
    def critical(self) -> bool | None:
        """Whether it is criticism by score, label or thumb; any one is enough.

        None: nobody has judged it, a person must. So it is for words alone, and for words with a
        middling score: words may make it worse, never better.
        """
        signs = [sign for sign in self._signs() if sign is not None]
        if any(signs):
            return True
        return None if not signs or self._unsettled() else False

    def _signs(self) -> Iterator[bool | None]:
        if self.score is not None and self.scale is not None:
            yield critical(self.scale, float(self.score))
        judgement = read_label(self.label or "")
        yield None if judgement is None else judgement is Judgement.NEGATIVE
        yield None if self.recommends is None else not self.recommends

    def _unsettled(self) -> bool:
        score = None if self.score is None else float(self.score)
        return self.scale is not None and middling(self.scale, score) and bool(self.words)


def date_order(rows: Iterable[Row | Rejected], mapping: ColumnMap, default: Order | None) -> Order:
    """How this file's dates by number are to be read; `default` is what the user told.

    Raises:
        TableError: dates have two readings, no date of the file has only one, nobody told.
    """
    if default is not None or mapping.date is None:
        return default or Order.MONTH_FIRST
    votes = OrderVotes(row.cells.get(mapping.date, "") for row in rows if isinstance(row, Row))
    order = votes.order(Order.MONTH_FIRST)
    if votes.either and not votes.month_first and order is Order.MONTH_FIRST:
        orders = " or ".join(order.value for order in Order)
        raise TableError(f"The dates have two readings; say which is meant: {orders}.")
    return order


def read_answers(
    rows: Iterable[Row | Rejected], mapping: ColumnMap, order: Order
) -> Iterator[tuple[int, SurveyRow] | Rejected]:
    """Each row's line and answer, or why it is rejected."""
    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        try:
            yield row.line, _answer(row.cells, mapping, order)
        except UnreadableError as why:
            yield Rejected(row.line, str(why), row.raw)


def _answer(cells: Mapping[str, str], mapping: ColumnMap, order: Order) -> SurveyRow:
    said = {part: _said(cells, column) for part, column in mapping.columns().items()}
    thumb = said.get("thumb")
    answer = SurveyRow(
        ref=_ref(said.get("id")),
        scale=mapping.scale,
        score=_score(said.get("score"), mapping.scale),
        label=said.get("label"),
        recommends=None if thumb is None else read_thumb(thumb),
        words=said.get("text"),
        title=said.get("title"),
        about=said.get("about"),
        given=_given(said.get("date"), order),
    )
    if answer.critical is None and not (answer.words or answer.title):
        raise UnreadableError("says nothing: neither score nor judgement nor words")
    return answer


def _said(cells: Mapping[str, str], column: str) -> str | None:
    text = cells.get(column, "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return None if text.casefold() in _UNSAID else text


def _ref(text: str | None) -> str | None:
    if text is not None and "@" in text:
        raise UnreadableError("the id is an address, and an id must not be personal")
    return text


def _score(text: str | None, scale: Scale | None) -> Decimal | None:
    return None if text is None or scale is None else read_score(text, scale)


def _given(text: str | None, order: Order) -> Stamp | None:
    if text is None:
        return None
    stamp = read_stamp(text, lambda: order)
    if stamp is None:
        raise UnreadableError("the date does not exist or is not written as one")
    return stamp
