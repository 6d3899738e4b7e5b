"""Every example in the README and the docs runs, and prints what stands under it."""

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<printed>.*?)^```\n)?",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)]+))?\)")


def examples(page: Path) -> Iterator[tuple[str, str]]:
    """Each Python block of a page, and what the text block right after it says it prints."""
    for block in BLOCK.finditer(page.read_text("utf-8")):
        yield block["code"], block["printed"] or ""


def anchors(page: Path) -> set[str]:
    """Where a link can lead to in a page: its headings, and the ids in it."""
    text = page.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for words in headings}
    return slugs | set(re.findall(r'id="([^"]+)"', text))


@pytest.mark.parametrize(
    "page", [p for p in PAGES if any(examples(p))], ids=lambda p: str(p.relative_to(ROOT))
)
def test_the_examples_of_a_page_print_what_it_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    if "DATABASE_URL" in page.read_text("utf-8"):
        monkeypatch.setenv("DATABASE_URL", request.getfixturevalue("postgres_database"))
    names: dict[str, object] = {"__name__": "__main__"}
    for code, printed in examples(page):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, str(page), "exec"), names)  # noqa: S102  # our own pages

        assert out.getvalue() == printed


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    lost = [
        f"{file}#{anchor}"
        for file, anchor in LINK.findall(page.read_text("utf-8"))
        for target in ((page.parent / file) if file else page,)
        if not target.exists() or (anchor and anchor not in anchors(target))
    ]

    assert lost == []


def test_the_readme_shows_a_run_and_its_output_before_line_30() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    begins = lines.index("```text")

    assert lines.index("```", begins) < 30
    assert any(" not " in f" {line.lower()} " for line in lines[:5])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_page_promises_more_than_is_built_or_accuses_anybody(page: Path) -> None:
    words = (
        r"\b(?:immutable|tamper-?proof|gdpr-compliant|tickets?|blame|guilty|difficult customer)\b"
    )

    assert re.findall(words, page.read_text("utf-8"), re.IGNORECASE) == []
