"""Words, and how many: what people write comes back as it was, or is refused beforehand."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ...application.ports import EventStore, UnstorableEventError
from ..visits import LONE_SURROGATE, command, everything, left, waited

HUGE = 8 * 1024 * 1024
GENERATED = (Phase.explicit, Phase.generate)
"""Nothing is made smaller: with an adapter that is wrong that would take for ever."""
QUICK = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    max_examples=30,
    deadline=None,
    database=None,
    phases=GENERATED,
)
HARD = (
    "",
    "\0",
    "a\0b",
    "'\"\\`$",
    "\r\n\t\x1b[2J",
    "e\u0301 \u00e9",
    "\U0001f469\u200d\U0001f467",
    "\uffff\U0010ffff",
)
ODD = (
    "case-a",
    "case-A",
    "case-a ",
    "case-\u00e9",
    "case-e\u0301",
    "case-%",
    "case-_",
    "case-'\"\\;--",
    "case-ż" * 40,
)


class Faithful:
    """Guarantees to the words in an event, and to ids."""

    @QUICK
    @given(said=st.text())
    def test_any_text(self, store: EventStore, said: str) -> None:
        """Any text comes back as it was: every character of Unicode, NUL among them."""
        n = store.head()

        store.append(command(f"cmd-{n}"), len(store.read("case-1")), [left(said)])

        (*_, newest) = store.read("case-1")
        assert newest.event == left(said)

    def test_hard_text(self, store: EventStore) -> None:
        """NUL, quotes, line ends, letters with marks and pictures come back as they were."""
        for n, said in enumerate(HARD):
            store.append(command(f"cmd-{n}"), n, [left(said)])

        assert [e.event for e in store.read("case-1")] == [left(said) for said in HARD]

    def test_refuses_half_characters(self, store: EventStore) -> None:
        """A lone surrogate is refused before anything is stored, not changed on the way."""
        for n, said in enumerate((LONE_SURROGATE, f"a{LONE_SURROGATE}b", "\udfff")):
            with pytest.raises(UnstorableEventError):
                store.append(command(f"cmd-{n}"), 0, [left(said)])

        assert store.head() == 0

    def test_huge(self, store: EventStore) -> None:
        """An event of eight million characters comes back as it was."""
        said = "żaba " * (HUGE // 5)

        appended = store.append(command("cmd-1"), 0, [left(said)])

        assert list(store.read("case-1")) == list(appended)
        assert appended[0].event == left(said)
        assert len(everything(store)) == 1

    def test_tells_ids_apart(self, store: EventStore) -> None:
        """Ids that differ in case, in a space, in a mark or in how it is written are different."""
        for n, stream in enumerate(ODD):
            store.append(command(f"cmd-{stream}", stream), 0, waited(n))

        for n, stream in enumerate(ODD):
            (only,) = store.read(stream)
            assert (only.stream, only.event) == (stream, waited(n)[0])
            assert list(store.answered(command(f"cmd-{stream}", stream))) == [only]
