"""`ledger anchor|receipts`: checkpoints put out of the operator's reach, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...application.extras import MissingExtraError
from ...application.ledger.anchoring import Anchor, Anchored, Judge, recheck
from ...application.ledger.anchoring import anchor as put_and_keep
from ...application.ledger.checking import Outcome
from ...application.ledger.kept import DamagedLedgerError
from ...application.ledger.ledger import Moment
from ...application.ledger.tree import NoSuchEntryError
from ..anchors.folder import FolderAnchor
from ..anchors.git import GitAnchor
from ..anchors.receipts import ReceiptFolder
from .answer import Answer
from .exits import WrongUseError
from .ledger import ledger_of
from .words import sentence

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk
    from ..anchors.time_stamp import TimeStamps


@dataclass(frozen=True, slots=True)
class Places:
    """The anchors that were told: folders, clones with their remote, authorities."""

    folders: Sequence[Path]
    clones: Sequence[Path]
    remote: str
    certificates: Sequence[Path]
    authorities: Sequence[str] = ()

    def anchors(self) -> list[Anchor]:
        """Each of them.

        Raises:
            WrongUseError: there is none, two are called alike, or one cannot be believed.
        """
        stamps: list[Anchor] = [self._authority(url) for url in self.authorities]
        found = [*self._files(), *stamps]
        names = [each.name for each in found]
        if not found:
            raise WrongUseError("Say where to put it: --folder, --git or --tsa, or several.")
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise WrongUseError(f"Two anchors are called {twice}: put them there one by one.")
        return found

    def judges(self) -> list[Judge]:
        """What can judge their receipts."""
        files: list[Judge] = [*self._files()]
        return [*files, self._stamps()] if self.certificates else files

    def _files(self) -> list[Anchor]:
        folders: list[Anchor] = [FolderAnchor(each) for each in self.folders]
        return folders + [GitAnchor(each, self.remote) for each in self.clones]

    def _stamps(self, url: str = "") -> TimeStamps:
        if not (find_spec("cryptography") and find_spec("rfc3161_client")):
            raise MissingExtraError("Time-stamps need", "audit")
        from ..anchors import time_stamp  # noqa: PLC0415  # it needs an extra

        try:
            believed = time_stamp.certificates_in(self.certificates)
        except ValueError:
            raise WrongUseError("No certificate in PEM is in the file that was told.") from None
        if not url:
            return time_stamp.TimeStamps(believed)
        try:
            return time_stamp.TimeStampAuthority(url, believed)
        except ValueError as error:
            raise WrongUseError(f"{sentence(str(error))}.") from None

    def _authority(self, url: str) -> Any:  # noqa: ANN401  # its class is in an extra
        if not self.certificates:
            raise WrongUseError("Say by which certificate time-stamps are believed.")
        return self._stamps(url)


def anchor(desk: Desk, folder: Path | None, places: Places) -> Answer:
    """Put the newest checkpoint by each anchor, and keep the receipts."""
    receipts, anchors = _folder(folder), places.anchors()
    with ledger_of(desk).now() as moment:
        note = moment.note
    return _answer(put_and_keep(note, anchors, receipts))


def receipts(desk: Desk, folder: Path | None, places: Places) -> Answer:
    """What the receipts that are kept still show."""
    kept, judges = _folder(folder), places.judges()
    with ledger_of(desk).now() as moment:
        found = recheck(moment.checkpoint.origin, kept, judges, lambda size: root_at(moment, size))
    return _answer(found)


def root_at(moment: Moment, size: int) -> bytes | None:
    """The root of so many entries, by the hashes that are kept; None where they tell none."""
    with suppress(NoSuchEntryError, DamagedLedgerError):
        return moment.root_at(size) if 0 < size <= moment.size else None
    return None


def _folder(folder: Path | None) -> ReceiptFolder:
    if folder is None:
        raise WrongUseError("Say where receipts are kept with --receipts or ANSWERABLE_RECEIPTS.")
    return ReceiptFolder(folder)


def _answer(found: Sequence[Anchored]) -> Answer:
    wrong = any(each.outcome is Outcome.FAIL for each in found)
    document = {"receipts": [_document(each) for each in found]}
    return Answer(document, lambda: _draw(found), wrong=wrong)


def _document(each: Anchored) -> dict[str, Any]:
    return {
        "anchor": each.anchor,
        "entries": each.size,
        "outcome": each.outcome.value,
        "sentence": each.sentence,
    }


def _draw(found: Sequence[Anchored]) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("Anchor", "Entries", "Outcome", "Why", numbers=("Entries",))
    for each in found:
        size, outcome = str(each.size), each.outcome.value
        drawn.add_row(line(each.anchor), line(size), line(outcome), line(each.sentence))
    yield drawn if found else line("No receipts are kept.")
