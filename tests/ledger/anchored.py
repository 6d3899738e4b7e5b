"""Anchors to be tried: what each needs around it, and how it is taken away."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.ledger.authority import Authority, Signer

from answerable.adapters.anchors.folder import FolderAnchor
from answerable.adapters.anchors.git import GitAnchor
from answerable.adapters.anchors.time_stamp import TimeStampAuthority
from answerable.application.ledger.anchoring import Anchor
from answerable.application.ledger.note import Checkpoint, Note, Signature

ORIGIN = "log.example/complaints"
PERSON = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "The Log",
    "GIT_AUTHOR_EMAIL": "log@example.org",
    "GIT_COMMITTER_NAME": "The Log",
    "GIT_COMMITTER_EMAIL": "log@example.org",
}

FOR_LONG = 365 * 70
SETTING = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
certs = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
ess_cert_id_alg = sha256
"""


def note(size: int, root: int = 0, *, signed: int = 1, origin: str = ORIGIN) -> bytes:
    """The note of a checkpoint, with so many signatures under it."""
    lines = [Signature(f"log-{n}", b"key.", bytes(64)) for n in range(signed)]
    return Note(Checkpoint(origin, size, root.to_bytes(32)), lines).written()


@dataclass(frozen=True)
class Around:
    """An anchor, the place itself, and how it is taken away."""

    anchor: Anchor
    place: Path | Authority
    gone: Callable[[], None]


@contextmanager
def a_folder(tmp_path: Path, _: pytest.MonkeyPatch) -> Generator[Around]:
    folder = tmp_path / "share"
    folder.mkdir()
    yield Around(FolderAnchor(folder), folder, lambda: shutil.rmtree(folder))


def git(*words: str | Path) -> str:
    """What git says; the test is skipped where there is none."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    done = subprocess.run(["git", *words], check=True, capture_output=True, text=True)  # noqa: S607  # whichever git is installed
    return done.stdout.strip()


def clone(tmp_path: Path, name: str = "clone") -> Path:
    """A clone of the bare repository there, which is made if it is missing."""
    theirs, ours = tmp_path / "theirs.git", tmp_path / name
    if not theirs.exists():
        git("init", "-q", "--bare", "-b", "main", theirs)
    git("clone", "-q", theirs, ours)
    git("-C", ours, "symbolic-ref", "HEAD", "refs/heads/main")
    return ours


def alone_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nothing of whoever runs the test."""
    for name, value in PERSON.items():
        monkeypatch.setenv(name, value)


@contextmanager
def a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Around]:
    alone_with(monkeypatch)
    ours = clone(tmp_path)
    gone = tmp_path / "theirs.git"
    yield Around(GitAnchor(ours, "origin"), ours, lambda: shutil.rmtree(gone))


@contextmanager
def an_authority(_: Path, __: pytest.MonkeyPatch) -> Generator[Around]:
    with closing(Authority()) as authority:
        believed = [authority.root.certificate]
        yield Around(TimeStampAuthority(authority.url, believed), authority, authority.close)


@contextmanager
def an_authority_of_openssl(tmp_path: Path, _: pytest.MonkeyPatch) -> Generator[Around]:
    """An authority whose answers the program `openssl` makes, by the clock of the machine."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    with closing(Authority(FOR_LONG)) as authority:
        authority.told = by_openssl(tmp_path, authority.signer)
        believed = [authority.root.certificate]
        yield Around(TimeStampAuthority(authority.url, believed), authority, authority.close)


def by_openssl(folder: Path, signer: Signer) -> Callable[[bytes], bytes]:
    """What `openssl ts` answers with that certificate."""
    secret = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    query, setting = folder / "query", folder / "setting"
    setting.write_text(SETTING.format(folder=folder), "utf-8")
    (folder / "signer.pem").write_bytes(signer.pem)
    (folder / "signer.key").write_bytes(secret)
    words: list[str | Path] = ["openssl", "ts", "-reply", "-queryfile", query, "-config", setting]

    def told(asked: bytes) -> bytes:
        query.write_bytes(asked)
        return subprocess.run(words, check=True, capture_output=True).stdout

    return told


AROUND = {
    "folder": a_folder,
    "git": a_repository,
    "time-stamp": an_authority,
    "time-stamp by openssl": an_authority_of_openssl,
}
