"""What `answerable ledger` can be asked."""

# ruff: noqa: PLC0415  # commands load what they need when they are called

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .options import DEFAULT_URL, AsJson, NoColor, Out, Url

ledgers = typer.Typer(
    help="The ledger: seal what is on record, prove it, check it.", rich_markup_mode=None
)

Keys = Annotated[
    Path | None,
    typer.Option(
        "--keys",
        envvar="ANSWERABLE_KEYS",
        metavar="FOLDER",
        help="Where the keys that sign stand. Never in the database or beside it.",
    ),
]
Origin = Annotated[
    str | None,
    typer.Option(
        "--origin",
        envvar="ANSWERABLE_ORIGIN",
        metavar="NAME",
        help="What the ledger is called, such as example.com/complaints. Told once.",
    ),
]
Follow = Annotated[
    bool, typer.Option("--follow", help="Go on sealing as the log grows, until stopped.")
]
Held = Annotated[
    Path | None,
    typer.Option("--checkpoint", metavar="FILE", help="The checkpoint that you hold from before."),
]
WitnessKey = Annotated[str, typer.Argument(metavar="VKEY", help="The verifier key of the witness.")]
WitnessUrl = Annotated[
    str, typer.Argument(metavar="WITNESS", help="The url that the witness listens at.")
]


@ledgers.command(short_help="Put what is new under a checkpoint.")
def seal(
    context: typer.Context,
    keys: Keys = None,
    origin: Origin = None,
    follow: Follow = False,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Seal every event that is not sealed yet, 256 at most under each checkpoint."""
    from .ledger import seal as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, keys, origin, follow=follow))


@ledgers.command(short_help="How far the log is sealed.")
def status(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Say how far the log is sealed, how many events wait, and by which key it is checked."""
    from .ledger import status as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk))


@ledgers.command(short_help="The newest checkpoint.")
def checkpoint(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Show the newest checkpoint, a signed note. Keep it where the operator cannot reach it."""
    from .ledger import checkpoint as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk))


@ledgers.command(short_help="Let the next key take over.")
def rotate(
    context: typer.Context,
    keys: Keys = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Let the key that was named beforehand sign from here on; the one before it is removed."""
    from .ledger import rotate as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, keys))


@ledgers.command(short_help="Have a witness cosign.")
def cosign(
    context: typer.Context,
    vkey: WitnessKey,
    witness_url: WitnessUrl,
    keys: Keys = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Have a witness cosign the newest checkpoint, and keep its signature under it."""
    from .ledger import cosign as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, keys, vkey, witness_url))


@ledgers.command(short_help="Write the log file.")
def export(
    context: typer.Context,
    output: Out,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Write every entry and the checkpoint into one file, which holds no word of anybody."""
    from .ledger import export as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, output))


@ledgers.command(short_help="Is the log what was sealed? 1 if not.")
def check(
    context: typer.Context,
    held: Held = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Count the ledger again from the stored events, and hold it against the checkpoint you hold.

    Each check ends as PASS, FAIL or NOT CHECKED; exit code 1 on any FAIL.
    """
    from .ledger import check as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, held))
