import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from importlib import import_module
from pathlib import Path

from pydantic import BaseModel

from answerable.application import verify
from answerable.domain.case.replies import Reply
from answerable.domain.event import RecordedEvent

CODE = Path(verify.__file__).parent
INSIDE_A_FILE = {"Reply"}
"""Kept in a `CaseFile`, which is part of stored events: read as data, none of its judgements."""


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """What a module of the checks imports from the domain, as module and name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("domain"):
            yield from (("answerable." + (node.module or ""), name.name) for name in node.names)


def harmless(module: str, name: str) -> bool:
    """Is it the class of an event, of an enum or of the envelope: a shape, and no judgement?"""
    found = getattr(import_module(module), name)
    if found is RecordedEvent or name in INSIDE_A_FILE or name == "ERASED":
        return True
    return inspect.isclass(found) and issubclass(found, BaseModel | Enum)


def test_the_checks_import_only_shapes_from_the_domain() -> None:
    found = {pair for path in CODE.glob("*.py") for pair in imported(path)}

    assert sorted(pair for pair in found if not harmless(*pair)) == []
    assert found


def test_the_checks_ask_no_stored_reply_for_its_own_judgement() -> None:
    kept = {each.name for each in fields(Reply)}
    judgements = {name for name in vars(Reply) if not name.startswith("_")} - kept
    asked = {
        node.attr
        for path in CODE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }

    assert {"left", "reached_by"} <= judgements
    assert asked & judgements == set()
