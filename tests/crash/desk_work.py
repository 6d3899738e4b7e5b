"""A workload for the kill harness: whole conversations at the desk, and rows of a register.

python tests/crash/kill.py --cycles 200 --workload desk_work:work_for_ever --verify
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from threading import Thread

import answerable
from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.adapters.imports.entrance import Entrance
from answerable.adapters.imports.rows import TableError
from answerable.application.case_desk import CaseDesk
from answerable.application.desk import Desk
from answerable.domain.case.issues import Outcome
from answerable.domain.case.replies import Kind

Acknowledge = Callable[[str, int], None]

HEADER = "Complaint ID,Date received,Product,Issue,Company response to consumer,Timely response?"
ROWS = 40


def say(acknowledge: Acknowledge, case: CaseDesk) -> None:
    """Acknowledge everything the case holds: it was durable when the desk returned."""
    acknowledge(case.id, len(case.history()))


def converse(desk: Desk, acknowledge: Acknowledge) -> None:
    """One complaint from receipt to its end, and now and then a bounce that reopens it."""
    case = desk.receive("The parcel never came.")
    case.name_owner("Maria S.")
    case.acknowledge("I am sorry. I will see this through.", "Maria S.")
    say(acknowledge, case)
    case.propose(["send it again"], "glad")
    case.decide(next(iter(case.state.issues)), Outcome.UPHELD, "it was lost")
    keeps = tuple(case.state.promises)
    reply = case.reply(
        Kind.CLOSING, "Sent again.", signed="Maria S.", keeps=keeps, done="sent", recourse="write"
    )
    case.send(reply)
    say(acknowledge, case)
    case.close(no_lesson="none this time")
    if os.urandom(1)[0] % 3 == 0:
        case.failed(reply, "bounce")
    say(acknowledge, case)


def import_rows(desk: Desk, folder: Path) -> None:
    """Bring a register in again and again, each time with some rows that are new."""
    entrance = Entrance.of(desk)
    for turn in count(1):
        rows = [f"{n},2024-03-05,Mortgage,Payment,{answer(n)},Yes" for n in range(turn * ROWS)]
        file = folder / f"register-{os.getpid()}.csv"
        file.write_text("\n".join([HEADER, *rows]), "utf-8")
        with suppress(TableError):  # the other process is importing these rows just now
            import_cfpb(entrance, file, file.with_suffix(".rejected"), lambda _what, _share: None)


def answer(number: int) -> str:
    """What the register states of that row."""
    return "Closed with explanation" if number % 3 else "In progress"


def work_for_ever(path: Path, acknowledge: Acknowledge) -> None:
    """Converse in one thread and import in another until killed."""
    desk = answerable.open(str(path))
    Thread(target=import_rows, args=(desk, path.parent), daemon=True).start()
    while True:
        converse(desk, acknowledge)
