"""The options that commands share, said once."""

from __future__ import annotations

import sys
from pathlib import Path
from platform import python_version
from typing import Annotated

import typer

DEFAULT_URL = "sqlite:///answerable.db"
"""The file `answerable.db` in the current folder."""


def tell_version(asked: bool) -> None:
    """Answer `--version`: which answerable this is, on which Python; nothing else is done.

    Raises:
        typer.Exit: it was asked.
    """
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  # most commands need none of it

        sys.stdout.write(f"answerable {version('answerable')} (Python {python_version()})\n")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", is_eager=True, callback=tell_version, help="Which version this is."),
]
Url = Annotated[
    str,
    typer.Option(
        "--url",
        envvar="ANSWERABLE_URL",
        help="The log: a path, sqlite:///FILE (sqlite:////FILE from the root) or postgresql://….",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours, as with NO_COLOR.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="As known at an ISO 8601 time (UTC if it names no zone), or at a position of the log.",
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, metavar="N", help="At most N rows; else 20 on a terminal, elsewhere all."
    ),
]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", help="First build every view anew from the log.")
]
Rejected = Annotated[
    Path | None,
    typer.Option(
        "--rejected",
        metavar="FILE",
        help="Where rejected rows are kept; else FILE.rejected.jsonl in the current folder.",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option("--seed", min=0, metavar="N", help="The seed of a run before; else a fresh one."),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="GUARANTEE", help="Only this one; may be given several times."),
]
At = Annotated[
    int | None,
    typer.Option("--at", min=1, metavar="VERSION", help="Up to this version of the case."),
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write a page instead, which opens from disk."),
]
CaseFile = Annotated[
    Path | None,
    typer.Option("--casefile", metavar="FILE", help="A case file, for the page to hold and check."),
]
HtmlFile = Annotated[
    Path, typer.Option("--html", metavar="FILE", help="The page to write; it opens from disk.")
]
Out = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file to write.")]
PageLang = Annotated[
    str, typer.Option("--lang", metavar="LANG", help="The page begins in pl, it or en.")
]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="TARGET=COLUMN",
        help="Which column holds what (score, text, title, date, id, label, thumb, about); "
        "may be given several times. What is not told is guessed, and shown.",
    ),
]
Scale = Annotated[
    str | None,
    typer.Option(
        "--scale",
        metavar="SCALE",
        help="What the score is on: nps, csat, ces_ease, ces_effort or stars.",
    ),
]
Dates = Annotated[
    str | None,
    typer.Option(
        "--dates",
        metavar="ORDER",
        help="How dates by number are read: month-first or day-first. Else by the file itself.",
    ),
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help="What was asked; the same for every export."),
]
WasAsked = Annotated[bool, typer.Option("--asked", help="They were asked; else by the scale.")]
WasUnasked = Annotated[
    bool, typer.Option("--unasked", help="They were not asked; else by the scale.")
]
Zone = Annotated[
    str, typer.Option("--zone", metavar="ZONE", help="Where a time that names no zone belongs.")
]
