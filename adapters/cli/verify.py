"""`verify`: the whole log replayed and checked, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from ...application.ports import UnreadableEventError
from ...application.readable import Readable
from ...application.verify_log import Finding, Progress, Verdict, unreadable
from ...projections.catalogue import VIEWS
from .answer import Answer
from .forbearing import Forbearing

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk

NOT_ASKED = "Only a ledger tells whether an event is what was recorded: `answerable ledger check`."


def answer(desk: Desk, progress: Progress, *, rebuild: bool = False) -> Answer:
    """Everything that is wrong; with `rebuild`, once every view was built anew."""
    if rebuild:
        with suppress(UnreadableEventError):  # the verdict tells
            desk.place.keeper.rebuild(VIEWS, progress)
    log = Readable(desk.store)
    verifier = Forbearing(log, desk.place.views, desk.policy, progress, log.ends)
    verdict = verifier.verify()
    met = map(unreadable, log.unread().events)
    verdict = replace(verdict, findings=(*met, *verdict.findings))
    document = {
        "events": verdict.events,
        "streams": verdict.streams,
        "cut_short": sorted(log.ends),
        "views": dict(verdict.views),
        "findings": [asdict(finding) for finding in verdict.findings],
    }
    return Answer(document, lambda: _draw(verdict, len(log.ends)), wrong=bool(verdict.findings))


def _draw(verdict: Verdict, cut: int) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    if verdict.findings:
        drawn = table("Rule", "Finding")
        for finding in verdict.findings:
            told = line(finding.sentence)
            told.append_text(line(f"\n{_where(finding)}", "dim"))
            drawn.add_row(line(f"{finding.kind} {finding.rule}"), told)
        yield drawn
    read = f"{verdict.events} events in {verdict.streams} stream{'s' * (verdict.streams != 1)}"
    number = len(verdict.findings)
    said = f"{number} finding{'s' if number > 1 else ''}" if number else "nothing is wrong"
    if cut:
        streams = "1 stream was" if cut == 1 else f"{cut} streams were"
        yield line(
            f"{streams} checked only up to an event that cannot be read; findings elsewhere may "
            "follow from that."
        )
    if any(finding.kind == "view" for finding in verdict.findings):
        yield line("`answerable verify --rebuild` builds the views anew from the log.")
    if not verdict.findings:
        yield line(NOT_ASKED, "dim")
    yield line(f"{read}: {said}.")


def _where(finding: Finding) -> str:
    if finding.version is None:
        return finding.stream
    return f"{finding.stream} version {finding.version}"
