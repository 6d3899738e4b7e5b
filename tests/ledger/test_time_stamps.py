"""A time-stamp is kept only where it holds: by whom is believed, of this note, for this request."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.anchored import FOR_LONG, note
from tests.ledger.authority import NOON, Authority, Signer, Stamp, asked, signer
from tests.ledger.der import integer, seq

from answerable.adapters.anchors.receipts import ReceiptFolder
from answerable.adapters.anchors.time_stamp import (
    TimeStampAuthority,
    TimeStamps,
    certificates_in,
)
from answerable.application.ledger.anchoring import NotAnchoredError
from answerable.application.ledger.anchoring import anchor as put_and_keep

ROOT = signer("root")
SIGNER = signer("time-stamps", ROOT)
BELIEVED = TimeStamps([ROOT.certificate])
SINCE = "It has been there since 2026-03-02 12:00:00 UTC, as the authority says."
STAMPED = Stamp(SIGNER, sha256(note(13)).digest(), b"\x01").answer()


@pytest.fixture
def authority() -> Iterator[Authority]:
    with closing(Authority()) as made:
        yield made


def anchor(authority: Authority, *believed: Signer) -> TimeStampAuthority:
    by = believed or (authority.root,)
    return TimeStampAuthority(authority.url, [each.certificate for each in by])


def test_it_says_since_when_the_checkpoint_has_been_there(authority: Authority) -> None:
    ours = anchor(authority)

    assert ours.shown(note(13), ours.put(note(13))) == SINCE


def test_who_issued_the_certificate_may_be_believed_or_the_whole_chain(
    authority: Authority,
) -> None:
    chain = anchor(authority, authority.signer, authority.root)

    assert chain.shown(note(13), chain.put(note(13))) == SINCE


WRONG: dict[str, tuple[str, Callable[[Authority, bytes], bytes | int]]] = {
    "another nonce": (
        "Nonce mismatch",
        lambda by, query: replace(asked(query, by.signer), nonce=b"\x05").answer(),
    ),
    "another digest": (
        "Mismatch between messages",
        lambda by, query: replace(asked(query, by.signer), digest=bytes(32)).answer(),
    ),
    "a stranger's certificate": (
        "no certificate that is believed signed it",
        lambda _, query: asked(query, SIGNER).answer(),
    ),
    "the key of another": (
        "no certificate that is believed signed it",
        lambda by, query: asked(query, Signer(by.signer.certificate, SIGNER.key)).answer(),
    ),
    "after the certificate was over": (
        "was not valid then",
        lambda by, query: replace(
            asked(query, by.signer), moment=NOON + timedelta(days=30)
        ).answer(),
    ),
    "before the certificate began": (
        "was not valid then",
        lambda by, query: replace(
            asked(query, by.signer), moment=NOON - timedelta(days=9)
        ).answer(),
    ),
    "a certificate that is for no time-stamps": (
        "no certificate that is believed signed it",
        lambda by, query: asked(query, by.root).answer(),
    ),
    "refused": ("did not grant it: status 2", lambda _, __: seq(seq(integer(2)))),
    "granted with other words": (
        "did not grant it: status 1",
        lambda by, query: replace(asked(query, by.signer), status=1).answer(),
    ),
    "granted without a time-stamp": ("cannot be read", lambda _, __: seq(seq(integer(0)))),
    "nothing": ("no time-stamp", lambda _, __: b""),
    "a page": ("no time-stamp", lambda _, __: b"<html>Please log in.</html>"),
    "too much": ("no time-stamp", lambda _, __: bytes(100_000)),
    "half of it": ("no time-stamp", lambda by, q: asked(q, by.signer).answer()[:-9]),
    "an error of HTTP": ("It answered 503", lambda _, __: 503),
    "an answer that is elsewhere": ("It answered 302", lambda _, __: 302),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_hold_is_refused_in_a_sentence(authority: Authority, wrong: str) -> None:
    said, answer = WRONG[wrong]
    authority.told = lambda query: answer(authority, query)

    with pytest.raises(NotAnchoredError, match=said) as refused:
        anchor(authority).put(note(13))
    assert refused.value.reason.endswith(".")
    assert "openssl" not in refused.value.reason.lower()


def test_an_authority_that_is_not_there_cannot_be_reached(authority: Authority) -> None:
    authority.close()

    with pytest.raises(NotAnchoredError, match="cannot be reached"):
        anchor(authority).put(note(13))


def test_an_older_answer_is_taken_for_no_new_one(authority: Authority) -> None:
    old = anchor(authority).put(note(13))
    authority.told = lambda _: old

    with pytest.raises(NotAnchoredError, match="Nonce"):
        anchor(authority).put(note(13))
    assert BELIEVED.knows(anchor(authority).name)


def test_a_kept_time_stamp_is_judged_without_the_authority(authority: Authority) -> None:
    proof = anchor(authority).put(note(13))
    authority.close()

    assert TimeStamps([authority.root.certificate]).shown(note(13), proof) == SINCE
    with pytest.raises(NotAnchoredError, match="believed"):
        BELIEVED.shown(note(13), proof)


@given(st.integers(0, len(STAMPED) * 8 - 1))
def test_a_changed_time_stamp_is_refused_or_says_the_same(bit: int) -> None:
    changed = bytearray(STAMPED)
    changed[bit // 8] ^= 1 << bit % 8

    try:
        said = BELIEVED.shown(note(13), bytes(changed))
    except NotAnchoredError:
        return
    assert said == SINCE


@pytest.mark.parametrize("url", ["file:///etc/passwd", "tsa.example", "https://", "http://a:b/c"])
def test_only_urls_of_http_are_asked(url: str) -> None:
    with pytest.raises(ValueError, match=r"http|port|Port"):
        TimeStampAuthority(url, [ROOT.certificate])


def test_what_a_url_holds_besides_the_host_is_in_no_name() -> None:
    told = TimeStampAuthority("https://user:secret@tsa.example:8443/path?key=1", [ROOT.certificate])

    assert told.name == "tsa.example-8443.tsr"


def test_certificates_are_read_in_pem_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "chain.pem"
    file.write_bytes(SIGNER.pem + ROOT.pem)

    assert certificates_in([file]) == [SIGNER.certificate, ROOT.certificate]
    file.write_bytes(b"no certificate")
    with pytest.raises(ValueError, match="PEM"):
        certificates_in([file])


def test_the_line_in_the_docs_checks_a_receipt_as_it_is_kept(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    page = (Path(__file__).parents[2] / "docs/ledger.md").read_text("utf-8")
    (line,) = re.findall(r"^\$ (openssl ts -verify .*)$", page, re.MULTILINE)
    with closing(Authority(FOR_LONG)) as authority:
        put_and_keep(note(13), [anchor(authority)], ReceiptFolder(tmp_path))
        (kept,) = tmp_path.glob("*/*.tsr")
        (kept.parent / "tsa-root.pem").write_bytes(authority.root.pem)
    kept.rename(kept.with_name("tsa.example.org.tsr"))

    def code() -> int:
        done = subprocess.run(line.split(), check=False, capture_output=True, cwd=kept.parent)
        return done.returncode

    assert code() == 0
    (kept.parent / "note").write_bytes(note(14))
    assert code() == 1


def test_openssl_finds_the_same(tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    kept, held, root = tmp_path / "tsa.tsr", tmp_path / "note", tmp_path / "tsa.pem"
    at = ["-attime", str(int(NOON.timestamp()))]
    words: list[str | Path] = ["openssl", "ts", "-verify", "-data", held, "-in", kept]
    kept.write_bytes(STAMPED)
    root.write_bytes(ROOT.pem)
    found = {}
    for size in (13, 14):
        held.write_bytes(note(size))
        done = subprocess.run([*words, "-CAfile", root, *at], check=False, capture_output=True)
        found[size] = done.returncode

    assert found == {13: 0, 14: 1}
