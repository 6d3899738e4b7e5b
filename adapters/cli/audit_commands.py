"""The commands of auditors: questions with figures."""

# ruff: noqa: PLC0415  # a command loads what it needs when it is called, so that help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .commands import app
from .options import DEFAULT_URL, AsJson, AsOf, NoColor, Url

__all__ = ["app"]

Question = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="One question, such as promises; else all, in brief."),
]
AsCsv = Annotated[
    bool, typer.Option("--csv", help="One line for each item counted, with its events.")
]
Plot = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE", help="Draw reply-times, promises or critics as SVG."),
]


@app.command(short_help="What auditors ask; 1 if something is found.")
def audit(
    context: typer.Context,
    question: Question = None,
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    plot: Plot = None,
    as_csv: AsCsv = False,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Answer what auditors ask, each figure with its events; exit code 1 if something is found."""
    from .auditing import Wish, answer
    from .point import point

    if as_csv and as_json:
        raise typer.BadParameter("Use --csv or --json, not both.")
    wish = Wish(question, as_csv, plot)
    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, progress: answer(desk, point(desk, as_of), wish, progress))
