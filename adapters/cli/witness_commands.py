"""What `answerable witness` can be asked: the program of a second party."""

# ruff: noqa: PLC0415  # commands load what they need when they are called

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .options import AsJson, NoColor

witnesses = typer.Typer(
    help="A witness: cosigns the checkpoints of others that lead on.", rich_markup_mode=None
)

File = Annotated[
    Path,
    typer.Option("--file", metavar="FILE", help="What the witness saw; made if it is missing."),
]
Vkey = Annotated[
    str, typer.Argument(metavar="VKEY", help="The verifier key that `ledger status` tells.")
]
Keys = Annotated[
    Path, typer.Option("--keys", metavar="FOLDER", help="Where the key of the witness stands.")
]
Name = Annotated[str, typer.Option("--name", metavar="NAME", help="What the witness is called.")]
Host = Annotated[str, typer.Option("--host", metavar="HOST", help="Where it listens.")]
Port = Annotated[int, typer.Option("--port", metavar="PORT", help="On which port.")]


@witnesses.command(short_help="Witness a log.")
def add(
    context: typer.Context,
    vkey: Vkey,
    file: File,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Witness the log of a verifier key from now on; told again after its key was rotated."""
    from .witness import add as answer

    Asking(context, "memory:", as_json, no_color).tried(lambda _: answer(file, vkey))


@witnesses.command(short_help="Answer for the witness.")
def serve(
    context: typer.Context,
    file: File,
    keys: Keys,
    name: Name,
    host: Host = "127.0.0.1",
    port: Port = 8645,
) -> None:
    """Cosign checkpoints over HTTP until stopped. Put a proxy with TLS in front of it."""
    from .witness import made
    from .witness import serve as answer

    asking = Asking(context, "memory:", as_json=False, no_color=True)
    asking.bringing(lambda desk, _: answer(made(file, keys, name, desk.place.now), (host, port)))
