"""The command that hands cases to an auditor."""

# ruff: noqa: PLC0415  # a command loads what it needs when it is called, so that help is quick

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .commands import app
from .options import DEFAULT_URL, AsJson, NoColor, Url

__all__ = ["app"]


Cases = Annotated[list[str], typer.Argument(metavar="ID", help="The cases, such as case-….")]
Output = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE", help="The file; with a slash, a folder.")
]
Since = Annotated[
    Path | None,
    typer.Option("--since", metavar="FILE", help="The checkpoint that the auditor holds."),
]
Withheld = Annotated[
    str | None,
    typer.Option(
        "--withhold",
        metavar="WHAT",
        help="personal: show events with personal words by their header only.",
    ),
]


@app.command(short_help="Cases as a file that proves itself.")
def casefile(
    context: typer.Context,
    cases: Cases,
    output: Output,
    since: Since = None,
    withhold: Withheld = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Write cases into a file that anybody can check without us, up to the newest checkpoint.

    It is checked by `answerable-verify FILE`. What is not sealed yet is not in it.
    """
    from .casefile import PERSONAL, Order, answer

    if withhold not in {None, PERSONAL}:
        raise typer.BadParameter(f"--withhold takes {PERSONAL}, not {withhold!r}.")
    order = Order(cases, output, since, without_personal=withhold == PERSONAL)
    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, progress: answer(desk, order, progress))
