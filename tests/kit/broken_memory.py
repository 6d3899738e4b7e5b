"""A one-line change to the store in memory, with the guarantees that must fail by it."""

from __future__ import annotations

from tests.kit.variant import Broken

MEMORY = (
    Broken(
        "memory: has no lock",
        "tests.contracts.adapters:MEMORY",
        "adapters/memory/store.py",
        "        self._lock = RLock()\n        self._changed = Condition(self._lock)\n",
        '        words = ("__enter__", "__exit__", "notify_all")\n'
        '        self._lock = type("Open", (), dict.fromkeys(words, lambda *_: None))()\n'
        "        self._changed = self._lock\n",
        ("answers-once-in-threads", "refuses-reuse-in-threads", "shares-commits"),
    ),
)
