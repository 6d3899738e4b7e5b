"""A call that cannot be answered ends with 2, and says which file and what was expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.verifier.conftest import Audit
from tests.verifier.tiny_log import zipped

from answerable.adapters.verifier.main import WRONG_USE, main
from answerable.adapters.verifier.report import FAIL
from answerable.adapters.verifier.verifying import verify_bytes

NONE_SUCH = (b"", b"\xff\x00", b"my checkpoint\n", b"a/log\n0\n\n\n", b"a/log\n7\nAAAA\n\nnobody\n")


@pytest.fixture
def folder(tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case file and the checkpoint held."""
    (tmp_path / "case.zip").write_bytes(zipped(audit.members))
    (tmp_path / "held").write_bytes(audit.held)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("held", NONE_SUCH)
@pytest.mark.parametrize("lang", ["en", "it", "pl"])
def test_a_file_that_is_no_checkpoint_is_wrong_use_and_no_verdict(
    folder: Path, capsys: pytest.CaptureFixture[str], held: bytes, lang: str
) -> None:
    (folder / "other").write_bytes(held)

    code = main(["case.zip", "--checkpoint", "other", "--lang", lang])

    told = capsys.readouterr()
    assert (code, told.out) == (WRONG_USE, "")
    assert "other" in told.err
    assert "answerable ledger checkpoint" in told.err


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("said", "file"),
    [
        (["case.zip", "--checkpoint", "case.zip"], "case.zip"),
        (["case.zip", "--checkpoint", "gone"], "gone"),
        (["gone.zip"], "gone.zip"),
        (["case.zip", "--checkpoint", "."], "."),
        ([], None),
        (["case.zip", "--lang", "de"], None),
        (["case.zip", "--no-such-option"], None),
    ],
)
def test_programs_are_told_of_wrong_use_by_one_document(
    capsys: pytest.CaptureFixture[str], said: list[str], file: str | None
) -> None:
    code = main([*said, "--json"])

    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert (code, error["exit_code"]) == (WRONG_USE, WRONG_USE)
    assert (error["kind"], error["file"]) == ("usage", file)
    assert error["message"] in told.err


@pytest.mark.usefixtures("folder")
def test_without_json_wrong_use_writes_nothing_where_the_answer_stands(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["gone.zip"]) == main(["--no-such-option"]) == WRONG_USE
    assert capsys.readouterr().out == ""


def test_a_checkpoint_of_another_log_is_one_and_fails(audit: Audit) -> None:
    other = audit.held.replace(b"\n", b"x\n", 1)

    checks = verify_bytes(zipped(audit.members), other).checks

    assert [told.check for told in checks if told.result == FAIL] == ["held"]


@pytest.mark.usefixtures("folder")
def test_the_right_checkpoint_is_none_the_worse(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["case.zip", "--checkpoint", "held", "--json"]) == 0
    assert "error" not in json.loads(capsys.readouterr().out)
