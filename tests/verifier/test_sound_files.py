from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.verifier.conftest import CASES, Audit
from tests.verifier.judging import failed, judged, unchecked
from tests.verifier.tiny_log import TinyLog, stored, zipped

from answerable.adapters.verifier.container import zipped as own_zip
from answerable.adapters.verifier.main import main
from answerable.adapters.verifier.verifying import verify_path


def test_a_sound_case_file_passes_every_check(audit: Audit) -> None:
    report = judged(audit.members, audit.held)

    assert (failed(report), unchecked(report)) == ([], [])
    assert [case["case"] for case in report.cases] == list(CASES)


def test_without_a_checkpoint_held_nobody_says_whose_log_it_is(audit: Audit) -> None:
    report = judged(audit.members)

    assert (failed(report), unchecked(report)) == ([], ["held"])


def test_a_log_file_passes_every_check(audit: Audit) -> None:
    report = judged(audit.log.log_file(), audit.held)

    assert (failed(report), unchecked(report)) == ([], [])


def test_withheld_events_are_counted_and_their_words_not_checked(audit: Audit) -> None:
    hidden = [index for index, stream in audit.log.streams.items() if stream == "case-1"]

    report = judged(audit.log.case_file(CASES, hidden[:2], audit.since), audit.held)

    assert (failed(report), unchecked(report)) == ([], ["shown"])
    assert [each["entry"] for each in report.cases[0]["withheld"]] == hidden[:2]


def test_a_folder_with_the_same_names_is_the_same_file(audit: Audit, tmp_path: Path) -> None:
    for name, data in audit.members.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)

    assert verify_path(tmp_path, audit.held) == judged(audit.members, audit.held)


def test_the_standard_library_writes_the_same_zip(audit: Audit) -> None:
    assert own_zip(audit.members) == zipped(audit.members)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_every_log_of_the_second_implementation_is_recounted_to_the_same_root(
    data: st.DataObject,
) -> None:
    log = TinyLog(seed=data.draw(st.integers(0, 3)))
    held: list[bytes] = []
    for number, step in enumerate(data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=25))):
        if step < 7:
            schema = 1 + step % 2
            body = stored(number, {}, schema_version=schema)
            log.event(f"case-{step}", f"Type{step % 3}", body, schema)
        elif step == 7:
            log.rotate()
        else:
            held.append(log.seal())
    log.event("case-0", "Type0", stored(99, {}))
    log.seal()

    for old in [None, *held]:
        since = int(old.split(b"\n")[1]) if old else None
        cases = data.draw(st.lists(st.sampled_from(sorted(log.ends)), min_size=1, unique=True))
        assert failed(judged(log.case_file(cases, since=since), old)) == []
        assert failed(judged(log.log_file(), old)) == []


@pytest.mark.parametrize("language", ["en", "it", "pl"])
def test_the_program_says_so_in_every_language(
    language: str, audit: Audit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "case.zip").write_bytes(zipped(audit.members))

    assert main([str(tmp_path / "case.zip"), "--lang", language]) == 0
    assert "NOT CHECKED" in capsys.readouterr().out


def test_a_file_that_does_not_hold_ends_with_1_and_a_missing_one_with_2(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"no zip")

    assert main([str(tmp_path / "no.zip")]) == 1
    assert main([str(tmp_path / "missing.zip")]) == 2
