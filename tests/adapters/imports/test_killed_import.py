"""An import whose process is killed, and killed again, comes to the same events in the end."""

import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.adapters.sqlite.store import SqliteStore

from .importing import FORM, Rows, bag, import_aloud, sample, written

ROOT = Path(__file__).parents[3]
ROWS = 60


def register() -> Rows:
    """Sixty rows without an id, many the same in every column, and 240 that share commits."""
    plain = [one | {"Complaint ID": ""} for one in sample()]
    named = [plain[at % len(plain)] | {"Complaint ID": f"{at}"} for at in range(4 * ROWS)]
    return [*(plain[at % len(plain)] for at in range(ROWS)), *named]


def kill_after(commands: int, log_file: Path, path: Path) -> None:
    """Import in a process of its own, and kill it once so many commands are through."""
    program = [sys.executable, "-m", "tests.adapters.imports.importing", str(log_file), str(path)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.read(commands)
        child.kill()


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 5 * ROWS - 1), min_size=1, max_size=2))
def test_the_bag_of_events_is_that_of_an_import_nobody_killed(
    tmp_path: Path, kills: list[int]
) -> None:
    path = written(tmp_path / "register.csv", register())
    for old in tmp_path.glob("*.db*"):
        old.unlink()
    import_aloud(tmp_path / "whole.db", path)
    for commands in kills:
        kill_after(commands, tmp_path / "killed.db", path)

    import_aloud(tmp_path / "killed.db", path)

    whole, killed = (SqliteStore(tmp_path / name, FORM) for name in ("whole.db", "killed.db"))
    assert bag(killed) == bag(whole)
    assert sum(bag(killed).values()) == 5 * ROWS
    for store in (whole, killed):
        store.close()
