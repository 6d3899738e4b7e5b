"""`test-adapter`: which guarantees an adapter keeps, found out by the kit in another process."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeAlias

from ...application.extras import MissingExtraError
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

Progress: TypeAlias = Callable[[str, float], None]
Finding: TypeAlias = dict[str, Any]

ABOUT_AS_MANY = 70
"""Guarantees there are, as far as the progress bar knows."""
SEEDS = 2**32
STYLES = {"PASS": "green", "FAIL": "bold red", "SKIP": "yellow"}


def answer(name: str, seed: int | None, only: Sequence[str], progress: Progress) -> Answer:
    """What the kit says of the adapter at `module:name`; a fresh seed if none is given.

    Raises:
        MissingExtraError: the kit is not installed.
        WrongUseError: there is no such adapter or guarantee.
    """
    if not (find_spec("pytest") and find_spec("hypothesis")):
        raise MissingExtraError("The adapter kit needs", "testing")
    chosen = secrets.randbelow(SEEDS) if seed is None else seed
    findings = list(judged(name, chosen, only, progress))
    counts = Counter(finding["verdict"] for finding in findings)
    document = {
        "adapter": name,
        "seed": chosen,
        "counts": {verdict: counts[verdict] for verdict in STYLES},
        "guarantees": findings,
    }
    return Answer(document, lambda: _draw(findings, counts, chosen), wrong=bool(counts["FAIL"]))


def judged(name: str, seed: int, only: Sequence[str], progress: Progress) -> Iterator[Finding]:
    """Each finding as soon as the other process has made it."""
    chosen = [word for guarantee in only for word in ("--only", guarantee)]
    command = [sys.executable, "-m", "answerable.testing", name, "--seed", str(seed), *chosen]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603  # ours
        assert process.stdout is not None  # noqa: S101  # it was asked for
        for number, line in enumerate(process.stdout, start=1):
            finding: Finding = json.loads(line)
            progress(finding["sentence"], min(1.0, number / (len(only) or ABOUT_AS_MANY)))
            yield finding
        assert process.stderr is not None  # noqa: S101  # the same
        complaint = process.stderr.read().strip().splitlines()
    if process.returncode not in {0, 1}:
        raise WrongUseError(f"{complaint[-1] if complaint else 'the kit ended by itself'}.")


def _draw(findings: list[Finding], counts: Counter[str], seed: int) -> Iterator[RenderableType]:
    from .tables import line, table  # noqa: PLC0415  # --json draws nothing

    drawn = table("Verdict", "Guarantee")
    for finding in findings:
        told = line(finding["sentence"])
        told.append_text(line(f"\n{finding['guarantee']}", "dim"))
        if finding["why"]:
            told.append_text(line(f": {finding['why']}", "dim"))
        drawn.add_row(line(finding["verdict"], STYLES[finding["verdict"]]), told)
    yield drawn
    said = f"{counts['PASS']} kept, {counts['FAIL']} not kept, {counts['SKIP']} not tried"
    yield line(f"{said}; the seed was {seed}.")
