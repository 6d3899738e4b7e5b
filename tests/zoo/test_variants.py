"""The zoo fits the code: else a variant is not put in, and nothing is learnt from it."""

import ast
from collections import Counter

import pytest
from tests.zoo.run import ROOT, VARIANTS, misfits
from tests.zoo.variant import Variant


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_text_of_each_variant_stands_once_and_is_python_with_the_change_in(
    variant: Variant,
) -> None:
    assert list(misfits([variant])) == []
    spoilt = (ROOT / variant.path).read_text("utf-8").replace(variant.before, variant.after)
    ast.parse(spoilt)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_tests_named_beside_a_variant_are_there(variant: Variant) -> None:
    files = [test.partition("::") for test in variant.tests]
    for file, _, inside in files:
        assert (ROOT / file).exists()
        assert not inside or f"class {inside}(" in (ROOT / file).read_text("utf-8")


def test_each_variant_is_another_one() -> None:
    twice = [name for name, times in Counter(v.name for v in VARIANTS).items() if times > 1]
    assert twice == []
    assert len({(v.path, v.before, v.after) for v in VARIANTS}) == len(VARIANTS)
