"""`ledger seal|status|checkpoint|rotate|export|check`: what is asked of the ledger of a log."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...application.extras import MissingExtraError
from ...application.ledger.anchoring import Receipt
from ...application.ledger.checking import Finding, Outcome
from ...application.ledger.checking import check as count_again
from ...application.ledger.cosigning import cosign as ask_and_keep
from ...application.ledger.cosigning import named_witnesses
from ...application.ledger.ledger import Ledger, NothingSealedError, Status
from ...application.ledger.note import WITNESS, MalformedNoteError, Note, parse_line, read_vkey
from ...application.ledger.note import parse as parse_note
from ...application.ledger.ports import LedgeredStore
from ...application.ledger.sealing import Sealer
from ...application.project import Progress
from ...domain.catalogue import EVENT_TYPES
from ..anchors.receipts import ReceiptFolder
from ..casefile.log_file import write_log_file
from ..event_schemas import EventSchemas
from ..witness.over_http import asking
from .answer import Answer
from .exits import WrongUseError
from .words import sentence

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def seal(
    desk: Desk, keys: Path | None, origin: str | None, progress: Progress, *, follow: bool
) -> Answer:
    """Seal what is new; with `follow`, whatever comes until somebody stops it."""
    sealer = _sealer(desk, keys, origin)
    sealer.seal_all(_share_of(desk, progress))
    if follow:
        sealer.run()
    return status(desk)


def rotate(desk: Desk, keys: Path | None, progress: Progress) -> Answer:
    """Let the next key take over, once what waits is sealed by the one before it."""
    _sealer(desk, keys, None).rotate(_share_of(desk, progress))
    return status(desk)


def _share_of(desk: Desk, progress: Progress) -> Callable[[int], None]:
    head = max(desk.store.head(), 1)
    return lambda position: progress("sealing", min(position / head, 1.0))


def status(desk: Desk, receipts: Path | None = None) -> Answer:
    """How far the log is sealed, and which receipts of anchors are kept in a folder."""
    found = ledger_of(desk).status()
    kept = ReceiptFolder(receipts).kept(found.origin) if receipts else None
    told = [{"anchor": each.anchor, "entries": each.size} for each in kept or ()]
    document = {
        "origin": found.origin,
        "entries": found.size,
        "root": b64encode(found.root).decode(),
        "position": found.position,
        "unsealed": found.unsealed,
        "streams": found.streams,
        "vkey": found.vkey,
        "receipts": None if kept is None else told,
    }
    return Answer(document, lambda: _draw_status(found, kept or ()))


def checkpoint(desk: Desk) -> Answer:
    """The newest checkpoint, as it is kept and as a line."""
    with ledger_of(desk).now() as moment:
        note, said = moment.note.decode(), moment.checkpoint
    document = {
        "checkpoint": note,
        "line": said.line,
        "origin": said.origin,
        "entries": said.size,
        "root": b64encode(said.root).decode(),
    }
    return Answer(document, list, lines=[note])


def export(desk: Desk, output: Path, progress: Progress) -> Answer:
    """Write the log file."""
    with ledger_of(desk).now() as moment, output.open("xb") as file:
        entries, line = write_log_file(file, moment, progress), moment.checkpoint.line
    document = {"file": str(output), "entries": entries, "line": line}
    return Answer(document, lambda: lines([f"{output}: {entries} entries, up to {line}"]))


def check(desk: Desk, held: Path | None, progress: Progress) -> Answer:
    """Count the ledger again from the stored events."""
    known = _held(held) if held else None
    is_signed = with_cryptography("is_signed")
    findings = count_again(_store(desk), _store(desk).ledger(), is_signed, known, progress)
    wrong = any(each.outcome is Outcome.FAIL for each in findings)
    document = {"checks": [_document(each) for each in findings]}
    return Answer(document, lambda: _draw_findings(findings), wrong=wrong)


def cosign(desk: Desk, keys: Path | None, vkey: str, url: str) -> Answer:
    """Have a witness cosign the newest checkpoint; it is named on the list if it is not yet."""
    try:
        read_vkey(vkey, WITNESS)
        ask = asking(url)
    except MalformedNoteError as error:
        raise WrongUseError(f"{vkey!r} is no verifier key of a witness: {error}.") from None
    except ValueError as error:
        raise WrongUseError(f"{sentence(str(error))}.") from None
    with ledger_of(desk).now() as moment:
        named = vkey in named_witnesses(moment)
    if not named:
        _sealer(desk, keys, None).seal(witness=vkey)
    ask_and_keep(_store(desk).ledger(), vkey, ask, with_cryptography("is_signed"))
    return checkpoint(desk)


def _store(desk: Desk) -> LedgeredStore:
    store = desk.store
    if not isinstance(store, LedgeredStore):
        raise WrongUseError("No ledger can be kept beside this kind of log.")
    return store


def ledger_of(desk: Desk) -> Ledger:
    """The ledger of the log of a desk.

    Raises:
        WrongUseError: this kind of log has none.
    """
    return Ledger(_store(desk), _store(desk).ledger())


def _sealer(desk: Desk, keys: Path | None, origin: str | None) -> Sealer:
    """The sealer of the log, under the name that it has or is given now."""
    if keys is None:
        raise WrongUseError("Say where the keys stand with --keys or ANSWERABLE_KEYS.")
    store, name = _store(desk), origin
    with suppress(NothingSealedError):
        name = origin or ledger_of(desk).checkpoint().origin
    if name is None:
        raise WrongUseError(
            "Say what the ledger is called with --origin or ANSWERABLE_ORIGIN; its name stays."
        )
    folder = with_cryptography("KeyFolder")(keys)
    try:
        return Sealer(store, store.ledger(), folder, EventSchemas(EVENT_TYPES), name)
    except MalformedNoteError:
        raise WrongUseError(f"{name!r} is no name of a ledger: no blank, no plus sign.") from None


def with_cryptography(name: str) -> Callable[..., Any]:
    """What `key_folder` has of that name.

    Raises:
        MissingExtraError: the extra it needs is missing.
    """
    if not find_spec("cryptography"):
        raise MissingExtraError("The keys of a ledger need", "audit")
    from .. import key_folder  # noqa: PLC0415  # it needs an extra

    found: Callable[..., Any] = getattr(key_folder, name)
    return found


def _held(file: Path) -> Note:
    """The checkpoint in a file: a signed note, or a line from a letter."""
    held = file.read_bytes()
    try:
        if held.strip().count(b"\n"):
            return parse_note(held)
        return Note(parse_line(held.decode(errors="replace")), ())
    except MalformedNoteError as error:
        raise WrongUseError(f"{file} holds no checkpoint: {error}.") from None


def _document(finding: Finding) -> dict[str, Any]:
    wrong = finding.wrong
    return {
        "check": finding.check,
        "outcome": finding.outcome.value,
        "sentence": finding.sentence,
        "wrong": asdict(wrong) if wrong else None,
    }


def _draw_status(found: Status, kept: Sequence[Receipt]) -> Iterator[RenderableType]:
    waiting = "1 event waits" if found.unsealed == 1 else f"{found.unsealed} events wait"
    sealed = f"{found.size} entries, {found.streams} streams, up to position {found.position}"
    anchored = [f"Anchored at {each.size} entries: {each.anchor}" for each in kept]
    return lines([f"{found.origin}: {sealed}; {waiting}.", f"Checked by {found.vkey}", *anchored])


def _draw_findings(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("Check", "Outcome", "Why")
    for each in findings:
        drawn.add_row(line(each.check), line(each.outcome.value), line(each.sentence))
    yield drawn


def lines(said: Sequence[str]) -> Iterator[RenderableType]:
    """Lines as they are, each in one piece: they hold what somebody copies."""
    from .tables import unbroken  # noqa: PLC0415  # --json draws nothing

    for each in said:
        yield unbroken(each)
