"""The index of decisions leads to each page."""

from pathlib import Path

ADR = Path(__file__).parents[1] / "docs/adr"


def test_each_decision_stands_in_the_index() -> None:
    index = (ADR / "README.md").read_text("utf-8")

    assert [page.name for page in ADR.glob("[0-9]*.md") if f"]({page.name})" not in index] == []
