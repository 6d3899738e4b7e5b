"""A register somewhere else, which states things of a case."""

from __future__ import annotations

from answerable.application.desk import Desk
from answerable.domain.case.register import ImportComplaint
from answerable.domain.event import Actor, Personal

IMPORT = Actor("import-1", "import")


def stated_by_register(
    desk: Desk, case: str, *, replied: bool, words: str | None = "the card was charged twice"
) -> None:
    """One row as the register has it now."""
    person = "person-of-register"
    said = {"narrative": Personal[str](subject=person, value=words)} if words else {}
    command = ImportComplaint(
        register_name="cfpb",
        key="4711",
        codes={"response": "Closed with explanation" if replied else "In progress"},
        words=said,
        complainant=person,
        channel="web",
        message="message-of-register",
        issue="issue-of-register",
        about=Personal[str](subject=person, value="billing"),
        reply=desk.new_id("reply"),
        replied=replied,
        left_at=None,
        timely=None,
        **desk.acting(IMPORT).about(case),
    )
    desk.execute(command)
