"""A log of which an event cannot be read, beside one that ends before it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

from tests.adapters.cli.ran import Line, Ran
from tests.adapters.cli.test_lists import promised
from tests.adapters.cli.test_verify_command import changed

SPOIL = "UPDATE stored_events SET state = '{{}}' WHERE rowid = {position}"
CUT = "DELETE FROM stored_events WHERE originator_id = '{stream}' AND originator_version >= 7"


@dataclass(frozen=True)
class Spoilt:
    """A log with an event that cannot be read, three behind it, and a log that ends before it."""

    line: Line
    case: str
    other: str
    position: int
    cut: Line

    def __call__(self, *argv: str) -> Ran:
        """Ask the log."""
        return self.line(*argv)

    def both(self, *argv: str) -> tuple[Ran, Ran]:
        """Ask it and the one that ends before; what was written is read and taken away."""
        return self.ask(self.line, *argv), self.ask(self.cut, *argv)

    def ask(self, line: Line, *argv: str) -> Ran:
        ran = line(*argv, "--url", str(line.log))
        wrote = ""
        for name in ("out", "out.sqlite"):
            file = line.log.with_name(name)
            if file.exists():
                wrote += file.read_text("utf-8", errors="replace")
                file.unlink()
        return Ran(ran.code, ran.out, ran.err + wrote)


def spoilt_log(line: Line) -> Spoilt:
    """The seventh event of the first of two cases cannot be read."""
    case, other = promised(line), promised(line)
    with line.desk() as desk:
        position = desk.store.read(case.id)[6].position
    cut = Line(line.log.with_name("cut.db"), line.capture)
    shutil.copy(line.log, cut.log)
    changed(line.log, SPOIL.format(position=position))
    changed(cut.log, CUT.format(stream=case.id))
    return Spoilt(line, case.id, other.id, position, cut)
