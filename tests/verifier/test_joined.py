import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.verifier.conftest import Audit
from tests.verifier.judging import judged
from tests.verifier.tiny_log import zipped

from answerable.adapters.verifier import main as program
from answerable.adapters.verifier.english import ENGLISH
from answerable.adapters.verifier.italian import ITALIAN
from answerable.adapters.verifier.join import HERE, NotJoinableError, joined, require_own_names
from answerable.adapters.verifier.polish import POLISH

FIELD = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file, in a folder with nothing else."""
    path = tmp_path_factory.mktemp("alone") / "answerable-verify.py"
    path.write_text(joined(), "utf-8")
    return path


def run(alone: Path, *said: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", alone.name, *said]
    return subprocess.run(command, cwd=alone.parent, capture_output=True, text=True, check=False)


def test_the_one_file_says_alone_what_the_modules_say(alone: Path, audit: Audit) -> None:
    (alone.parent / "case.zip").write_bytes(zipped(audit.members))
    (alone.parent / "held").write_bytes(audit.held)

    ran = run(alone, "case.zip", "--checkpoint", "held", "--json")

    own = program.document(judged(audit.members, audit.held), "en")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout) == {**own, "signatures": "by-itself"}


def test_the_one_file_finds_a_changed_byte(alone: Path, audit: Audit) -> None:
    data = bytearray(zipped(audit.members))
    data[len(data) // 2] ^= 1
    (alone.parent / "changed.zip").write_bytes(data)

    assert run(alone, "changed.zip").returncode == 1


def test_it_needs_the_standard_library_alone() -> None:
    """But for cryptography, which it does without where it is missing."""
    imported = {
        (node.module or "").partition(".")[0] if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(ast.parse(joined()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    assert imported - sys.stdlib_module_names == {"cryptography"}


def test_every_module_is_in_it() -> None:
    apart = {"__init__", "join"}
    text = joined()

    for path in HERE.glob("*.py"):
        assert (f"# ---- {path.name}" in text) != (path.stem in apart)


def test_two_modules_with_one_name_are_refused() -> None:
    with pytest.raises(NotJoinableError):
        require_own_names({"one": ast.parse("a = 1"), "other": ast.parse("def a(): ...")})


def test_every_sentence_stands_in_every_language_with_the_same_values() -> None:
    for other in (ITALIAN, POLISH):
        assert {k: set(FIELD.findall(v)) for k, v in other.items()} == {
            k: set(FIELD.findall(v)) for k, v in ENGLISH.items()
        }


def test_every_sentence_that_is_said_is_there_and_every_one_there_is_said() -> None:
    text = "".join(
        path.read_text("utf-8")
        for path in HERE.glob("*.py")
        if path.stem not in {"english", "italian", "polish"}
    )
    quoted = set(re.findall(r'"([a-z][a-z0-9-]*)"', text))

    assert set(ENGLISH) <= quoted
    assert set(re.findall(r'(?:WrongError|Said)\(\s*"([a-z0-9-]+)"', text)) <= set(ENGLISH)
