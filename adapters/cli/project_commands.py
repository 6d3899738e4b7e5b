"""What `answerable project` can be asked."""

# ruff: noqa: PLC0415  # commands load what they need when they are called

from __future__ import annotations

from typing import Annotated

import typer

from .asking import Asking
from .options import DEFAULT_URL, AsJson, NoColor, Url

projects = typer.Typer(help="The views: kept up to date, asked, built anew.", rich_markup_mode=None)

Once = Annotated[bool, typer.Option("--once", help="End once everything on record is folded in.")]
Names = Annotated[
    list[str] | None, typer.Argument(metavar="VIEW", help="Names of views; without any, all.")
]


@projects.command(short_help="Keep the views up to date.")
def run(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    once: Once = False,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Keep the views up to date as the log grows, until stopped; several may run at once."""
    from .project import run as keep

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, progress: keep(desk, progress, once=once))


@projects.command(short_help="How far each view is.")
def status(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Say how far each view is behind the log; exit code 1 if one stopped before an event."""
    from .project import status as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk))


@projects.command(short_help="Build views anew.")
def rebuild(
    context: typer.Context,
    names: Names = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Build views anew beside the live ones, which serve meanwhile, and put them in their place."""
    from .project import rebuild as build

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, progress: build(desk, progress, names or []))
