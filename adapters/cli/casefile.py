"""`casefile`: cases, up to the newest checkpoint, as one file or folder for an auditor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...application.ledger.ledger import (
    Ledger,
    Moment,
    NothingSealedError,
    UnsealedStreamError,
)
from ...application.ledger.note import Checkpoint, MalformedNoteError
from ...application.ledger.note import parse as parse_note
from ...application.ledger.ports import LedgeredStore
from ...application.project import Progress
from ..casefile.case_file import OtherLogError, Wish, case_file, write_folder, write_zip
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


PERSONAL = "personal"
"""What can be kept back: the events with personal words."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, and where it is to be written."""

    cases: Sequence[str]
    output: str
    since: Path | None
    without_personal: bool


def answer(desk: Desk, order: Order, progress: Progress) -> Answer:
    """Write the case file; how many events of its cases are not sealed yet.

    Raises:
        WrongUseError: it cannot be made as it was asked for.
    """
    store, output = desk.store, Path(order.output)
    if not isinstance(store, LedgeredStore):
        raise WrongUseError("No ledger can be kept beside this kind of log.")
    wish = Wish(order.cases, _held(order.since), order.without_personal)
    try:
        with Ledger(store, store.ledger()).now() as moment:
            members = case_file(moment, store, wish, progress)
            line, sealed = moment.checkpoint.line, _sealed(moment, order.cases)
    except NothingSealedError:
        raise WrongUseError("Nothing is sealed yet: run `answerable ledger seal`.") from None
    except (UnsealedStreamError, OtherLogError) as error:
        raise WrongUseError(f"No case file can be made: {error}.") from error
    _write(order.output, members)
    unsealed = {case: len(desk.store.read(case, after=sealed[case])) for case in sorted(sealed)}
    document = {"file": str(output), "line": line, "sealed": sealed, "unsealed": unsealed}
    return Answer(document, lambda: _draw(str(output), line, unsealed))


def _held(file: Path | None) -> Checkpoint | None:
    if file is None:
        return None
    try:
        return parse_note(file.read_bytes()).checkpoint
    except MalformedNoteError as error:
        raise WrongUseError(f"{file} holds no checkpoint: {error}.") from error


def _sealed(moment: Moment, cases: Sequence[str]) -> dict[str, int]:
    """How many events of each case are under the checkpoint."""
    return {case: moment.head(case).version for case in cases}


def _write(output: str, members: Mapping[str, bytes]) -> None:
    if output.endswith("/"):
        write_folder(Path(output), members)
        return
    with Path(output).open("xb") as file:
        write_zip(file, members)


def _draw(file: str, checkpoint: str, unsealed: Mapping[str, int]) -> Iterator[RenderableType]:
    from .tables import line, unbroken  # noqa: PLC0415  # --json draws nothing

    yield unbroken(f"{file}, up to {checkpoint}")
    for case, number in unsealed.items():
        if number:
            yield line(f"{case}: {number} events are not sealed yet, and not in it.")
    yield unbroken(f"To check it: answerable-verify {file}")
