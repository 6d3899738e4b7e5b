"""A pack file with an error is refused with file, line and rule; nothing of its folder is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable.adapters.packs.lines import line_of
from answerable.adapters.packs.loading import PackFilesError, load, parse, shipped, with_own

GOOD = """\
id = "acme"
title = "Acme's own rule"
jurisdiction = "PL"
applies_to = "complaints about anvils"
disclaimer = "Not legal advice."
sources = ["Acme, rule 1"]

[[versions]]
version = "1"
effective_from = 2025-01-01
effective_until = 2025-12-31
vetted_from = 2025-01-01
vetted_until = 2025-12-31

[[versions.obligations]]
name = "final_answer"
start = "received"
term = { limit = { value = 5, unit = "business_day" } }
calendar = "PL"
satisfied_by = "dispatched"

[[versions.obligations.provenance]]
of = ["limit", "roll", "satisfied_by"]
source = "Acme, rule 1"
confidence = "D"
verified_on = 2026-11-22

[[versions]]
version = "2"
effective_from = 2026-01-01
vetted_from = 2026-01-01
vetted_until = 2027-12-31

[[versions.obligations]]
name = "final_answer"
start = "received"
term = { limit = { value = 3, unit = "business_day" } }
calendar = "PL"
satisfied_by = "dispatched"

[versions.obligations.extension]
to = { value = 9, unit = "business_day" }
measured_from = "start"
notice_before = "original_limit"
must_tell = ["cause"]

