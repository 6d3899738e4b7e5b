"""Each check can fail, and it is this check that finds its attack: a mutant without it does not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import ModuleType
from typing import Any, NamedTuple

import pytest
from tests.verifier import attacks

from answerable.adapters.verifier.join import joined
from answerable.adapters.verifier.report import FAIL, NOT_CHECKED, PASS
from answerable.adapters.verifier.verifying import CASE_CHECKS, LOG_CHECKS, verify_bytes


class Mutant(NamedTuple):
    """A change to the verifier that switches a check off, and the attack that then succeeds."""

    check: str
    before: str
    after: str
    attack: Callable[[], bytes]
    without_held: bool = False


MUTANTS = (
    Mutant("container", "if again != data:", "if False:", attacks.a_comment_in_the_zip),
    Mutant(
        "manifest",
        'if stands != {"sha256"',
        'if False and {"sha256"',
        attacks.another_size_in_the_manifest,
    ),
    Mutant(
        "json",
        'if json_text(value).encode("utf-8") == data:',
        "if True:",
        attacks.a_line_end_behind_the_proof,
    ),
    Mutant(
        "entries",
        "elif not isinstance(entry, SchemaEntry):",
        "elif False:",
        attacks.an_entry_that_does_not_belong_there,
    ),
    Mutant(
        "keys",
        "if not verified(old.public, key.signed, key.signature):",
        "if False:",
        attacks.a_key_that_nobody_signed,
        without_held=True,
    ),
    Mutant(
        "checkpoint",
        "or not own or not verified(public, note.body, blob[4:]):",
        "or not own:",
        attacks.a_checkpoint_signed_by_nobody,
    ),
    Mutant(
        "witnesses",
        "if not verified(by.public, message, line.blob[12:]):",
        "if False:",
        attacks.a_witness_who_did_not_sign,
    ),
    Mutant(
        "tree",
        "if root_by_path(shown.index, note.size, leaf, shown.path) != note.root:",
        "if False:",
        attacks.an_entry_that_is_not_in_the_list,
    ),
    Mutant(
        "order",
        "if event.before != before:",
        "if False:",
        attacks.an_event_that_names_another_before_it,
        without_held=True,
    ),
    Mutant(
        "heads",
        "if root_by_siblings(key, leaf, path) != last.root or alone != (not path):",
        "if False:",
        attacks.a_case_without_its_end,
    ),
    Mutant(
        "events",
        "if hashlib.sha256(stored).digest() != recorded[index].digest:",
        "if False:",
        attacks.other_words,
    ),
    Mutant(
        "reading",
        'or told["form"] != 1 ',
        "",
        attacks.an_event_in_an_unknown_form,
        without_held=True,
    ),
    Mutant(
        "schemas",
        "if hashlib.sha256(file.schemas[kind]).digest() != entry.digest:",
        "if False:",
        attacks.another_schema,
    ),
    Mutant("attachments", "if stands != told or", "if", attacks.an_attachment_not_told_of),
    Mutant(
        "held",
        "if not grew(old.size, old.root, new.size, new.root, path):",
        "if False:",
        attacks.another_past,
    ),
    Mutant(
        "shown",
        "missing = number - len(file.stored)",
        "missing = 0",
        attacks.an_event_withheld,
    ),
    Mutant(
        "ending",
        "if end.holds is False:",
        "if False:",
        attacks.an_end_without_a_reply,
        without_held=True,
    ),
)
OF_LOGS = (
    Mutant(
        "tree",
        "if growing.root() != file.checkpoint().root:",
        "if False:",
        attacks.a_list_with_another_root,
        without_held=True,
    ),
    Mutant(
        "order",
        "if event.version != version + 1:",
        "if False:",
        attacks.a_list_with_a_gap,
        without_held=True,
    ),
    Mutant(
        "heads",
        "if (entry.streams, entry.root) != (self.map.count, self.map.root()):",
        "if False:",
        attacks.a_list_that_hides_a_case,
        without_held=True,
    ),
    Mutant(
        "schemas",
        "if event.type not in self.described:",
        "if False:",
        attacks.a_list_without_a_schema,
        without_held=True,
    ),
    Mutant(
        "held",
        "if file.roots.get(old.size) != old.root:",
        "if False:",
        attacks.a_list_with_another_past,
    ),
)
EVERY = (*MUTANTS, *OF_LOGS)
TEXT = joined()


@contextmanager
def changed(mutant: Mutant) -> Generator[Any]:
    """The verifier in one file, with the change in."""
    assert TEXT.count(mutant.before) == 1
    module = ModuleType("answerable_verify_mutant")
    sys.modules[module.__name__] = module
    spoilt = TEXT.replace(mutant.before, mutant.after)
    exec(compile(spoilt, module.__name__, "exec"), vars(module))  # noqa: S102  # our own text
    yield module
    del sys.modules[module.__name__]


@pytest.mark.parametrize("mutant", EVERY, ids=lambda each: each.attack.__name__)
def test_the_check_finds_its_attack_and_a_verifier_without_it_does_not(mutant: Mutant) -> None:
    data = mutant.attack()
    held = None if mutant.without_held else attacks.held()

    results = {told.check: told.result for told in verify_bytes(data, held).checks}
    with changed(mutant) as module:
        fooled = module.verify_bytes(data, held)
        without = {told.check: told.result for told in fooled.checks}

    assert results[mutant.check] == (NOT_CHECKED if mutant.check == "shown" else FAIL)
    assert without[mutant.check] == PASS
    assert fooled.holds


def test_every_check_has_its_mutant() -> None:
    assert {m.check for m in MUTANTS} == {"container", *(check.name for check in CASE_CHECKS)}
    shared = {"manifest", "json", "entries", "keys", "checkpoint", "witnesses"}
    assert {m.check for m in OF_LOGS} == {check.name for check in LOG_CHECKS} - shared
