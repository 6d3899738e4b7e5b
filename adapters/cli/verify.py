"""`verify`: the whole log replayed and checked, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from ...application.verify_log import Finding, Progress, Verdict, Verifier
from .answer import Answer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def answer(desk: Desk, progress: Progress) -> Answer:
    """Everything that is wrong."""
    verdict = Verifier(desk.store, desk.place.views, desk.policy, progress).verify()
    document = {
        "events": verdict.events,
        "streams": verdict.streams,
        "views": dict(verdict.views),
        "findings": [asdict(finding) for finding in verdict.findings],
    }
    return Answer(document, lambda: _draw(verdict), wrong=bool(verdict.findings))


def _draw(verdict: Verdict) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    if verdict.findings:
        drawn = table("Rule", "Finding")
        for finding in verdict.findings:
            told = line(finding.sentence)
            told.append_text(line(f"\n{_where(finding)}", "dim"))
            drawn.add_row(line(f"{finding.kind} {finding.rule}"), told)
        yield drawn
    read = f"{verdict.events} events in {verdict.streams} streams"
    number = len(verdict.findings)
    said = f"{number} finding{'s' if number > 1 else ''}" if number else "nothing is wrong"
    yield line(f"{read}: {said}.")


def _where(finding: Finding) -> str:
    if finding.version is None:
        return finding.stream
    return f"{finding.stream} version {finding.version}"
