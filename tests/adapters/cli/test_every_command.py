"""What holds of every command: JSON, no colours where none are wanted, exit codes, progress."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from tests.adapters.cli.ran import Line
from tests.adapters.cli.test_docs import COMMANDS, SECTIONS, options, table
from tests.adapters.cli.test_import_commands import REGISTER

from answerable.adapters.cli import progress as bars
from answerable.adapters.cli.exits import Exit

TELLS_ON = {"demo", "witness serve"}
"""Commands that tell as they go and have no answer."""
COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-8]|4[0-8]|9[0-7])[0-9;]*m")
LONG = [
    "case find 1",
    "casefile {case} -o case.zip",
    "audit",
    "export ocel -o out.json",
    "export xes -o out.xes",
    "ledger check",
    "ledger export -o log.zip",
    "ledger rotate",
    "ledger seal",
    "project rebuild",
    "recheck",
    "replay --html page.html",
    "verify",
]
QUICK = [
    "promises",
    "critics",
    "next",
    "project status",
    "packs",
    "project run --once",
    "import cfpb register.csv",
]


@pytest.fixture
def imported(line: Line, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A log with an imported register, sealed up to its newest case."""
    monkeypatch.setenv("ANSWERABLE_KEYS", str(line.log.parent / "keys"))
    monkeypatch.setenv("ANSWERABLE_ORIGIN", "log.example")
    (line.log.parent / "register.csv").write_text(REGISTER, "utf-8")
    assert line("import", "cfpb", "register.csv").code == Exit.FINE
    assert line("ledger", "seal").code == Exit.FINE
    with line.desk() as desk:
        desk.receive("The parcel never came.")
    return line


def words(line: Line, said: str) -> list[str]:
    """A command line, about the first case on record."""
    with line.desk() as desk:
        first = next(e.stream for e in desk.store.read_all(0, 100) if e.stream.startswith("case-"))
    return said.format(case=first).split()


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - TELLS_ON))
def test_every_command_with_an_answer_gives_it_as_json_and_without_colours(name: str) -> None:
    assert {"--json", "--no-color"} <= options(COMMANDS[name])
    assert {"--json", "--no-color"} <= table(SECTIONS[name], "Option").keys()


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - TELLS_ON))
def test_every_command_ends_with_2_at_wrong_use_and_says_so_as_json(name: str, line: Line) -> None:
    ran = line(*name.split(), "--nonsense", "--json")

    assert ran.code == Exit.WRONG_USE
    assert ran.document["error"]["kind"] == "usage"
    assert ran.document["error"]["message"] in ran.err
    assert not line.log.exists()


@pytest.mark.parametrize("wanted", ["NO_COLOR", "--no-color"])
@pytest.mark.parametrize("said", [*LONG, *QUICK])
def test_no_colour_is_written_where_none_is_wanted(
    imported: Line, said: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    if wanted == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")

    ran = imported(*words(imported, said), *([wanted] if wanted == "--no-color" else []))

    assert ran.code == Exit.FINE
    assert COLOUR.search(ran.out + ran.err) is None


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("said", LONG)
def test_long_work_shows_how_far_it_is_where_somebody_watches(
    imported: Line, said: str, monkeypatch: pytest.MonkeyPatch, *, watched: bool
) -> None:
    shown = list[float]()

    @contextmanager
    def bar(*, no_color: bool) -> Generator[Callable[[str, float], None]]:
        assert not no_color
        yield lambda _, share: shown.append(share)

    monkeypatch.setattr(bars, "bar", bar)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: watched)

    ran = imported(*words(imported, said), "--json")

    assert (ran.code, "error" in ran.document) == (Exit.FINE, False)
    assert bool(shown) == watched
    assert all(0 <= share <= 1 for share in shown)
