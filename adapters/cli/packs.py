"""`packs`: which packs there are, for whom, and for which start events they answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...domain.deadlines.pack import Pack
from .answer import Answer
from .deadline import CANNOT, at
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def answer(desk: Desk, folder: Path | None) -> Answer:
    """Every pack, or all that is wrong with the files of the folder.

    Raises:
        WrongUseError: a pack file has an error; the message names file, line and rule.
    """
    try:
        found = [described(pack) for pack in at(desk, folder, None).packs()]
    except CANNOT as error:
        raise WrongUseError(str(error)) from error
    return Answer({"packs": found}, lambda: draw(found))


def described(pack: Pack) -> dict[str, Any]:
    """A pack as a program reads it."""
    first, last = pack.vetted
    return {
        "pack": pack.id,
        "title": pack.title,
        "jurisdiction": pack.jurisdiction,
        "applies_to": pack.applies_to,
        "versions": [version.version for version in pack.versions],
        "vetted_from": first.isoformat(),
        "vetted_until": last.isoformat(),
        "obligations": sorted({row.name for v in pack.versions for row in v.obligations}),
        "disclaimer": pack.disclaimer,
    }


def draw(packs: list[dict[str, Any]]) -> Iterator[RenderableType]:
    """A table of them, and that none is legal advice."""
    from .tables import line, stacked, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("Pack", "Vetted for", "What")
    for pack in packs:
        vetted = stacked(line(pack["vetted_from"]), line(pack["vetted_until"]))
        drawn.add_row(line(pack["pack"]), vetted, line(pack["title"]))
    yield drawn
    yield line("Not legal advice.")
