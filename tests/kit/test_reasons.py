"""What the report says of a guarantee that is not kept."""

import pytest

from answerable.testing.report import reason


def said(text: str) -> str:
    report = pytest.TestReport("a", ("a", 1, "a"), {}, "failed", text, "call")
    return reason(report)


def test_of_a_bare_assertion_the_report_tells_what_differs() -> None:
    assert said("assert [1, 2] == [1]\n  \n  Left contains one more item: 2\n  Use -v") == (
        "assert [1, 2] == [1]; Left contains one more item: 2"
    )
    assert said("assert 1 == 0\n +  where 1 = head()") == "assert 1 == 0; where 1 = head()"


def test_a_sentence_of_the_kit_stands_alone_in_the_report() -> None:
    assert said("AssertionError: a page leads back\nassert 2 > 3") == "a page leads back"
