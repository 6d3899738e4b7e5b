"""`case replay --html` and `replay --html`: a history as one HTML file that opens from disk."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ...application.ledger.ledger import Ledger, NothingSealedError, UnsealedStreamError
from ...application.ledger.ports import LedgeredStore
from ...application.project import Progress
from ..casefile.case_file import Wish as Asked
from ..casefile.case_file import case_file, write_zip
from ..page.case_page import Shown, case_page
from ..page.desk_page import desk_page
from ..page.writing import LANGUAGES
from ..verifier.verifying import verify_bytes
from .answer import Answer
from .exits import WrongUseError
from .point import Point

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk
    from ...domain.event import RecordedEvent

PAGE = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the page goes, the language it begins in, and the case file to put into it."""

    to: Path
    lang: str
    case_file: Path | None


def of_stream(desk: Desk, stream: str, point: Point, at: int | None, wish: Wish) -> Answer:
    """The page of one stream up to `point`, or up to version `at`.

    Raises:
        UnknownStreamError: nothing of it was on record then.
        WrongUseError: it never had that version, there is no such language, or the case file does
            not hold or tells of other cases.
    """
    require_language(wish.lang)
    history = point.history(desk, stream)
    if at is not None and at > len(history):
        raise WrongUseError(f"{stream} has no version {at}: it goes from 1 to {len(history)}.")
    shown = Shown(stream, history[:at], point.moment)
    if wish.case_file:
        shown = with_case_file(shown, wish.case_file)
    elif at is None and point.as_of is None:
        shown = replace(shown, case_file=from_ledger(desk, stream))
    return written(case_page(shown, wish.lang), wish.to)


def from_ledger(desk: Desk, stream: str) -> str | None:
    """The case file by the newest checkpoint of the desk; None where nothing of it is sealed."""
    store, file = desk.store, BytesIO()
    if not isinstance(store, LedgeredStore):
        return None
    try:
        with Ledger(store, store.ledger()).now() as moment:
            write_zip(file, case_file(moment, store, Asked([stream])))
    except (NothingSealedError, UnsealedStreamError):
        return None
    return b64encode(file.getvalue()).decode()


def with_case_file(shown: Shown, path: Path) -> Shown:
    """The page holds the case file, and shows no words that the case file withholds.

    Raises:
        WrongUseError: the case file does not hold, or tells of other cases.
    """
    content = path.read_bytes()
    report = verify_bytes(content, None)
    told = next((case for case in report.cases if case["case"] == shown.stream), None)
    if told is None:
        why = "tells of other cases" if report.holds else "does not hold; ask answerable-verify"
        raise WrongUseError(f"{path} {why}.")
    hidden = frozenset(each["version"] for each in told["withheld"])
    return replace(shown, withheld=hidden, case_file=b64encode(content).decode())


def of_desk(desk: Desk, point: Point, wish: Wish, progress: Progress) -> Answer:
    """The page of every promise and critic up to `point`.

    Raises:
        WrongUseError: there is no such language.
    """
    require_language(wish.lang)
    log = [*known(desk, point, progress)]
    return written(desk_page(log, point.moment, wish.lang), wish.to)


def known(desk: Desk, point: Point, progress: Progress) -> Iterator[RecordedEvent]:
    """Everything that was on record then."""
    head, after = desk.store.head(), 0
    while found := desk.store.read_all(after, PAGE):
        yield from (each for each in found if point.holds(each))
        after = found[-1].position
        progress("reading", min(after / head, 1.0))


def require_language(lang: str) -> None:
    """It is one that pages are told in.

    Raises:
        WrongUseError: it is not.
    """
    if lang not in LANGUAGES:
        raise WrongUseError(f"--lang is one of: {', '.join(LANGUAGES)}.")


def written(page: str, to: Path) -> Answer:
    """Write the file; where, how large, and its hash."""
    content = page.encode()
    to.write_bytes(content)
    document = {"file": str(to), "size": len(content), "sha256": sha256(content).hexdigest()}
    return Answer({"page": document}, lambda: drawn(document["file"], len(content)))


def drawn(file: object, size: int) -> Iterator[RenderableType]:
    """That it was written."""
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    yield line(f"{file}: {size} bytes, opens from disk in a browser, asks no server for anything.")
