"""The commands about the law: packs, deadlines without a case, where a date comes from."""

# ruff: noqa: PLC0415  # a command loads what it needs when it is called, so that help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .commands import Stream, app
from .options import DEFAULT_URL, AsJson, NoColor, Url

__all__ = ["app"]

Lang = Annotated[str, typer.Option("--lang", metavar="LANG", help="pl, it or en.")]
PackName = Annotated[str, typer.Option("--pack", metavar="PACK", help="The pack, such as pl.rf.")]
Start = Annotated[
    str,
    typer.Option("--start", metavar="TIME", help="The start event, such as 2026-04-30T16:00."),
]
Tz = Annotated[
    str, typer.Option("--tz", metavar="ZONE", help="Where its days are, such as Europe/Warsaw.")
]
Row = Annotated[
    str | None,
    typer.Option("--obligation", metavar="NAME", help="Only that one, such as final_answer."),
]
Folder = Annotated[
    Path | None, typer.Option("--pack-folder", metavar="DIR", help="A folder with packs of yours.")
]
Seat = Annotated[
    str | None,
    typer.Option("--seat", metavar="CALENDAR", help="Where the organisation is: PL, GB-SCT, …"),
]
AsKnown = Annotated[
    str,
    typer.Option("--calendar-as-known", metavar="WHEN", help="then (as recorded) or now."),
]


@app.command(short_help="Where a case's dates come from.")
def explain(
    context: typer.Context,
    case: Stream,
    lang: Lang = "en",
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Tell of each limit of a case where it comes from: rule, calendar, every day and why."""
    from .explaining import answer

    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, _: answer(desk, case, lang))


@app.command(short_help="A due date, without any case.")
def deadline(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    pack: PackName,
    start: Start,
    tz: Tz = "UTC",
    obligation: Row = None,
    lang: Lang = "en",
    folder: Folder = None,
    seat: Seat = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Count what a pack makes of a start event: the due date, and every day counted or skipped."""
    from .deadline import Wish, answer

    wish = Wish(pack, start, tz, obligation, lang, folder, seat)
    Asking(context, "memory:", as_json, no_color).bringing(lambda desk, _: answer(desk, wish))


@app.command(short_help="Count every limit again; 1 if one is wrong.")
def recheck(
    context: typer.Context,
    as_known: AsKnown = "then",
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Count every limit on record again; with `--calendar-as-known now`, list what flips."""
    from .recheck import answer

    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, progress: answer(desk, as_known, progress))


@app.command(short_help="Which packs there are.")
def packs(
    context: typer.Context,
    folder: Folder = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """List the packs, with the dates they are vetted for. None of them is legal advice."""
    from .packs import answer

    Asking(context, "memory:", as_json, no_color).bringing(lambda desk, _: answer(desk, folder))
