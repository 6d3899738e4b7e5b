"""Variants of the ledger: what is sealed, proved, checked, signed and witnessed."""

from __future__ import annotations

from tests.zoo.variant import Variant

TREE = ("tests/ledger/test_tree.py",)
HEADS = ("tests/ledger/test_heads.py",)
SEALING = ("tests/ledger/test_sealing.py", "tests/ledger/test_ledger.py")
CHECKING = ("tests/ledger/test_checking.py", "tests/attacks/test_attacks.py")
NOTES = ("tests/ledger/test_note.py", "tests/ledger/test_entry.py")
WITNESS = ("tests/ledger/test_witnessing.py",)
VECTORS = ("tests/ledger/test_vectors.py",)


def of(name: str, module: str, before: str, after: str, tests: tuple[str, ...]) -> Variant:
    """A variant of a module of the ledger."""
    return Variant(name, "ledger", f"application/ledger/{module}.py", before, after, tests)


LEDGER = (
    of("a leaf is hashed like a node", "tree", 'sha256(b"\\0" + entry)', "sha256(entry)", TREE),
    of(
        "an entry leaves out the type of its event",
        "entry",
        "+ stream16 + text16(type_) + stored",
        '+ stream16 + text16("") + stored',
        VECTORS,
    ),
    of(
        "a proof of inclusion may be too long",
        "tree",
        "        if last == 0:\n            return None\n        if index",
        "        if last == 0:\n            return root\n        if index",
        TREE,
    ),
    of(
        "a proof of consistency does not look at the old root",
        "tree",
        "_both_roots(at, last, steps) == (old_root, new_root)",
        "(_both_roots(at, last, steps) or (b'', b''))[1] == new_root",
        TREE,
    ),
    of(
        "a tile that is full goes on being filled",
        "tiles",
        "        if at == 0:\n",
        "        if at == 0 and not number:\n",
        TREE,
    ),
    of(
        "a leaf of the map leaves out the version",
        "head_page",
        "self.key + self.version.to_bytes(8)",
        "self.key + bytes(8)",
        HEADS,
    ),
    of(
        "a stream alone in a subtree is hashed with what is not there",
        "head_page",
        "    if left is None and (right is None or right.single):\n",
        "    if left is None and right is None:\n",
        HEADS,
    ),
    of(
        "an absence is believed with the leaf of another place",
        "heads",
        " or _bits(other.key) >> 256 - depth != _bits(key) >> 256 - depth:\n",
        ":\n",
        HEADS,
    ),
    of(
        "a page of the map is believed whatever its root",
        "heads",
        "            if page.root() != self._root_of(prefix):\n",
        "            if kept is None and prefix:\n",
        ("tests/ledger/test_damage.py",),
    ),
    of(
        "an event does not name the one before it",
        "drafting",
        "        before, digest = head.entry + 1,",
        "        before, digest = 0,",
        SEALING,
    ),
    of(
        "the log is sealed past a gap",
        "drafting",
        "        if version != head.version + 1 or position < 1:\n",
        "        if position < 1:\n",
        SEALING,
    ),
    of(
        "a checkpoint takes more than a batch",
        "sealing",
        "self._log.stored_all(tip.position, BATCH)",
        "self._log.stored_all(tip.position, 2 * BATCH)",
        SEALING,
    ),
    of(
        "the key that follows was not named",
        "sealing",
        "            public = self._keys.public(tip.key.next)\n",
        "            public = self._keys.make()\n",
        SEALING,
    ),
    of(
        "a key takes over signed by itself",
        "sealing",
        "            draft.key(self._signed(entry, tip.key.public))\n",
        "            draft.key(self._signed(entry, entry.public))\n",
        SEALING,
    ),
    of(
        "an old key is kept after it was followed",
        "sealing",
        "        if before:\n            self._keys.retire(before.public)\n",
        "",
        SEALING,
    ),
    of(
        "a step that was late is thought to be kept",
        "sealing",
        "        if not self._ledger.advance(step):\n            return False\n",
        "        self._ledger.advance(step)\n",
        SEALING,
    ),
    of(
        "an event that was put in between is let be",
        "recount",
        "        for position, stream, version in rows.before(entry.position):\n",
        "        for position, stream, version in list(rows.before(entry.position))[:0]:\n",
        CHECKING,
    ),
    of(
        "an event that is gone is let be",
        "recount",
        '        return "it is gone from the log"\n',
        "        return None\n",
        CHECKING,
    ),
    of(
        "the stored bytes of an event are not looked at",
        "recount",
        "    if sha256(stored).digest() != entry.stored:\n",
        "    if not stored:\n",
        CHECKING,
    ),
    of(
        "a shorter list passes",
        "checking",
        "        if counted.size < held.size:\n",
        "        if counted.size < 0:\n",
        CHECKING,
    ),
    of(
        "a list of another root passes",
        "checking",
        "        if counted.roots.get(held.size) != held.root:\n",
        "        if not counted.roots.get(held.size):\n",
        CHECKING,
    ),
    of(
        "a checkpoint that nobody signed passes",
        "checking",
        "        return bool(in_force) and note.signed_by(origin, in_force[-1], self._is_signed)\n",
        "        return bool(in_force and note.signatures and origin)\n",
        CHECKING,
    ),
    of(
        "an unsealed tail passes",
        "checking",
        'return Finding("unsealed", Outcome.NOT_CHECKED, tail)',
        'return Finding("unsealed", Outcome.PASS, tail)',
        CHECKING,
    ),
    of(
        "a signature of another key is taken for the log's",
        "note",
        "each.name == name and each.key_id == ours and is_signed(",
        "each.name == name or is_signed(",
        NOTES,
    ),
    of(
        "a note may be written in several ways",
        "note",
        " or found.written() != note or not found.signatures",
        " or not found.signatures",
        NOTES,
    ),
    of(
        "bytes after the end of an entry are let be",
        "entry",
        "        if self._left:\n",
        "        if self._left is None:\n",
        NOTES,
    ),
    of(
        "a witness cosigns a fork",
        "witnessing",
        "        if request.old != size or forked:\n",
        "        if request.old > size:\n",
        WITNESS,
    ),
    of(
        "a witness believes without a proof",
        "witnessing",
        "        if not _leads(seen, checkpoint, request.proof):\n",
        "        if seen is None and request.proof:\n",
        WITNESS,
    ),
    of(
        "a witness cosigns before it remembers",
        "witnessing",
        "        if not self.memory.advance(seen, checkpoint):\n",
        "        if not checkpoint:\n",
        WITNESS,
    ),
    of(
        "a cosignature is kept unchecked",
        "cosigning",
        "        if known and is_signed(public, cosigned(body, moment), signature):\n",
        "        if known and (signature or moment):\n",
        WITNESS,
    ),
    Variant(
        "a ledger takes a step that is late",
        "ledger",
        "adapters/memory/ledger.py",
        "            if len(self._entries) != step.expected:\n",
        "            if len(self._entries) < step.expected:\n",
        ("tests/contracts/test_ledger_store.py", *SEALING),
    ),
    Variant(
        "a ledger in tables takes a step that is late",
        "ledger",
        "adapters/ledger_tables.py",
        "            if (kept.size if kept else 0) != step.expected:\n",
        "            if (kept.size if kept else 0) > step.expected + 9:\n",
        ("tests/contracts/test_ledger_store.py",),
    ),
    Variant(
        "a key that others can read signs",
        "ledger",
        "adapters/key_folder.py",
        '        if os.name != "nt" and file.stat().st_mode & OTHERS:\n',
        '        if os.name != "nt" and file.stat().st_mode & 0o001:\n',
        ("tests/adapters/test_key_folder.py",),
    ),
    Variant(
        "two witnesses at the same time are both kept",
        "ledger",
        "adapters/witness/memory.py",
        "            if still:\n",
        "            if still or before is None:\n",
        WITNESS,
    ),
)
