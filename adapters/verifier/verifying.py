"""A file, whole: which kind it is, every check in its order, and what its cases tell."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .canonical_json import Json
from .casefile import (
    CaseFile,
    attachments,
    documents,
    entries,
    events,
    heads,
    held,
    manifest,
    order,
    reading,
    schemas,
    sealed,
    shown,
    tree,
)
from .container import Members, members_in, members_of
from .ed25519 import LIBRARY
from .logfile import (
    ENTRIES,
    LogFile,
    log_documents,
    log_entries,
    log_heads,
    log_held,
    log_keys,
    log_manifest,
    log_order,
    log_schemas,
    log_sealed,
    log_tree,
)
from .replay import ending, facts
from .report import FAIL, NOT_CHECKED, PASS, Check, Told, asked
from .sealing import keys, witnesses
from .wrong import WrongError

CASE_CHECKS: tuple[Check[CaseFile], ...] = (
    Check("manifest", manifest),
    Check("json", documents, ("manifest",)),
    Check("entries", entries, ("json",)),
    Check("keys", keys, ("entries",)),
    Check("checkpoint", sealed, ("keys",)),
    Check("witnesses", witnesses, ("checkpoint",)),
    Check("tree", tree, ("checkpoint",)),
    Check("order", order, ("entries",)),
    Check("heads", heads, ("tree", "order")),
    Check("events", events, ("entries",)),
    Check("reading", reading, ("events",)),
    Check("schemas", schemas, ("reading",)),
    Check("attachments", attachments, ("reading",)),
    Check("held", held, ("checkpoint",)),
    Check("shown", shown, ("events",)),
    Check("ending", ending, ("order", "reading")),
)
LOG_CHECKS: tuple[Check[LogFile], ...] = (
    Check("manifest", log_manifest),
    Check("json", log_documents, ("manifest",)),
    Check("entries", log_entries, ("json",)),
    Check("keys", log_keys, ("entries",)),
    Check("checkpoint", log_sealed, ("keys",)),
    Check("witnesses", witnesses, ("checkpoint",)),
    Check("tree", log_tree, ("checkpoint",)),
    Check("order", log_order, ("entries",)),
    Check("heads", log_heads, ("entries",)),
    Check("schemas", log_schemas, ("entries",)),
    Check("held", log_held, ("tree",)),
)


class Report(NamedTuple):
    """Everything to be said of a file."""

    kind: str
    checks: list[Told]
    cases: list[Json]

    @property
    def holds(self) -> bool:
        """Did no check fail?"""
        return all(told.result != FAIL for told in self.checks)


def verify_path(path: Path, held: bytes | None) -> Report:
    """What is to be said of the file or folder there."""
    try:
        members = members_in(path) if path.is_dir() else members_of(path.read_bytes())
    except WrongError as wrong:
        return _unreadable(wrong)
    return verify(members, held)


def verify_bytes(data: bytes, held: bytes | None) -> Report:
    """What is to be said of a zip with these bytes."""
    try:
        return verify(members_of(data), held)
    except WrongError as wrong:
        return _unreadable(wrong)


def verify(members: Members, held: bytes | None) -> Report:
    """What is to be said of a file with these members."""
    container = Told("container", PASS, "container-one-form", {})
    if ENTRIES in members:
        return Report("log_file", [container, *asked(LOG_CHECKS, LogFile(members, held))], [])
    file = CaseFile(members, held)
    told = [container, *asked(CASE_CHECKS, file)]
    report = Report("case_file", told, [])
    return report._replace(cases=facts(file)) if report.holds else report


def signatures_by() -> str:
    """Which Ed25519 checks: the name of the sentence that says so."""
    return "by-library" if LIBRARY else "by-itself"


def _unreadable(wrong: WrongError) -> Report:
    first = Told("container", FAIL, wrong.says, wrong.values)
    needs = {"check": "container"}
    rest = [Told(c.name, NOT_CHECKED, "rests-on", needs) for c in CASE_CHECKS]
    return Report("unknown", [first, *rest], [])
