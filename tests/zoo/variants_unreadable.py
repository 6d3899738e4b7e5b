"""Variants of what is answered of a log of which some events cannot be read, and what is not."""

from __future__ import annotations

from tests.zoo.variant import Variant

TOLD = (
    "tests/adapters/cli/test_unreadable.py",
    "tests/adapters/cli/test_unreadable_asked.py",
    "tests/application/test_readable.py",
)
OPENING = ("tests/application/test_opening.py",)


def unreadable(name: str, path: str, before: str, after: str) -> Variant:
    """A variant that the command line must be caught by."""
    return Variant(name, "unreadable", path, before, after, TOLD)


UNREADABLE = (
    unreadable(
        "a history is told with a gap in it",
        "application/readable.py",
        "            elif each.version < self.ends.get(each.stream, each.version + 1):\n",
        "            elif each.version != self.ends.get(each.stream, 0):\n",
    ),
    unreadable(
        "a history asked for from its middle goes on behind what cannot be read",
        "application/readable.py",
        "                whole = self._store.read(stream)  #",
        "                whole = self._store.read(stream, after)  #",
    ),
    unreadable(
        "what follows an event that cannot be read is not counted as left out",
        "application/readable.py",
        "            else:\n                self.left_out.add(each.position)\n",
        "",
    ),
    unreadable(
        "a history goes on to the last event that cannot be read",
        "application/readable.py",
        "        self.ends[error.stream] = min(error.version, ",
        "        self.ends[error.stream] = max(error.version, ",
    ),
    unreadable(
        "an event past what was asked about is held against the answer",
        "application/readable.py",
        "error for error in self.events if error.position <= position)\n",
        "error for error in self.events)\n",
    ),
    unreadable(
        "an audit of half a log says nothing of the other half",
        "application/audit.py",
        "        return replace(audit, unread=until)\n",
        "        return audit\n",
    ),
    unreadable(
        "half a log ends as well as a whole one",
        "adapters/cli/unread.py",
        "draw=lambda: drawn(answer, said), wrong=True)\n",
        "draw=lambda: drawn(answer, said))\n",
    ),
    unreadable(
        "a case of which nothing can be read is taken for unknown",
        "application/desk.py",
        "            if error.stream not in log.ends:\n",
        "            if error.stream:\n",
    ),
    unreadable(
        "what is kept in memory of a case stands for what cannot be read",
        "application/desk.py",
        "place = replace(self.place, store=log, states=States(0))\n",
        "place = replace(self.place, store=log)\n",
    ),
    unreadable(
        "a page of half a log is handed on",
        "adapters/cli/asking.py",
        "        self.searched(lambda desk, progress: page(",
        "        self.read(lambda desk, progress: page(",
    ),
    Variant(
        "many commands are taken by rules that cannot be read",
        "unreadable",
        "application/clerk.py",
        "        place.rules.require_known()\n        work",
        "        work",
        OPENING,
    ),
    Variant(
        "in a transaction of the host a command is taken by rules that cannot be read",
        "unreadable",
        "application/desk.py",
        "        self.place.rules.require_known()\n        return handle_once(",
        "        return handle_once(",
        OPENING,
    ),
)
