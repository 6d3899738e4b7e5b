"""What the law of the register makes of its rows, beside the register's own word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import answerable
from answerable.adapters.imports.cfpb_import import import_cfpb
from answerable.adapters.imports.cfpb_limit import NOT_COUNTED, Limits
from answerable.adapters.imports.entrance import Entrance, Tally
from answerable.domain.case.verdicts import Verdict
from answerable.domain.deadlines.policy import house

HEAD = (
    "Date received,Product,Issue,Date sent to company,Company response to consumer,"
    "Timely response?,Complaint ID\n"
)
ROWS = """\
2019-03-01,Loan,Fees,2019-03-04,Closed with explanation,Yes,1
2019-03-01,Loan,Fees,2019-03-04,Untimely response,No,2
2019-03-01,Loan,Fees,,Closed with explanation,Yes,3
2011-03-01,Loan,Fees,2011-03-04,Closed with explanation,Yes,4
"""


@pytest.fixture
def tally(tmp_path: Path) -> Tally:
    """The four rows, imported."""
    register = tmp_path / "register.csv"
    register.write_text(HEAD + ROWS, "utf-8")
    with answerable.open() as desk:
        kept = tmp_path / "kept.jsonl"
        return import_cfpb(Entrance.of(desk), register, kept, lambda _what, _share: None)


def test_each_case_has_one_verdict_beside_the_registers_word(tally: Tally) -> None:
    assert dict(tally.limits) == {
        (Verdict.NOT_DETERMINABLE, "yes"): 1,
        (Verdict.MISSED, "no"): 1,
        (NOT_COUNTED, "yes"): 2,
    }


def test_a_case_of_the_register_comes_under_its_law_from_the_day_it_was_sent(
    tmp_path: Path,
) -> None:
    register = tmp_path / "register.csv"
    register.write_text(HEAD + ROWS, "utf-8")
    with answerable.open() as desk:
        import_cfpb(
            Entrance.of(desk), register, tmp_path / "kept.jsonl", lambda _what, _share: None
        )
        clocks = {clock.obligation: clock for _, clock in desk.clocks()}

        assert f"{clocks['us.cfpb:final_answer.1'].due_date}" == "2019-03-19"


def test_without_calendars_nothing_is_counted() -> None:
    said = {"sent": "2019-03-04", "response": "Closed with explanation"}

    assert Limits(None, datetime(2026, 11, 22, tzinfo=UTC)).verdict(said) == NOT_COUNTED
    assert Limits(house("UTC"), datetime(2026, 11, 22, tzinfo=UTC)).verdict(said) == NOT_COUNTED
