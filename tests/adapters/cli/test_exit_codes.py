"""Each command ends with 1 wherever docs/cli.md says it does, and with 3 as it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import COMMANDS, PAGE
from tests.adapters.cli.test_endings import refusing
from tests.adapters.cli.test_import_commands import REGISTER
from tests.adapters.cli.test_lists import promised
from tests.adapters.cli.test_verify_command import changed

from answerable.adapters.cli.exits import Exit
from answerable.adapters.cli.stories import tell
from answerable.application.ledger.note import LOG, WITNESS, vkey

VKEY = vkey("witness.example", WITNESS, bytes(32))
THEIRS = vkey("log.example", LOG, bytes(32))
NOWHERE = "http://127.0.0.1:9"
ARGV = {
    "demo": "",
    "promises": "",
    "critics": "",
    "next": "",
    "case show": "NEWEST",
    "case replay": "NEWEST",
    "case find": "1",
    "replay": "--html page.html",
    "explain": "NEWEST",
    "deadline": "--pack pl.rf --start 2026-01-05",
    "packs": "",
    "recheck": "",
    "audit": "",
    "verify": "",
    "export ocel": "-o out.json",
    "export xes": "-o out.xes",
    "import cfpb": "register.csv",
    "import surveys": "answers.csv",
    "timeline": "others.csv",
    "project run": "--once",
    "project status": "",
    "project rebuild": "",
    "ledger seal": "",
    "ledger status": "",
    "ledger checkpoint": "",
    "ledger rotate": "",
    "ledger cosign": f"{VKEY} {NOWHERE}",
    "ledger anchor": "--folder share",
    "ledger receipts": "--folder share",
    "ledger export": "-o log.zip",
    "ledger check": "",
    "casefile": "FIRST -o case.zip",
    "witness add": f"{THEIRS} --file witness.db",
    "witness serve": "--file witness.db --keys theirs --name witness.example",
    "test-adapter": "tests.kit.keeper:LEAKING --only tenants-are-apart",
}
"""What each command is told, so that it does its work."""
WITHOUT_A_DESK = {"timeline", "witness add", "test-adapter"}
ELSE_THAN_0 = {"ledger cosign", "test-adapter"}
"""There is no witness to ask, and the adapter is a bad one."""
NEW = "SELECT max(rowid) FROM stored_events"


def nothing(_: Line) -> None:
    """It needs nothing to be wrong."""


def unread(line: Line) -> None:
    """The newest event, which is not sealed, cannot be read."""
    changed(line.log, f"UPDATE stored_events SET state = '{{}}' WHERE rowid = ({NEW})")


def stopped(line: Line) -> None:
    """Every view stopped before it."""
    unread(line)
    line("project", "run", "--once")


def found(line: Line) -> None:
    """A promise was broken, and an event in the middle of a case is missing."""
    with line.desk() as desk:
        tell(desk, lambda _: None)
    changed(line.log, "DELETE FROM stored_events WHERE originator_version = 3")


def moved(line: Line) -> None:
    """A limit that is on record is another."""
    changed(
        line.log,
        """
        UPDATE stored_events SET state = CAST(replace(state, '"due":"20', '"due":"21') AS BLOB)
        WHERE topic = 'ClockStarted'
        """,
    )


def missing(line: Line) -> None:
    """The newest event but one, which is not sealed, is missing."""
    changed(line.log, f"DELETE FROM stored_events WHERE rowid = ({NEW}) - 1")


def rewritten(line: Line) -> None:
    """No event has the bytes that were sealed."""
    changed(line.log, "UPDATE stored_events SET state = CAST(state || ' ' AS BLOB)")


def torn(line: Line) -> None:
    """Entries of the ledger are gone."""
    changed(line.log, "DELETE FROM ledger_entries")


def lost(line: Line) -> None:
    """What was put in the share is gone, and nothing can be put there."""
    assert line("ledger", "anchor", "--folder", "share").code == Exit.FINE
    for each in Path("share").iterdir():
        each.unlink()
    Path("share").rmdir()


WHY: dict[str, Callable[[Line], None]] = {
    "[an event cannot be read](#what-cannot-be-read)": unread,
    "a view stopped before such an event": stopped,
    "something is found that should not be": found,
    "a limit does not come out as recorded": moved,
    "an event is missing in its stream, so that nothing is sealed past it": missing,
    "an event was changed after it was sealed": rewritten,
    "what is kept of the ledger is not whole": torn,
    "an anchor failed, or a receipt does not hold": lost,
    "a guarantee is not kept": nothing,
}
ROWS = re.search(r"\| Ends with 1 where \| Commands \|\n\|[-|]+\n((?:\|.*\n)+)(.*)", PAGE)
SAID = re.findall(r"^\| (.*) \| (.*) \|$", ROWS[1], re.MULTILINE) if ROWS else []
ENDS = [(why, name) for why, names in SAID for name in re.findall(r"`([^`]+)`", names)]
NEVER = set(re.findall(r"`([^`]+)`", PAGE.split("| `test-adapter` |\n\n")[1].split("\n")[0]))


@pytest.fixture
def ready(line: Line, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A log with a register and two cases, the last not sealed, and all that commands take."""
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    monkeypatch.setenv("ANSWERABLE_RECEIPTS", str(line.log.parent / "receipts"))
    monkeypatch.setenv("ANSWERABLE_ORIGIN", "log.example")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    Path("share").mkdir()
    Path("register.csv").write_text(REGISTER, "utf-8")
    Path("answers.csv").write_text("date,stars,text\n2026-01-05,1,Zimna\n", "utf-8")
    Path("others.csv").write_text("case,activity,time\n1,opened,2026-01-05\n", "utf-8")
    assert line("import", "cfpb", "register.csv").code == Exit.FINE
    promised(line)
    assert line("ledger", "seal").code == Exit.FINE
    promised(line)
    return line


def told(line: Line, name: str) -> list[str]:
    """The command with what it is told, of the first case on record or the newest."""
    with line.desk() as desk:
        cases = [e.stream for e in desk.store.read_all(0, 999) if e.stream.startswith("case-")]
    argv = ARGV[name].replace("FIRST", cases[0]).replace("NEWEST", cases[-1])
    return [*name.split(), *argv.split()]


def test_every_command_is_said_to_end_with_1_somewhere_or_never() -> None:
    assert {why for why, _ in SAID} == WHY.keys()
    assert {name for _, name in ENDS} == COMMANDS.keys() - NEVER
    assert COMMANDS.keys() == ARGV.keys()


@pytest.mark.parametrize(("why", "name"), ENDS)
def test_a_command_ends_with_1_where_the_page_says_so(ready: Line, why: str, name: str) -> None:
    argv = told(ready, name)
    WHY[why](ready)

    assert ready(*argv).code == Exit.WRONG_ON_RECORD


@pytest.mark.parametrize("name", sorted({name for _, name in ENDS} - ELSE_THAN_0))
def test_a_command_ends_with_0_where_nothing_is_wrong(ready: Line, name: str) -> None:
    assert ready(*told(ready, name)).code == Exit.FINE


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - WITHOUT_A_DESK))
def test_a_command_ends_with_3_where_its_desk_is_refused_something(ready: Line, name: str) -> None:
    assert ready(*told(ready, name), opener=refusing).code == Exit.REFUSED
