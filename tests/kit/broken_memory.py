"""A one-line change to the store in memory, with the guarantees that must fail by it."""

from __future__ import annotations

from tests.kit.variant import Broken

MEMORY = (
    Broken(
        "memory: has no lock",
        "tests.contracts.adapters:MEMORY",
        "adapters/memory/store.py",
        "        self._changed = Condition()\n",
        '        words = ("__enter__", "__exit__", "notify_all")\n'
        '        self._changed = type("Open", (), dict.fromkeys(words, lambda *_: None))()\n',
        ("answers-once-in-threads", "refuses-reuse-in-threads", "shares-commits"),
    ),
)
