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
Receipts = Annotated[
    Path | None,
    typer.Option(
        "--receipts",
        envvar="ANSWERABLE_RECEIPTS",
        metavar="FOLDER",
        help="Where the receipts of anchors are kept. Never in the database or beside it.",
    ),
]
Folders = Annotated[
    list[Path] | None,
    typer.Option(
        "--folder", metavar="FOLDER", help="A folder of somebody else's. May be said again."
    ),
]
Clones = Annotated[
    list[Path] | None,
    typer.Option("--git", metavar="FOLDER", help="A clone of a git repository. May be said again."),
]
Remote = Annotated[
    str, typer.Option("--remote", metavar="NAME", help="The remote that the clones push to.")
]
Authorities = Annotated[
    list[str] | None,
    typer.Option("--tsa", metavar="URL", help="A time-stamp authority. May be said again."),
]
Certificates = Annotated[
    list[Path] | None,
    typer.Option(
        "--tsa-certificate",
        metavar="FILE",
        help="Certificates in PEM that time-stamps are believed by. May be said again.",
    ),
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
    asking.searched(lambda desk, progress: answer(desk, keys, origin, progress, follow=follow))


@ledgers.command(short_help="How far the log is sealed.")
def status(
    context: typer.Context,
    receipts: Receipts = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Say how far the log is sealed, how many events wait, and by which key it is checked."""
    from .ledger import status as answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, receipts))


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
    asking.searched(lambda desk, progress: answer(desk, keys, progress))


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


@ledgers.command(short_help="Put the checkpoint out of reach.")
def anchor(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    folder: Folders = None,
    git: Clones = None,
    remote: Remote = "origin",
    tsa: Authorities = None,
    tsa_certificate: Certificates = None,
    receipts: Receipts = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Put the newest checkpoint out of the operator's reach, and keep the receipts.

    Each anchor is tried, whatever became of the others; exit code 1 if one failed.
    """
    from .anchoring import Places
    from .anchoring import anchor as answer

    places = Places(folder or (), git or (), remote, tsa_certificate or (), tsa or ())
    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, receipts, places))


@ledgers.command("receipts", short_help="What kept receipts show. 1 if one does not.")
def receipts_kept(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    folder: Folders = None,
    git: Clones = None,
    remote: Remote = "origin",
    tsa_certificate: Certificates = None,
    receipts: Receipts = None,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Check the receipts that are kept, by the places and certificates that are told.

    Each ends as PASS, FAIL or NOT CHECKED; exit code 1 on any FAIL.
    """
    from .anchoring import Places
    from .anchoring import receipts as answer

    places = Places(folder or (), git or (), remote, tsa_certificate or ())
    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, _: answer(desk, receipts, places))


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
    asking.searched(lambda desk, progress: answer(desk, output, progress))


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
    asking.searched(lambda desk, progress: answer(desk, held, progress))
