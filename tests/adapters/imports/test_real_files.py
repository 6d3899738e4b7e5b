"""The numbers of real files, read as they came."""

from collections import Counter
from datetime import UTC
from pathlib import Path

import pytest

from answerable.adapters.imports import cfpb, cfpb_entry, survey_feedback, surveys
from answerable.adapters.imports.cfpb_meaning import Standing
from answerable.adapters.imports.recognition import settle
from answerable.adapters.imports.rows import Rejected, TableError
from answerable.adapters.imports.staging import Staging
from answerable.adapters.imports.survey_columns import read_mapping
from answerable.adapters.imports.tables import open_table

ORIGIN = survey_feedback.Origin("reviews", asked=False, label_by="column label", zone=UTC)
FIXTURES = "cfpb_official_fixtures"


def entries(path: Path) -> tuple[list[cfpb.RegisterEntry], list[Rejected]]:
    """The entries of a CFPB file, and the rejected rows."""
    with open_table(path) as table:
        columns = cfpb.read_columns(table.columns)
        order = cfpb.date_order(table.rows, columns)
    with open_table(path) as table:
        found = list(cfpb.read_entries(table.rows, columns, lambda: order))
    rejected = [row for row in found if isinstance(row, Rejected)]
    return [row[1] for row in found if not isinstance(row, Rejected)], rejected


@pytest.mark.parametrize(
    ("name", "in_time", "late", "called_closed", "still_open", "rejected"),
    [
        ("no_complaint_id_2013_2016.csv.gz", 3028, 61, 68, 29, 0),
        ("small_2016_mdy.csv", 274, 0, 6, 69, 0),
        ("small_2019_2020_iso.csv", 262, 3, 0, 3, 0),
        ("small_snake_case_bool.csv", 124, 7, 1, 13, 0),
        (f"{FIXTURES}/complaints-subset.csv", 0, 0, 0, 280, 0),
        (f"{FIXTURES}/from_s3.json", 6, 0, 0, 3, 1),
        (f"{FIXTURES}/v1-intake.csv", 26, 0, 0, 4, 0),
        (f"{FIXTURES}/v1-public.csv", 26, 0, 0, 4, 0),
        (f"{FIXTURES}/v2-intake.csv", 26, 0, 0, 4, 0),
        (f"{FIXTURES}/v2-public.csv", 26, 0, 0, 4, 0),
    ],
)
def test_every_row_of_a_register_is_counted_once(
    data: Path,
    name: str,
    in_time: int,
    late: int,
    called_closed: int,
    still_open: int,
    rejected: int,
) -> None:
    found, refused = entries(data / "cfpb" / name)

    assert Counter(entry.standing for entry in found) == Counter(
        {
            Standing.IN_TIME: in_time,
            Standing.LATE: late,
            Standing.CALLED_CLOSED: called_closed,
            Standing.OPEN: still_open,
        }
    )
    assert len(refused) == rejected


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_two_layouts_of_one_record_set_are_the_same_entries(data: Path, version: str) -> None:
    folder = data / "cfpb" / FIXTURES

    assert entries(folder / f"{version}-public.csv") == entries(folder / f"{version}-intake.csv")


def test_the_data_dictionary_is_refused(data: Path) -> None:
    with pytest.raises(TableError, match="no column Date received"):
        entries(data / "cfpb" / "boa_data_dictionary.csv")


def test_the_row_without_a_day_of_receipt_is_rejected_with_its_line(data: Path) -> None:
    _, rejected = entries(data / "cfpb" / FIXTURES / "from_s3.json")

    assert [(row.line, row.reason) for row in rejected] == [(11, "has no date received")]


def test_rows_that_are_the_same_in_every_column_stay_as_many_cases(data: Path) -> None:
    found, _ = entries(data / "cfpb" / "no_complaint_id_2013_2016.csv.gz")

    with Staging() as staging:
        for line, entry in enumerate(found):
            staging.stage(cfpb_entry.staged(line, entry))
        kept = sum(len(settle(rows).rows) for rows, _ in staging.groups())

    assert len(found) - len(set(found)) == 11
    assert kept == 3186


@pytest.mark.parametrize(
    ("name", "counts", "undated", "repeated", "overruled"),
    [
        ("airline_tweets_true_ids.csv.gz", {True: 9178, False: 5462}, 0, 137, 18),
        ("amazon_it_reviews.csv", {True: 34, False: 326}, 0, 0, 0),
        ("ceneo_pl_reviews.jsonl", {True: 36, False: 421}, 73, 8, 13),
    ],
)
def test_every_review_is_read(
    data: Path, name: str, counts: dict[bool, int], undated: int, repeated: int, overruled: int
) -> None:
    path = data / "surveys_reviews" / name
    with open_table(path) as table:
        mapping = read_mapping([], table.columns)
        order = surveys.date_order(table.rows, mapping, None)
    with open_table(path) as table, Staging() as staging:
        found = list(surveys.read_answers(table.rows, mapping, order))
        answers = [row for row in found if not isinstance(row, Rejected)]
        for line, answer in answers:
            staging.stage(survey_feedback.staged(line, answer, ORIGIN))
        settled = [settle(rows) for rows, _ in staging.groups()]

    assert Counter(answer.critical for _, answer in answers) == counts
    assert len(answers) == len(found)
    assert sum(answer.given is None for _, answer in answers) == undated
    assert sum(len(one.repeated) for one in settled) == repeated
    assert sum(len(one.overruled) for one in settled) == overruled
