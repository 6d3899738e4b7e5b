"""Join the modules of the verifier into one file that can be read: `python join.py OUT`.

Each module stands whole, behind those it needs, without its imports; imports of the standard
library come first. A name that two modules give to different things is refused.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LAST = "main"
HEAD = '''\
#!/usr/bin/env python3
"""Answerable's verifier of case files and log files, in one file: python3 answerable-verify.py FILE

It needs Python 3.11 or later and nothing else: no network, no database, none of the software it
checks. Joined from adapters/verifier/ by its join.py; read it before you rely on it.
"""

from __future__ import annotations

'''


class NotJoinableError(Exception):
    """The modules cannot stand in one file."""


def joined() -> str:
    """The whole program."""
    order = list(dict.fromkeys(behind(LAST)))
    trees = {name: ast.parse(text_of(name)) for name in order}
    require_own_names(trees)
    imports = sorted({line for tree in trees.values() for line in outside(tree)})
    bodies = [f"\n\n# ---- {name}.py\n\n{body(name, trees[name])}" for name in order]
    return HEAD + "\n".join(imports) + "".join(bodies)


def behind(name: str) -> Iterator[str]:
    """The modules that this one needs, and then itself."""
    for node in ast.parse(text_of(name)).body:
        if isinstance(node, ast.ImportFrom) and node.level:
            if node.level > 1 or not node.module or any(alias.asname for alias in node.names):
                raise NotJoinableError(f"{name}.py, line {node.lineno}")
            yield from behind(node.module)
    yield name


def outside(tree: ast.Module) -> Iterator[str]:
    """The imports of the standard library, one a line."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (f"import {alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module != "__future__":
            yield from (f"from {node.module} import {alias.name}" for alias in node.names)


def body(name: str, tree: ast.Module) -> str:
    """The text of a module behind its docstring and imports, with the docstring as a comment."""
    lines = text_of(name).splitlines()
    last = max(n.end_lineno or 0 for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom))
    said = "\n".join(f"# {line}".rstrip() for line in (ast.get_docstring(tree) or "").splitlines())
    return said + "\n\n" + "\n".join(lines[last:]).strip("\n") + "\n"


def require_own_names(trees: dict[str, ast.Module]) -> None:
    """No two modules give a name to something."""
    taken: dict[str, str] = {}
    for module, tree in trees.items():
        for name in names_of(tree):
            if name in taken:
                raise NotJoinableError(f"{name} is in {taken[name]}.py and in {module}.py")
            taken[name] = module


def names_of(tree: ast.Module) -> Iterator[str]:
    """What a module gives a name to."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def text_of(name: str) -> str:
    """The text of a module."""
    return (HERE / f"{name}.py").read_text("utf-8")


if __name__ == "__main__":
    Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(sys.argv[1]).write_text(joined(), "utf-8")
