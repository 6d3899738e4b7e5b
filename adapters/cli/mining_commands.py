"""The commands of process miners: exports, and other people's event logs as timelines."""

# ruff: noqa: PLC0415  # a command loads what it needs when it is called, so that help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import SHOWN, Asking
from .commands import app
from .options import DEFAULT_URL, AsJson, Limit, NoColor, Out, Url, Zone

__all__ = ["app"]

exports = typer.Typer(help="The log for process miners, without any words.", rich_markup_mode=None)
app.add_typer(exports, name="export")

EventLog = Annotated[
    Path, typer.Argument(metavar="FILE", help="An event log: XES or CSV, packed with gzip or not.")
]
OneCase = Annotated[
    str | None, typer.Option("--case", metavar="ID", help="The steps of this case; else all cases.")
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="TARGET=COLUMN",
        help="Which column of a CSV holds what (case, activity, time, resource); several times.",
    ),
]


@exports.command(short_help="OCEL 2.0, as JSON or SQLite.")
def ocel(
    context: typer.Context,
    output: Out,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Write OCEL 2.0: SQLite if the file ends in .sqlite or .db, else JSON."""
    from .exporting import ocel as write

    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, progress: write(desk, output, progress))


@exports.command(short_help="XES, a trace for each case.")
def xes(
    context: typer.Context,
    output: Out,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Write XES (IEEE 1849): a trace for each case, its events in the order of the log."""
    from .exporting import xes as write

    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, progress: write(desk, output, progress))


@app.command(short_help="Somebody else's event log, case by case.")
def timeline(
    context: typer.Context,
    file: EventLog,
    case: OneCase = None,
    mapped: Columns = None,
    zone: Zone = "UTC",
    limit: Limit = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Read an event log of another system: its cases, or one case step by step. Nothing is kept."""
    from .timelines import Wish, answer

    asking = Asking(context, "memory:", as_json, no_color)
    most = limit or (SHOWN if asking.terminal.is_watched else None)
    wish = Wish(file, case, tuple(mapped or ()), zone, most)
    asking.tried(lambda progress: answer(wish, progress))
