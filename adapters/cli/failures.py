"""What went wrong, in plain words, and the exit code that says so to programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, cast

import typer

from ...application.clerk import UnknownStreamError
from ...application.extras import MissingExtraError
from ...application.folding import UnfoldableEventError
from ...application.ledger.drafting import NotRunningOnError
from ...application.ledger.kept import DamagedLedgerError
from ...application.ledger.ledger import NothingSealedError
from ...application.ledger.ports import MissingKeyError, UnsafeKeyError
from ...application.ledger.sealing import OtherOriginError
from ...application.ports import (
    ConflictError,
    StoreError,
    UnavailableError,
    UnreadableEventError,
    UnreadableViewError,
)
from ...application.rules import UnreadableRulesError
from ...domain.command import RefusedError
from ..casefile.case_file import ChangedEventError
from ..imports.rows import TableError
from .exits import Exit, WrongUseError
from .unread import REMEDY


@dataclass(frozen=True, slots=True)
class Failure:
    """How a command failed: `kind` is a stable name, `details` what a program may want of it."""

    code: Exit
    kind: str
    message: str
    details: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def document(self) -> dict[str, Any]:
        """As `--json` writes it."""
        said = {"kind": self.kind, "message": self.message, "exit_code": int(self.code)}
        return {"error": {**said, **self.details}}


class _UsageError(Protocol):
    ctx: typer.Context | None

    def format_message(self) -> str: ...


USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]
"""Every wrong option and argument; where this class lives depends on the version of Typer."""


def failure(error: Exception) -> Failure | None:
    """The failure that `error` means; None: it is no failure we know, but a defect."""
    if isinstance(error, RefusedError):
        return _refused(error)
    if isinstance(error, USAGE_ERROR):
        return Failure(Exit.WRONG_USE, "usage", _usage(cast("_UsageError", error)))
    if isinstance(error, StoreError):
        return _store(error)
    for classes, kind in _WRONG_USES.items():
        if isinstance(error, classes):
            return Failure(Exit.WRONG_USE, kind, _said(error))
    return None


def defect(error: Exception) -> Failure:
    """The failure of something that should not have happened."""
    message = f"This is a defect of answerable: {type(error).__name__}; please report it."
    return Failure(Exit.DEFECT, "defect", message)


_WRONG_USES: dict[type[Exception], str] = {
    WrongUseError: "usage",
    MissingExtraError: "usage",
    UnknownStreamError: "unknown_id",
    MissingKeyError: "key",
    UnsafeKeyError: "key",
    TableError: "not_importable",
    OSError: "file",
}


READ_ONLY = (
    "Every command keeps something in the file, a question its views: copy the log to a folder "
    "that can be written (with the -wal file beside it, if there is one) and name the copy with "
    "--url, or ask whoever may write it."
)


def _said(error: Exception) -> str:
    if isinstance(error, UnknownStreamError):
        return f"{error.stream} is not on record: check the id."
    if isinstance(error, MissingExtraError):
        return f"{error}."
    return _file(error) if isinstance(error, OSError) and error.strerror else str(error)


def _file(error: OSError) -> str:
    file = error.filename
    if isinstance(error, FileExistsError):
        return f"{file} is there already, and is left alone: name another file."
    if isinstance(error, FileNotFoundError) and file and not Path(file).parent.is_dir():
        return f"{file} cannot be: there is no folder {Path(file).parent}."
    return f"{file}: {error.strerror}." if file else f"{error.strerror}."


def _usage(error: _UsageError) -> str:
    message = " ".join(error.format_message().split())
    command = error.ctx.command_path if error.ctx else "answerable"
    return f"{message.rstrip('.')}. See `{command} --help`."


def _refused(error: RefusedError) -> Failure:
    rule = error.rule
    details = {
        "rule": rule.id,
        "source": rule.source,
        "sentence": rule.sentence,
        "missing": list(error.missing),
        "remedy": rule.remedy,
    }
    return Failure(Exit.REFUSED, "refused", str(error), details)


def _store(error: StoreError) -> Failure:
    if isinstance(error, UnreadableEventError):
        return Failure(Exit.WRONG_ON_RECORD, "unreadable", f"{_unreadable(error)} {REMEDY}")
    if isinstance(error, UnfoldableEventError):
        return Failure(Exit.WRONG_ON_RECORD, "unfoldable", f"The {error}.")
    if isinstance(error, UnavailableError):
        advice = f" {READ_ONLY}" if "readonly" in error.reason.replace("-", "") else ""
        return Failure(Exit.WRONG_USE, "unavailable", f"This log cannot be used: {error}.{advice}")
    if isinstance(error, UnreadableViewError):
        message = f"The {error}: `answerable verify --rebuild` does."
        return Failure(Exit.WRONG_USE, "view", message)
    if isinstance(error, ConflictError):
        message = f"Somebody else keeps writing: {error}. Run it again."
        return Failure(Exit.WRONG_USE, "busy", message)
    return _sealing(error) or Failure(
        Exit.WRONG_USE, "not_stored", f"Nothing was recorded: {error}."
    )


def _unreadable(error: UnreadableEventError) -> str:
    if isinstance(error, UnreadableRulesError):
        return f"Nothing was recorded: {error}."
    before = f"at most {error.position - 1} events stand before it"
    return f"The log holds an event that cannot be read: {error}; {before}."


def _sealing(error: StoreError) -> Failure | None:
    if isinstance(error, ChangedEventError):
        return Failure(Exit.WRONG_ON_RECORD, "changed", f"No case file can be made: {error}.")
    if isinstance(error, NotRunningOnError):
        return Failure(Exit.WRONG_ON_RECORD, "not_sealed", f"Nothing is sealed past it: {error}.")
    if isinstance(error, DamagedLedgerError):
        message = f"Nothing is proved or sealed by it: {error}."
        return Failure(Exit.WRONG_ON_RECORD, "damaged", message)
    if isinstance(error, NothingSealedError):
        message = "Nothing is sealed yet: run `answerable ledger seal`."
        return Failure(Exit.WRONG_USE, "usage", message)
    if isinstance(error, OtherOriginError):
        return Failure(Exit.WRONG_USE, "usage", f"Nothing was sealed: {error}.")
    return None
