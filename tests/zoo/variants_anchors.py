"""Variants of anchors: what is put out of reach, what is kept of it, and the line in letters."""

from __future__ import annotations

from tests.zoo.variant import Variant

KEEPING = ("tests/ledger/test_anchoring.py",)
FILES = ("tests/ledger/test_anchors.py", "tests/contracts/test_anchor.py")
STAMPS = ("tests/ledger/test_time_stamps.py",)
LETTERS = ("tests/application/test_closing_line.py",)


def of(name: str, path: str, before: str, after: str, tests: tuple[str, ...]) -> Variant:
    """A variant of what anchors a checkpoint."""
    return Variant(name, "anchors", path, before, after, tests)


ANCHORS = (
    of(
        "a receipt is kept before it is seen to hold",
        "application/ledger/anchoring.py",
        "        sentence = by.shown(note, proof)\n        if kept is None:\n"
        "            receipts.keep(Receipt(checkpoint.size, note, by.name, proof))\n",
        "        if kept is None:\n"
        "            receipts.keep(Receipt(checkpoint.size, note, by.name, proof))\n"
        "        sentence = by.shown(note, proof)\n",
        KEEPING,
    ),
    of(
        "what was anchored is not held against the list",
        "application/ledger/anchoring.py",
        "        if root_at(said.size) != said.root:\n",
        "        if root_at(said.size) is None:\n",
        KEEPING,
    ),
    of(
        "another list of the same size is anchored all the same",
        "application/ledger/anchoring.py",
        "    if before is not None and _read(before) != checkpoint:\n",
        "    if before is not None and _read(before) is None:\n",
        KEEPING,
    ),
    of(
        "a receipt takes the place of another",
        "adapters/anchors/receipts.py",
        "                if write_once(folder / name, content) != content:\n",
        "                if not write_once(folder / name, content) and content:\n",
        KEEPING,
    ),
    of(
        "a file is written over what stood there",
        "adapters/anchors/once.py",
        "        file.hardlink_to(draft)\n",
        "        Path(draft).rename(file)\n        Path(draft).touch()\n",
        FILES,
    ),
    of(
        "a fork is not seen in a folder",
        "adapters/anchors/folder.py",
        "            same = parse(there).checkpoint == parse(note).checkpoint\n",
        "            same = parse(there).checkpoint.size == parse(note).checkpoint.size\n",
        FILES,
    ),
    of(
        "a push is forced",
        "adapters/anchors/git.py",
        'self._git("push", "-q", "--"',
        'self._git("push", "-q", "-f", "--"',
        FILES,
    ),
    of(
        "a commit that the remote has no more is shown",
        "adapters/anchors/git.py",
        'self._git("fetch", "-q", "--prune", "--", self._remote)',
        'self._git("log", "-1", "--format=%H")',
        FILES,
    ),
    of(
        "an old answer is taken for a new one",
        "adapters/anchors/time_stamp.py",
        "        self.judged(note, answer, request.nonce)\n",
        "        self.judged(note, answer, None)\n",
        STAMPS,
    ),
    of(
        "a closing reply leaves without the line",
        "application/case_desk.py",
        "if kind is Kind.CLOSING else None",
        "if kind is Kind.PROPOSAL else None",
        LETTERS,
    ),
    of(
        "the line stands twice where somebody printed it",
        "application/ledger/closing_line.py",
        '    if line is None or text.rstrip().endswith(f"\\n{line}"):\n',
        "    if line is None:\n",
        LETTERS,
    ),
)
