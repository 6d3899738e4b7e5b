"""The limits of the house that no linter checks: small functions, small files, few comments."""

import ast
import tokenize
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SOURCES = ("domain", "application", "projections", "adapters", "testing")
FUNCTION, FUNCTION_MEDIAN, FILE, COMMENTS = 25, 8, 300, 0.05


def python(*folders: str) -> list[Path]:
    """The .py files at the root and in `folders`."""
    return sorted(chain(ROOT.glob("*.py"), *((ROOT / folder).rglob("*.py") for folder in folders)))


PACKAGE = python(*SOURCES)
ALL = python(*SOURCES, "tests", "benchmarks", "examples")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file as `path:line name`, with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield where, (node.end_lineno or node.lineno) - node.lineno + 1


def comment_lines(path: Path) -> int:
    """How many lines of a file hold a comment alone."""
    with tokenize.open(path) as source:
        tokens = list(tokenize.generate_tokens(source.readline))
    comments = [token for token in tokens if token.type == tokenize.COMMENT]
    return sum(token.line.lstrip().startswith("#") for token in comments)


def lines(path: Path) -> int:
    """How many lines a file has."""
    return len(path.read_text("utf-8").splitlines())


def test_no_function_is_longer_than_its_limit() -> None:
    long = [(where, size) for path in ALL for where, size in functions(path) if size > FUNCTION]

    assert long == []


def test_the_median_function_of_the_package_is_short() -> None:
    assert median(size for path in PACKAGE for _, size in functions(path)) <= FUNCTION_MEDIAN


def test_no_file_is_longer_than_its_limit() -> None:
    long = [(str(path.relative_to(ROOT)), lines(path)) for path in ALL if lines(path) > FILE]

    assert long == []


def test_comments_are_rare() -> None:
    assert sum(map(comment_lines, PACKAGE)) <= COMMENTS * sum(map(lines, PACKAGE))