[[versions.obligations.provenance]]
of = ["limit", "roll", "satisfied_by", "extension"]
source = "Acme, rule 1"
confidence = "D"
verified_on = 2026-11-22
"""

TERM = "final_answer: versions.obligations.term"
ERRORS = [
    ("id = ", "[[versions\nid = ", "acme.toml, line {at}, file: is not TOML"),
    ("effective_from = 2025-01-01", "effective_from = 2025-02-30", "line {at}, file: is not TOML"),
    (
        'title = "',
        'titel = "x"\ntitle = "',
        "acme.toml, line {at}, acme: titel is no key of a pack",
    ),
    ('title = "Acme\'s own rule"\n', "", "acme.toml, line 1, acme: title is missing"),
    ("value = 3,", 'value = "3",', f"line {{at}}, {TERM}.limit.value"),
    ("value = 3,", "value = 3.5,", f"line {{at}}, {TERM}.limit.value"),
    ("value = 3, unit", "value = 3, per", f"line {{at}}, {TERM}.limit.unit is missing"),
    ("value = 3, unit", "value = 3, per", f"line {{at}}, {TERM}.limit.per is no key of a pack"),
    ('3, unit = "business_day"', '3, unit = "moon"', "input should be 'hour', 'calendar_day'"),
    ("value = 3,", "value = -3,", f"line {{at}}, {TERM} a limit is not negative"),
    ("to = { value = 9,", "to = { value = 2,", "line {at}, final_answer: versions.obligations.ext"),
    ('"roll", "satisfied_by", "e', '"satisfied_by", "e', "final_answer: versions.obligations.prov"),
    ('"roll", "satisfied_by", "e', '"satisfied_by", "e', "no source for roll"),
    ("effective_from = 2025-01-01", "effective_from = 20250101", "line {at}, acme: versions.effec"),
    ("vetted_from = 2026-01-01", "vetted_from = 2026-01-03", "{at}, acme: versions.vetted_from is"),
    ("tive_from = 2026-01-01", "tive_from = 2025-12-01", "{at}, acme: versions.effective_from is"),
    ("effective_until = 2025-12-31\n", "", "version 1 has no effective_until"),
    (
        "vetted_from = 2025-01-01",
        "vetted_from = 2024-01-01",
        "{at}, acme: versions.vetted_from the",
    ),
    ('version = "2"', 'version = "1"', "line {at}, acme: versions.version 1 stands twice"),
    ('id = "acme"', 'id = "other"', "line {at}, other: id the file is named acme.toml"),
    ('calendar = "PL"', 'instead_of = "ack"\ncalendar = "PL"', "line {at}, final_answer: versions"),
    ('calendar = "PL"', 'silence = { effect = "compensation" }\ncalendar = "PL"', "go with comp"),
]


def broken(before: str, after: str) -> str:
    """The good file with the first `before` replaced."""
    head, found, tail = GOOD.partition(before)

    assert found
    return head + after + tail


def told(text: str) -> str:
    with pytest.raises(PackFilesError) as refused:
        parse("acme.toml", text.encode())
    return str(refused.value)


def test_the_good_file_is_taken() -> None:
    assert [v.version for v in parse("acme.toml", GOOD.encode()).versions] == ["1", "2"]


@pytest.mark.parametrize(("before", "after", "says"), ERRORS)
def test_an_error_is_told_with_file_line_and_rule(before: str, after: str, says: str) -> None:
    at = GOOD[: GOOD.index(before)].count("\n") + 1

    assert says.format(at=at) in told(broken(before, after))


def test_every_error_of_a_file_is_told_at_once() -> None:
    worse = broken("value = 3,", 'value = "3",').replace('acme"\ntitle', 'acme"\nextra = 1\ntitle')

    assert len(told(worse).splitlines()) == 2


def test_words_that_are_not_utf_8_are_placed() -> None:
    with pytest.raises(PackFilesError, match=r"acme.toml, line 2, file: is not UTF-8"):
        parse("acme.toml", b'id = "acme"\ntitle = "\xff"\n')


def test_a_rule_without_a_name_is_numbered() -> None:
    assert ", rule 1: versions.obligations.name is missing" in told(
        broken('name = "final_answer"\n', "")
    )


def test_a_version_without_rules_and_a_pack_without_versions_are_refused() -> None:
    head = GOOD[: GOOD.index("[[versions]]")]

    assert "a pack has at least one version" in told(head + "versions = []\n")
    assert "acme: versions is missing" in told(head)


def test_a_rule_that_only_one_version_has_is_a_gap() -> None:
    assert "ack is a rule of one version and not of the other" in told(
        broken('name = "final_answer"', 'name = "ack"')
    )


def test_steps_that_do_not_rise_are_refused() -> None:
    step = '{ beyond = { value = 5, unit = "business_day" }, amount = 100 }'
    silence = f'silence = {{ effect = "compensation", currency = "EUR", steps = [{step}, {step}] }}'

    assert "each step begins later" in told(
        broken('satisfied_by = "dispatched"', f'satisfied_by = "dispatched"\n{silence}')
    )


def test_nothing_of_a_folder_is_taken_when_one_file_has_an_error(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(GOOD, "utf-8")
    (tmp_path / "other.toml").write_text('id = "other"\n', "utf-8")
    (tmp_path / "third.toml").write_text("id = \n", "utf-8")

    with pytest.raises(PackFilesError) as refused:
        with_own(tmp_path)

    assert {problem.file for problem in refused.value.problems} == {"other.toml", "third.toml"}


def test_a_product_brings_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text(GOOD, "utf-8")
    (tmp_path / "notes.txt").write_text("not a pack", "utf-8")

    assert set(load(tmp_path)) == {"acme"}
    assert set(with_own(tmp_path)) == {*shipped(), "acme"}


def test_a_product_does_not_silently_replace_a_pack_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pl.rf.toml").write_text(GOOD.replace('id = "acme"', 'id = "pl.rf"'), "utf-8")

    with pytest.raises(PackFilesError, match=r"pl.rf.toml, line 1, pl.rf: this id is that"):
        with_own(tmp_path)


@pytest.mark.parametrize(
    ("folder", "says"), [(".", "holds no pack file"), ("missing", "is no folder")]
)
def test_a_folder_without_a_pack_is_told(tmp_path: Path, folder: str, says: str) -> None:
    with pytest.raises(PackFilesError, match=says):
        with_own(tmp_path / folder)


def test_a_place_that_has_no_line_of_its_own_is_that_of_what_holds_it() -> None:
    text = "a = 1\n[b]\nc = 2\n[[d]]\ne = { f = 1 }\n[[d.g]]\nh = 3\n[[d]]\n[[d.g]]\nh = 4\n"

    assert line_of(text, ("b", "c")) == 3
    assert line_of(text, ("b", "missing")) == 2
    assert line_of(text, ("d", 0, "e", "f")) == 5
    assert line_of(text, ("d", 0, "g", 0, "h")) == 7
    assert line_of(text, ("d", 1, "g", 0, "h")) == 10
    assert line_of(text, ("nowhere",)) == 1
