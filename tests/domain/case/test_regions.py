"""Every fact of a case has one place into which it is folded."""

from __future__ import annotations

from typing import get_args

from answerable.domain.case.case import REGIONS, Case, CaseEvent
from answerable.domain.case.merging import MergingEvent


def test_every_fact_of_a_case_has_its_region_or_moves_between_them() -> None:
    assert {*REGIONS, *get_args(MergingEvent)} == {*get_args(CaseEvent)}


def test_every_region_is_one_of_the_case() -> None:
    assert {region for region, _ in REGIONS.values()} < {*Case.__dataclass_fields__}
