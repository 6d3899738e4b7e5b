"""Folders and repositories see a fork, and nothing that stands there is ever replaced."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.anchored import Around, a_folder, a_repository, clone, git, note

from answerable.adapters.anchors.folder import FolderAnchor
from answerable.adapters.anchors.git import GitAnchor
from answerable.adapters.anchors.once import called, write_once
from answerable.application.ledger.anchoring import NotAnchoredError
from answerable.application.ledger.note import Checkpoint

ORIGINS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)


@pytest.fixture(params=[a_folder, a_repository])
def around(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Around]:
    with request.param(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Around]:
    with a_repository(tmp_path, monkeypatch) as made:
        yield made


def files(around: Around) -> dict[str, bytes]:
    """What stands in the folder or the clone."""
    assert isinstance(around.place, Path)
    return {each.name: each.read_bytes() for each in around.place.iterdir() if each.is_file()}


def test_each_checkpoint_is_one_file(around: Around) -> None:
    for size in (13, 14):
        around.anchor.put(note(size))

    assert files(around) == {
        f"log.example%2Fcomplaints.{size}.note": note(size) for size in (13, 14)
    }


def test_another_list_of_the_same_size_is_refused_loudly(around: Around) -> None:
    proof = around.anchor.put(note(13))

    with pytest.raises(NotAnchoredError, match="somebody has to look into it"):
        around.anchor.put(note(13, 1))
    assert list(files(around).values()) == [note(13)]
    assert around.anchor.shown(note(13), proof)


def test_more_signatures_under_the_same_checkpoint_are_no_other_list(tmp_path: Path) -> None:
    anchor = FolderAnchor(tmp_path)
    anchor.put(note(13))

    assert anchor.shown(note(13, signed=2), anchor.put(note(13, signed=2)))
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [note(13)]


@pytest.mark.parametrize("instead", [b"", b"words", note(13)[:-1]])
def test_what_stands_in_the_place_of_a_note_is_refused(tmp_path: Path, instead: bytes) -> None:
    anchor = FolderAnchor(tmp_path)
    proof = anchor.put(note(13))
    (tmp_path / proof.decode()).write_bytes(instead)

    for attempt in (lambda: anchor.put(note(13)), lambda: anchor.shown(note(13), proof)):
        with pytest.raises(NotAnchoredError, match="something else"):
            attempt()


@given(st.dictionaries(st.tuples(ORIGINS, st.integers(0, 99)), st.none(), max_size=5))
def test_no_two_checkpoints_share_a_file_and_none_leads_out(
    told: dict[tuple[str, int], None],
) -> None:
    names = [f"{called(Checkpoint(origin, size, b''))}.note" for origin, size in told]

    assert len(set(names)) == len(names)
    assert all(Path(name).name == name and "\0" not in name for name in names)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=4))
def test_the_first_that_is_written_stays(contents: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        found = [write_once(file, content) for content in contents]

        assert found == [contents[0]] * len(contents)
        assert file.read_bytes() == contents[0]
        assert [each.name for each in Path(folder).iterdir()] == ["file"]


def test_a_disk_that_fails_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(NotAnchoredError, match="No space left on device"):
        FolderAnchor(tmp_path).put(note(13))
    assert list(tmp_path.iterdir()) == []


def test_a_share_without_hard_links_is_refused_and_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", unknown)

    with pytest.raises(NotAnchoredError, match="Operation not supported"):
        FolderAnchor(tmp_path).put(note(13))
    assert list(tmp_path.iterdir()) == []


def test_the_note_is_in_the_repository_of_the_others(repository: Around, tmp_path: Path) -> None:
    commit = repository.anchor.put(note(13)).decode().strip()

    theirs = tmp_path / "theirs.git"
    assert git("-C", theirs, "rev-parse", "main") == commit
    shown = git("-C", theirs, "show", "main:log.example%2Fcomplaints.13.note")
    assert f"{shown}\n".encode() == note(13)


def test_a_push_that_is_rejected_is_an_error_and_forces_nothing(
    repository: Around, tmp_path: Path
) -> None:
    repository.anchor.put(note(13))
    other = clone(tmp_path, "other")
    GitAnchor(other, "origin").put(note(14))
    before = git("-C", tmp_path / "theirs.git", "rev-parse", "main")

    with pytest.raises(NotAnchoredError, match="git push failed"):
        repository.anchor.put(note(15))
    assert git("-C", tmp_path / "theirs.git", "rev-parse", "main") == before

    git("-C", tmp_path / "clone", "pull", "-q", "--rebase")
    assert repository.anchor.shown(note(15), repository.anchor.put(note(15)))


def test_what_was_pushed_and_taken_away_again_is_not_shown(
    repository: Around, tmp_path: Path
) -> None:
    repository.anchor.put(note(13))
    before = git("-C", tmp_path / "theirs.git", "rev-parse", "main")
    proof = repository.anchor.put(note(14))

    git("-C", tmp_path / "theirs.git", "update-ref", "refs/heads/main", before)

    with pytest.raises(NotAnchoredError, match="does not have"):
        repository.anchor.shown(note(14), proof)


def test_a_commit_without_the_note_does_not_show_it(repository: Around, tmp_path: Path) -> None:
    first = repository.anchor.put(note(13))
    repository.anchor.put(note(14))

    with pytest.raises(NotAnchoredError, match="git cat-file failed"):
        repository.anchor.shown(note(14), first)
    assert repository.anchor.shown(note(13), first)
    assert git("-C", tmp_path / "clone", "status", "--porcelain") == ""


def test_what_others_have_staged_is_not_committed(repository: Around, tmp_path: Path) -> None:
    (tmp_path / "clone" / "draft").write_text("words", "utf-8")
    git("-C", tmp_path / "clone", "add", "draft")

    repository.anchor.put(note(13))

    listed = git("-C", tmp_path / "theirs.git", "ls-tree", "--name-only", "main")
    assert listed == "log.example%2Fcomplaints.13.note"


def test_git_itself_may_be_missing(
    repository: Around, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotAnchoredError, match="git is not installed"):
        repository.anchor.put(note(13))


def test_a_git_that_was_told_of_another_repository_still_uses_the_clone(
    repository: Around, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere.git"
    shutil.copytree(tmp_path / "theirs.git", other)
    monkeypatch.setenv("GIT_DIR", str(other))

    assert repository.anchor.shown(note(13), repository.anchor.put(note(13)))
