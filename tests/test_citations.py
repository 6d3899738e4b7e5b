"""What the code cites stands in the docs, and what the docs name stands in the code."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import answerable.domain
from answerable.domain.command import Rule

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SOURCES = [
    path
    for folder in ("domain", "application", "projections", "adapters")
    for path in sorted((ROOT / folder).rglob("*.py"))
]
CITATION = re.compile(
    r"(?P<principle>S\d-\d+)"
    r"|(?P<invariant>I\d+)"
    r"|ADR-(?P<adr>\d{4})"
    r"|hard-cases(?: \((?P<cases>\d+(?:, \d+)*)\)|, (?P<hard>closing reply|after closing|signals))?"
    r"|model, (?P<model>[a-z][a-z ]*[a-z])"
)


def modules() -> Iterator[str]:
    """Every module of the domain."""
    path, prefix = answerable.domain.__path__, "answerable.domain."
    return (module.name for module in pkgutil.walk_packages(path, prefix))


@cache
def named() -> dict[str, object]:
    """Everything the domain names, by module and name."""
    return {
        f"{module}.{name}": value
        for module in modules()
        for name, value in vars(importlib.import_module(module)).items()
    }


def rules() -> dict[str, Rule]:
    return {value.id: value for value in named().values() if isinstance(value, Rule)}


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def heading(text: str, words: str) -> bool:
    return re.search(rf"^#+ {re.escape(words)}$", text, re.MULTILINE | re.IGNORECASE) is not None


def resolves(cited: re.Match[str]) -> bool:
    """Does the place that is cited exist?"""
    found = {name: value for name, value in cited.groupdict().items() if value}
    match found:
        case {"principle": anchor}:
            return f'id="{anchor.lower()}"' in page("principles.md")
        case {"invariant": anchor}:
            return f'id="{anchor.lower()}"' in page("model.md")
        case {"adr": number}:
            return any((DOCS / "adr").glob(f"{number}-*.md"))
        case {"cases": numbers}:
            return all(f'id="case-{n}"' in page("hard-cases.md") for n in numbers.split(", "))
        case {"hard": words}:
            return heading(page("hard-cases.md"), words)
        case {"model": words}:
            return heading(page("model.md"), words)
        case _:
            return True


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_each_rule_cites_a_place_in_the_docs(rule: Rule) -> None:
    cited = list(CITATION.finditer(rule.source))

    assert ", ".join(each[0] for each in cited) == rule.source
    assert [each[0] for each in cited if not resolves(each)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_citation_in_a_source_leads_somewhere(path: Path) -> None:
    joined = re.sub(r"\s+", " ", path.read_text("utf-8"))
    numbered = re.compile(r"\b(?:S\d-\d+|I[1-9]\d?|ADR-\d{4}|hard-cases(?: \([\d, ]+\))?)(?![\w-])")
    found = {each[0] for each in numbered.finditer(joined)}
    found |= {f"hard-cases ({rows})" for rows in re.findall(r"hard-cases: (\d+(?:, \d+)*)", joined)}
    lost = [one for one in found if not ((m := CITATION.fullmatch(one)) and resolves(m))]

    assert lost == []
    assert (
        re.findall(r"(?<!docs/)\b(?:domain|model|trust|engine|house|layout|field)\.md\b", joined)
        == []
    )


@pytest.mark.parametrize("name", ["principles.md", "model.md", "hard-cases.md"])
def test_the_docs_name_only_rules_and_classes_that_exist(name: str) -> None:
    spans = set(re.findall(r"`([^`]+)`", page(name)))
    kebab = {span for span in spans if re.fullmatch(r"[a-z]+(?:-[a-z]+)+", span)} - {"hard-cases"}
    classes = {span for span in spans if re.fullmatch(r"(?:[A-Z][a-z]+){2,}", span)}
    known = {full.rpartition(".")[2] for full in named()}

    assert kebab - rules().keys() == set()
    assert classes - known - {"CaseDesk"} == set()


def test_every_principle_and_invariant_stands_in_the_docs_once() -> None:
    principles = re.findall(r'id="(s\d-\d+)"', page("principles.md"))
    invariants = re.findall(r'id="i(\d+)"', page("model.md"))
    counts = {0: 16, 1: 13, 2: 17, 3: 16, 4: 12}

    assert principles == [f"s{s}-{n}" for s, last in counts.items() for n in range(1, last + 1)]
    assert invariants == [str(n) for n in range(1, 23)]
