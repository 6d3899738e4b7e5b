"""The newest checkpoint in one line, for the end of a closing reply: whoever holds it holds it."""

from __future__ import annotations

from .note import parse
from .ports import LedgeredStore


def newest_line(log: object) -> str | None:
    """The line of the newest checkpoint of a log; None where nothing was ever sealed.

    Raises:
        UnavailableError: what is kept of its ledger cannot be read.
    """
    if not isinstance(log, LedgeredStore):
        return None
    with log.ledger().reading() as reader:
        sealed = reader.sealed()
    return parse(sealed.note).checkpoint.line if sealed else None


def with_line(text: str, line: str | None) -> str:
    """The text of a reply with the line alone at its end, unless it stands there already."""
    if line is None or text.rstrip().endswith(f"\n{line}"):
        return text
    return f"{text.rstrip()}\n\n{line}"
