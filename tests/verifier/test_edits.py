"""A short part of the long runs: `edits.py` and `bits.py` say how to repeat them whole."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.verifier import bits, forging
from tests.verifier.editing import Draft
from tests.verifier.edits import EDITS, Sound, attempt, run
from tests.verifier.sound_files import small_file, story_file, tiny_files
from tests.verifier.tiny_log import Members, zipped
from tests.verifier.zip_tricks import ZIP_TRICKS

from answerable.adapters.verifier.report import FAIL
from answerable.adapters.verifier.verifying import verify, verify_bytes

SHORT = 1500


def test_no_edit_of_a_case_file_is_accepted_unless_it_only_shows_less() -> None:
    sound = Sound(*small_file())

    found = Counter(each.what for each in run(sound, 0, range(SHORT)))

    assert set(found) <= {"refused", "same", "weaker"}


def test_no_edit_of_a_real_case_file_is_accepted_unless_it_only_shows_less() -> None:
    sound = Sound(*story_file())

    found = Counter(each.what for each in run(sound, 1, range(150)))

    assert set(found) <= {"refused", "same", "weaker"}


def test_every_edit_is_tried() -> None:
    sound = Sound(*small_file())

    tried = {n for each in range(SHORT) for n in attempt(sound, 0, each).edits.split("+")}

    assert tried == {edit.__name__ for edit in (*EDITS, *ZIP_TRICKS)}


@pytest.mark.parametrize("deep", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 9999 + b"]" * 9999])
def test_a_file_too_deep_to_be_read_reaches_the_verifier_which_refuses_it(deep: bytes) -> None:
    members, held = small_file()
    draft = Draft.of(members)
    draft.spoil.append(lambda spoilt: spoilt.update({"proof.json": forging.backwards(deep)}))

    made = draft.members()

    assert made["proof.json"] == deep
    refused = [told for told in verify(made, held).checks if told.result == FAIL]
    assert [(told.check, told.says) for told in refused] == [("json", "no-json")]


def test_what_can_be_read_is_turned_around() -> None:
    assert forging.backwards(b'{"a":1,"b":[[2]]}') == b'{"b": [[2]], "a": 1}'


def test_no_changed_bit_or_byte_is_accepted() -> None:
    assert set(bits.bits_of_small(3, 101)) == {"refused"}
    assert set(bits.bytes_of_real(997)) == {"refused"}
    assert set(bits.bytes_of_members(997)) == {"refused"}


def test_a_run_over_one_file_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    data, results = tiny_files(1)[0], tmp_path / "results.jsonl"
    whole = bits.run_of(data, data, results)
    lines = results.read_text("utf-8").splitlines(keepends=True)
    results.write_text("".join(lines[:1]), "utf-8")

    assert bits.run_of(data, data, results) == whole
    assert len(lines) > 2
    assert whole["bytes of the file: refused"] == len(data)
    assert set(whole) == {"bytes of the file: refused", "bytes of its members: refused"}


@pytest.mark.parametrize("made", [small_file, story_file], ids=["small", "story"])
def test_what_is_edited_was_sound(made: Callable[[], tuple[Members, bytes]]) -> None:
    members, held = made()

    assert verify_bytes(zipped(members), held).holds
