"""Every rule the domain refuses by is provoked, and is known by one stable id."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
from tests.domain.case.refusals import (
    blanks,
    ending,
    law,
    leaving,
    merging,
    promising,
    replying,
    saying,
    working,
)
from tests.domain.case.refusals.row import Row
from tests.domain.case.stories import decided

import answerable.domain
from answerable.domain.command import RefusedError, Rule

TABLES = (saying, working, promising, replying, leaving, ending, merging, blanks, law)
ROWS = [*chain.from_iterable(table.ROWS for table in TABLES)]
TESTS = Path(__file__).parents[1]


def rules() -> dict[str, Rule]:
    """Every rule of the domain, by the module and name it has where it is written."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(answerable.domain.__path__, "answerable.domain."):
        source = import_module(module.name)
        written = re.findall(
            r"^(\w+) = Rule\(", Path(source.__file__ or "").read_text(), re.MULTILINE
        )
        found |= {f"{module.name}.{name}": getattr(source, name) for name in written}
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule.id}: {row.when}")
def test_the_domain_says_no(row: Row) -> None:
    with pytest.raises(RefusedError) as refusal:
        decided(row.history, row.command, row.policy)

    assert refusal.value.rule == row.rule
    assert row.rule.sentence in str(refusal.value)
    assert row.rule.remedy in str(refusal.value)


def test_every_rule_of_a_case_is_provoked_by_a_row() -> None:
    of_case = ("answerable.domain.case.", "answerable.domain.timing.")
    written = {rule.id for name, rule in rules().items() if name.startswith(of_case)}

    assert written - {row.rule.id for row in ROWS} == set()


def test_every_other_rule_is_named_in_a_test() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    unnamed = [name for name in rules() if not re.search(rf"\b{name.rpartition('.')[2]}\b", tests)]

    assert [name for name in unnamed if ".case." not in name and ".timing." not in name] == []


def test_no_two_rules_share_an_id() -> None:
    shared = [rule for rule, times in Counter(r.id for r in rules().values()).items() if times > 1]

    assert shared == []


def test_every_rule_says_where_it_comes_from_and_what_would_help() -> None:
    silent = [
        rule.id
        for rule in rules().values()
        if not (rule.source and rule.sentence.endswith(".") and rule.remedy.endswith("."))
    ]

    assert silent == []


def test_a_refusal_names_no_person() -> None:
    told = [
        word
        for row in ROWS
        for word in ("Anna", "Bruno", "Maria", "example.org", "kettle")
        if word in str(refusal_of(row))
    ]

    assert told == []


def refusal_of(row: Row) -> RefusedError:
    with pytest.raises(RefusedError) as refusal:
        decided(row.history, row.command, row.policy)
    return refusal.value
