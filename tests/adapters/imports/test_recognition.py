"""Rows are known again by key and content: order, layout and interruption change nothing."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.imports.cfpb import CODES, RegisterEntry, read_columns, read_entries
from answerable.adapters.imports.cfpb_entry import staged
from answerable.adapters.imports.dates import Order
from answerable.adapters.imports.recognition import (
    Known,
    Match,
    Settled,
    Staged,
    differences,
    match,
    settle,
    updated,
    words,
)
from answerable.adapters.imports.rows import Rejected, Row
from answerable.adapters.imports.staging import Staging

FEW = st.sampled_from(["a", "b", ""])
CONTENTS = st.fixed_dictionaries({"said": FEW, "response": FEW, "zip_code": FEW})
ROWS = st.lists(
    CONTENTS.map(lambda cells: Staged("key", sole=False, weight=0, line=2, content=cells))
)
KNOWN = st.lists(CONTENTS).map(
    lambda contents: [Known(f"case-{at}", said(cells)) for at, cells in enumerate(contents)]
)
ENTRIES = st.lists(
    st.builds(
        RegisterEntry,
        ref=st.sampled_from(["", "1", "2"]).map(lambda ref: ref or None),
        received=st.dates(date(2011, 1, 1), date(2026, 1, 1)),
        sent=st.dates(date(2011, 1, 1), date(2026, 1, 1)),
        **dict.fromkeys(CODES, st.sampled_from(["x", "y y", ""])),
        narrative=st.sampled_from(["x", "y\nz", ""]),
        timely=st.sampled_from([True, False, None]),
        disputed=st.sampled_from([True, False, None]),
        extra=st.just(()),
    ),
    max_size=8,
)


def said(cells: dict[str, str]) -> dict[str, str]:
    """Row cells as they stand on record: what is empty is not there."""
    return {name: cell for name, cell in cells.items() if cell}


def applied(matches: Iterable[Match], known: Sequence[Known]) -> list[Known]:
    """What is on record once these matches were imported."""
    places = {old.place: old.content for old in known}
    for pair in matches:
        place = pair.known.place if pair.known else f"case-{len(places)}-new"
        places[place] = updated(pair.row.content, places.get(place, {}))
    return [Known(place, content) for place, content in places.items()]


def bag(known: Iterable[Known]) -> Counter[tuple[str, ...]]:
    return Counter(words(old.content) for old in known)


def changed(matches: Iterable[Match]) -> int:
    """How many of these rows say something new."""
    return sum(
        pair.known is None or differences(pair.row.content, pair.known.content) > 0
        for pair in matches
    )


@given(ROWS, KNOWN)
def test_every_row_is_matched_once_and_no_record_twice(
    rows: list[Staged], known: list[Known]
) -> None:
    pairs = list(match(rows, known))

    places = [pair.known.place for pair in pairs if pair.known]
    assert len(pairs) == len(rows)
    assert len(places) == len(set(places)) == min(len(rows), len(known))


@given(ROWS, KNOWN)
def test_importing_again_adds_nothing(rows: list[Staged], known: list[Known]) -> None:
    after = applied(match(rows, known), known)

    assert changed(match(rows, after)) == 0


@given(ROWS, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_the_record_does_not_matter(
    rows: list[Staged], known: list[Known], chance: random.Random
) -> None:
    one = bag(applied(match(rows, known), known))
    rows, known = chance.sample(rows, len(rows)), chance.sample(known, len(known))

    assert bag(applied(match(rows, known), known)) == one


@given(ROWS, KNOWN, st.data())
def test_cut_short_anywhere_and_run_again_it_comes_to_the_same(
    rows: list[Staged], known: list[Known], data: st.DataObject
) -> None:
    whole = list(match(rows, known))
    cut = data.draw(st.integers(0, len(whole)))
    halfway = applied(whole[:cut], known)

    rest = list(match(rows, halfway))

    assert bag(applied(rest, halfway)) == bag(applied(whole, known))
    assert changed(whole[:cut]) + changed(rest) == changed(whole)


@given(ROWS.filter(bool), st.data())
def test_one_changed_row_changes_one_record(rows: list[Staged], data: st.DataObject) -> None:
    known = applied(match(rows, []), [])
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = replace(rows[at], content={**rows[at].content, "response": "new"})

    assert changed(match(rows, known)) == 1


def row(line: int = 2, weight: int = 0, *, sole: bool = True, **content: str | None) -> Staged:
    return Staged("key", sole, weight, line, content)


def test_equal_keys_without_an_id_are_as_many_cases_as_rows() -> None:
    same = [row(2, sole=False, a="x"), row(3, sole=False, a="x")]

    assert settle(same) == Settled(same)
    assert [pair.known for pair in match(same, [Known("case-1", {"a": "x"})])].count(None) == 1


def test_under_one_id_the_heaviest_row_counts_whatever_their_order() -> None:
    light, heavy, again = row(2, 0, a="z", b="y"), row(3, 1, a="x"), row(4, 1, a="x")

    for rows in ([light, heavy, again], [again, heavy, light]):
        settled = settle(rows)
        assert [one.content for one in settled.rows] == [{"a": "x"}]
        assert [one.content for one in settled.repeated] == [{"a": "x"}]
        assert list(settled.overruled) == [light]


def test_a_column_the_file_does_not_have_says_nothing() -> None:
    (pair,) = match([row(a="x", b=None)], [Known("case-1", {"a": "x", "b": "y"})])

    assert pair.known is not None
    assert updated(pair.row.content, pair.known.content) == {"a": "x", "b": "y"}
    assert differences(pair.row.content, pair.known.content) == 0


def test_erased_words_are_neither_compared_nor_brought_back() -> None:
    (pair,) = match([row(a="x", b="secret")], [Known("case-1", {"a": "x", "b": None})])

    assert pair.known is not None
    assert differences(pair.row.content, pair.known.content) == 0
    assert updated(pair.row.content, pair.known.content) == {"a": "x"}


def test_a_changed_row_goes_to_the_record_most_like_it() -> None:
    known = [Known("far", {"a": "p", "b": "q"}), Known("near", {"a": "x", "b": "y"})]

    (pair,) = match([row(a="x", b="z")], known)

    assert pair.known == known[1]


def test_thousands_of_rows_with_one_key_are_paired_without_trying_all_pairs() -> None:
    rows = [row(sole=False, a=str(at)) for at in range(2_000)]
    known = [Known(f"case-{at}", {"a": f"old {at}"}) for at in range(2_000)]

    assert sum(pair.known is not None for pair in match(rows, known)) == 2_000


TITLES = {
    "ref": "Complaint ID",
    "received": "Date received",
    "sent": "Date sent to company",
    "consent": "Consumer consent provided?",
    "response": "Company response to consumer",
    "timely": "Timely response?",
    "disputed": "Consumer disputed?",
    "narrative": "Consumer complaint narrative",
    "public_response": "Company public response",
}
SHAPES = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%dT00:00:00Z", "%d %B %Y")


def cells(entry: RegisterEntry, shape: str, order: Sequence[str]) -> dict[str, str]:
    """The entry as a row of a file with dates written in `shape` and columns in `order`."""
    told = {
        name: value.strftime(shape)
        if isinstance(value, date)
        else {None: "", True: "Yes", False: "No"}.get(value, value)
        for name in order
        for value in (getattr(entry, name),)
    }
    return {TITLES.get(name, name): str(cell) for name, cell in told.items()}


def keyed(rows: Iterable[dict[str, str]]) -> Counter[tuple[str, tuple[str, ...]]]:
    """Keys and contents of rows, as a bag."""
    table = [Row(line, one, "") for line, one in enumerate(rows, 2)]
    columns = (
        read_columns(list(table[0].cells))
        if table
        else read_columns(["date received", "product", "issue"])
    )
    with Staging() as staging:
        for found in read_entries(table, columns, lambda: Order.MONTH_FIRST):
            assert not isinstance(found, Rejected)
            staging.stage(staged(*found))
        return Counter(
            (one.key, words(one.content)) for group, _ in staging.groups() for one in group
        )


@given(ENTRIES, st.sampled_from(SHAPES), st.randoms(use_true_random=False))
def test_shuffled_rows_reordered_columns_and_reformatted_dates_are_the_same_rows(
    entries: list[RegisterEntry], shape: str, chance: random.Random
) -> None:
    order = [name for name in RegisterEntry.__slots__ if name != "extra"]
    plain = [cells(entry, "%Y-%m-%d", order) for entry in entries]
    other = chance.sample(order, len(order))
    shuffled = [cells(entry, shape, other) for entry in chance.sample(entries, len(entries))]

    assert keyed(shuffled) == keyed(plain)
