"""`import cfpb` and `import surveys`: what came in, and what it states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..imports.cfpb import read_columns
from ..imports.cfpb_import import import_cfpb
from ..imports.cfpb_meaning import Standing
from ..imports.dates import Order
from ..imports.entrance import Entrance, Progress, Tally
from ..imports.rows import require_place
from ..imports.source import open_source
from ..imports.survey_columns import read_mapping
from ..imports.survey_import import SurveyFile, import_surveys
from ..imports.tables import open_table
from .answer import Answer
from .exits import WrongUseError
from .zone import zone_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


SAMPLE = 1024
"""Signs at the start of a file by which text is told from what is none."""
SAMPLE_LINES = 64


@dataclass(frozen=True, slots=True)
class Told:
    """What the user tells of a survey file; None is guessed from it."""

    pairs: tuple[str, ...] = ()
    scale: str | None = None
    dates: str | None = None
    source: str | None = None
    asked: bool | None = None
    zone: str = "UTC"


def cfpb(desk: Desk, file: Path, kept: Path, progress: Progress) -> Answer:
    """Bring a register in."""
    tally = import_cfpb(Entrance.of(desk), file, kept, progress)
    return _answer(file, kept, tally, list(Standing))


def surveys(desk: Desk, survey: SurveyFile, kept: Path, progress: Progress) -> Answer:
    """Bring the answers of a survey or reviews in."""
    tally = import_surveys(Entrance.of(desk), survey, kept, progress)
    return _answer(survey.path, kept, tally, sorted(tally.standing))


def require_register(file: Path) -> None:
    """Refuse what is no register, before a log is made for it.

    Raises:
        WrongUseError: it is no text.
        TableError: it is no register.
        OSError: it cannot be read.
    """
    if not file.is_fifo():  # a pipe cannot be read twice
        read_columns(_columns(file))


def survey_file(file: Path, told: Told) -> SurveyFile:
    """The file with what the user tells of it, found to go together before a log is made.

    Raises:
        WrongUseError: it is no text, or there is no such zone or order of dates.
        TableError: no column tells a critic.
        OSError: it cannot be read.
    """
    pairs = (*told.pairs, f"scale={told.scale}") if told.scale else told.pairs
    survey = SurveyFile(
        path=file,
        zone=zone_of(told.zone),
        pairs=pairs,
        order=_order(told.dates),
        source=told.source,
        asked=told.asked,
    )
    if not file.is_fifo():
        read_mapping(pairs, _columns(file))
    return survey


def was_asked(*, asked: bool, unasked: bool) -> bool | None:
    """Whether they were asked; None where nobody tells.

    Raises:
        WrongUseError: both are told.
    """
    if asked and unasked:
        raise WrongUseError("Use --asked or --unasked, not both.")
    return asked if asked or unasked else None


def _columns(file: Path) -> tuple[str, ...]:
    require_text(file)
    with open_table(file) as table:
        return table.columns


def require_text(file: Path) -> None:
    """Refuse a database, a workbook or a picture before anything of it is shown as a column.

    Raises:
        WrongUseError: its first signs are no text.
        OSError: it cannot be read.
    """
    if file.is_fifo():  # a pipe cannot be read twice
        return
    with open_source(file) as source:
        begins = "".join(islice(source.lines(), SAMPLE_LINES))[:SAMPLE]
    if "\0" in begins or begins.startswith("%PDF"):
        raise WrongUseError(
            f"{file} is no text but a binary file, such as a database or a workbook: export it as "
            "text, such as CSV or JSON, and name that."
        )


def place_for_rejected(file: Path, told: Path | None) -> Path:
    """Where rejected rows go, which can be written; unless told, under the file's name, here.

    Raises:
        TableError: it cannot be, or holds something else.
        OSError: it cannot be read.
    """
    kept = told or Path(f"{file.name}.rejected.jsonl")
    require_place(kept, file)
    return kept


def _order(said: str | None) -> Order | None:
    orders = {order.value: order for order in Order}
    if said is not None and said not in orders:
        raise WrongUseError(f"--dates is one of: {', '.join(orders)}.")
    return orders[said] if said else None


def _answer(file: Path, kept: Path, tally: Tally, order: Iterable[str]) -> Answer:
    standing = {str(name): tally.standing[name] for name in order}
    document: dict[str, Any] = {
        "file": str(file),
        "read": tally.read,
        "new": tally.new,
        "changed": tally.changed,
        "unchanged": tally.unchanged,
        "repeated": tally.repeated,
        "standing": standing,
        "limits": _limits(tally),
        "rejected": tally.rejected,
        "rejected_file": str(kept) if tally.rejected else None,
        "first_rejected": [{"line": r.line, "reason": r.reason} for r in tally.first_rejected],
        "unknown": dict(tally.unknown),
        "notes": list(tally.notes),
    }
    return Answer({"import": document}, lambda: _draw(document))


def _limits(tally: Tally) -> dict[str, dict[str, int]]:
    """By what the law makes of a case, then by what the register says: was it timely?"""
    found: dict[str, dict[str, int]] = {}
    for (verdict, says), number in sorted(tally.limits.items()):
        found.setdefault(str(verdict), {})[says] = number
    return found


_COUNTS = {
    "read": "rows read",
    "new": "  new",
    "changed": "  changed since the last import",
    "unchanged": "  as on record already",
    "repeated": "  the same row again in this file",
    "rejected": "  rejected",
}


def _draw(said: dict[str, Any]) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    counts = table("Import", "Rows", numbers=["Rows"])
    for name, words in _COUNTS.items():
        counts.add_row(line(words), str(said[name]))
    counts.add_section()
    for name, number in said["standing"].items():
        counts.add_row(line(name), str(number))
    for verdict, says in said["limits"].items():
        for word, number in says.items():
            counts.add_row(
                line(f"{verdict} by us.cfpb, timely by the register: {word}"), str(number)
            )
    yield counts
    yield from _rejected(said, line)
    for word, number in said["unknown"].items():
        yield line(f"not known here: {word} ({number} rows)")
    for text in said["notes"]:
        yield line(f"note: {text}")


def _rejected(said: dict[str, Any], line: Callable[[str], RenderableType]) -> Iterator[Any]:
    for row in said["first_rejected"]:
        yield line(f"rejected, line {row['line']}: {row['reason']}")
    more = said["rejected"] - len(said["first_rejected"])
    if more > 0:
        yield line(f"… and {more} more.")
    if said["rejected"]:
        yield line(f"Rejected rows are kept in {said['rejected_file']}, which only you can read.")
