"""The command `answerable`: what it can be asked, and how it ends.

Commands load what they need when they are called, so that `--help` is quick.
"""

# ruff: noqa: PLC0415  # see above

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .asking import Asking
from .ledger_commands import ledgers
from .options import (
    DEFAULT_URL,
    AsJson,
    AsOf,
    At,
    CaseFile,
    Dates,
    Html,
    Limit,
    Map,
    NoColor,
    Only,
    PageLang,
    Rebuild,
    Rejected,
    Scale,
    Seed,
    Source,
    Url,
    Version,
    WasAsked,
    WasUnasked,
    Zone,
)
from .project_commands import projects
from .witness_commands import witnesses

app = typer.Typer(
    help="Complaints that cannot end without an answer.",
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
imports = typer.Typer(help="Bring in a history that began elsewhere.", rich_markup_mode=None)
cases = typer.Typer(help="One case: as it stands, or step by step.", rich_markup_mode=None)
app.add_typer(imports, name="import")
app.add_typer(cases, name="case")
app.add_typer(projects, name="project")
app.add_typer(ledgers, name="ledger")
app.add_typer(witnesses, name="witness")

File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to import.")]
Key = Annotated[
    str, typer.Argument(metavar="KEY", help="The key, such as 2107020 or cfpb:2107020.")
]
Adapter = Annotated[
    str,
    typer.Argument(
        metavar="MODULE:NAME", help="What opens its store, or an Adapter of answerable.testing."
    ),
]
Stream = Annotated[str, typer.Argument(metavar="ID", help="The id, such as case-….")]


@app.callback()
def whole(version: Version = False) -> None:
    """Take what is said before any command; without words of its own, the help of `app` stands."""


@app.command(short_help="Five stories, on a log in memory.")
def demo(context: typer.Context, no_color: NoColor = False) -> None:
    """Tell the five stories that answerable comes from, on a log in memory."""
    from .stories import tell
    from .stories.sealing import seal

    asking = Asking(context, "memory:", as_json=False, no_color=no_color)
    asking.told(lambda desk, say: tell(desk, say, seal))


@app.command(short_help="What was promised and is still owed.")
def promises(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """List what was promised and is still owed, the longest overdue first."""
    from .lists import PROMISES

    Asking(context, url, as_json, no_color).listed(PROMISES.answer, as_of, limit)


@app.command(short_help="Critics nobody has answered.")
def critics(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """List critics nobody has answered, those we asked ourselves first."""
    from .lists import CRITICS

    Asking(context, url, as_json, no_color).listed(CRITICS.answer, as_of, limit)


@app.command("next", short_help="Every duty, by due time.")
def next_due(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    limit: Limit = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """List every duty of every open case, and those that outlive a closed one, by due time."""
    from .lists import NEXT

    Asking(context, url, as_json, no_color).listed(NEXT.answer, as_of, limit)


@cases.command(short_help="A case as it stands or stood.")
def show(
    context: typer.Context,
    case: Stream,
    url: Url = DEFAULT_URL,
    as_of: AsOf = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Show a case: its issues, promises, replies and duties, with the words."""
    from .case_show import answer

    asking = Asking(context, url, as_json, no_color)
    asking.about(lambda desk, point: answer(desk, case, point), as_of)


@cases.command(short_help="A case step by step.")
def replay(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    case: Stream,
    url: Url = DEFAULT_URL,
    at: At = None,
    as_of: AsOf = None,
    html: Html = None,
    lang: PageLang = "en",
    case_file: CaseFile = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Step through a case: what each event changed, and which duties were open then."""
    from .case_replay import answer

    if at is not None and as_of is not None:
        raise typer.BadParameter("Use --at or --as-of, not both.")
    asking = Asking(context, url, as_json, no_color)
    if html is None:
        asking.about(lambda desk, point: answer(desk, case, point, at), as_of)
    else:
        from .replay_page import Wish, of_stream

        wish = Wish(html, lang, case_file)
        asking.handed_on(lambda desk, point, _: of_stream(desk, case, point, at, wish), as_of)


@cases.command(short_help="Which case a register's row became.")
def find(
    context: typer.Context,
    key: Key,
    url: Url = DEFAULT_URL,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Find the case that a register's row became, by the register's own key."""
    from .case_find import answer

    asking = Asking(context, url, as_json, no_color)
    asking.read(lambda desk, progress: answer(desk, key, progress))


@app.command(short_help="Check the whole log; 1 if anything is wrong.")
def verify(
    context: typer.Context,
    url: Url = DEFAULT_URL,
    rebuild: Rebuild = False,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Replay everything, check every invariant and every view; exit code 1 if anything is wrong."""
    from .verify import answer

    asking = Asking(context, url, as_json, no_color)
    asking.searched(lambda desk, progress: answer(desk, progress, rebuild=rebuild))


@app.command("test-adapter", short_help="Which guarantees an adapter keeps.")
def try_adapter(
    context: typer.Context,
    adapter: Adapter,
    seed: Seed = None,
    only: Only = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Put an adapter through the contract suites: PASS, FAIL or SKIP; exit code 1 on any FAIL."""
    from .adapter_report import answer

    asking = Asking(context, "memory:", as_json, no_color)
    asking.tried(lambda progress: answer(adapter, seed, only or [], progress))


@imports.command(short_help="A register of complaints.")
def cfpb(
    context: typer.Context,
    file: File,
    url: Url = DEFAULT_URL,
    rejected: Rejected = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Import a CFPB register: what it states is its word, and stays attested."""
    from .importing import cfpb as bring_in
    from .importing import place_for_rejected, require_register

    require_register(file)
    kept = place_for_rejected(file, rejected)
    asking = Asking(context, url, as_json, no_color)
    asking.bringing(lambda desk, progress: bring_in(desk, file, kept, progress))


@imports.command(short_help="Survey answers, or reviews.")
def surveys(  # noqa: PLR0913, PLR0917  # one argument an option
    context: typer.Context,
    file: File,
    url: Url = DEFAULT_URL,
    mapped: Map = None,
    scale: Scale = None,
    dates: Dates = None,
    source: Source = None,
    asked: WasAsked = False,
    unasked: WasUnasked = False,
    zone: Zone = "UTC",
    rejected: Rejected = None,
    as_json: AsJson = False,
    no_color: NoColor = False,
) -> None:
    """Import survey answers or reviews that were asked for elsewhere."""
    from .importing import Told, place_for_rejected, survey_file, was_asked
    from .importing import surveys as bring_in

    known = was_asked(asked=asked, unasked=unasked)
    survey = survey_file(file, Told(tuple(mapped or ()), scale, dates, source, known, zone))
    kept = place_for_rejected(file, rejected)
    asking = Asking(context, url, as_json, no_color)
    asking.bringing(lambda desk, progress: bring_in(desk, survey, kept, progress))
