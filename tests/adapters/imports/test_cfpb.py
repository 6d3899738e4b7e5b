"""CFPB rows: the same entry from every export, and no claim the register does not make."""

from datetime import date

import pytest

from answerable.adapters.imports.cfpb import (
    RegisterEntry,
    date_order,
    read_columns,
    read_entries,
)
from answerable.adapters.imports.cfpb_entry import content, key, personal
from answerable.adapters.imports.cfpb_meaning import CLAIMS, Claim, Standing, claim, standing
from answerable.adapters.imports.dates import Order
from answerable.adapters.imports.rows import Rejected, Row, TableError

PUBLIC = {
    "Date received": "9/24/19",
    "Product": "Debt collection",
    "Sub-product": "Medical debt",
    "Issue": "Attempts to collect debt not owed",
    "Sub-issue": "Debt is not yours",
    "Consumer complaint narrative": "It is not mine.\r\nI said so twice.",
    "Company public response": "",
    "Company": "Typhoon Brews",
    "State": "FL",
    "ZIP code": "330XX",
    "Tags": "Servicemember",
    "Consumer consent provided?": "Consent provided",
    "Submitted via": "Web",
    "Date sent to company": "9/25/19",
    "Company response to consumer": "Closed with explanation",
    "Timely response?": "Yes",
    "Consumer disputed?": "N/A",
    "Complaint ID": "3003003",
}
INTAKE_NAMES = """
    date_received product sub_product issue sub_issue consumer_narrative company_public_response
    company state zip_code tag consent_status submitted_via date_sent_to_company
    company_response_to_consumer timely_response consumer_disputed public_id
"""
API_NAMES = """
    date_received product sub_product issue sub_issue complaint_what_happened
    company_public_response company state zip_code tags consumer_consent_provided submitted_via
    date_sent_to_company company_response timely consumer_disputed complaint_id
"""


def read(*rows: dict[str, str], order: Order = Order.MONTH_FIRST) -> list[RegisterEntry | Rejected]:
    """What these rows are read as."""
    table = [Row(line, cells, repr(cells)) for line, cells in enumerate(rows, 2)]
    found = read_entries(table, read_columns(list(rows[0])), lambda: order)
    return [entry if isinstance(entry, Rejected) else entry[1] for entry in found]


def entry(row: dict[str, str]) -> RegisterEntry:
    (found,) = read(row)
    assert isinstance(found, RegisterEntry)
    return found


def reason(row: dict[str, str]) -> str:
    (found,) = read(row)
    assert isinstance(found, Rejected)
    return found.reason


@pytest.mark.parametrize("names", [INTAKE_NAMES, API_NAMES])
def test_every_layout_gives_the_same_entry(names: str) -> None:
    other = dict(zip(names.split(), PUBLIC.values(), strict=True))
    other |= {"date_received": "2019-09-24", "date_sent_to_company": "09/25/2019"}
    other |= {"timely": "true"} if "timely" in other else {"timely_response": "1"}

    assert entry(other) == entry(PUBLIC)


def test_the_entry_says_what_the_row_says() -> None:
    found = entry(PUBLIC)

    assert (found.ref, found.received, found.sent) == (
        "3003003",
        date(2019, 9, 24),
        date(2019, 9, 25),
    )
    assert (found.timely, found.disputed) == (True, None)
    assert found.narrative == "It is not mine.\nI said so twice."
    assert found.standing is Standing.IN_TIME


def test_a_subset_of_columns_is_an_export_and_says_no_more_than_it_has() -> None:
    found = entry({name: PUBLIC[name] for name in ("Date received", "Product", "Issue", "State")})

    assert (found.ref, found.company, found.response, found.timely) == (None, None, None, None)
    assert found.standing is Standing.OPEN


def test_columns_nobody_knows_are_kept_and_taken_for_personal() -> None:
    told = content(entry(PUBLIC | {"Event tag": "F1-Race"}))

    assert told["other.event_tag"] == "F1-Race"
    assert personal("other.event_tag")


def test_a_data_dictionary_is_refused_and_told_what_it_lacks() -> None:
    with pytest.raises(TableError, match="Date received and no column Product and no column Issue"):
        read_columns(["Field", "Description"])


def test_where_a_day_of_submission_stands_the_day_received_is_the_company_s() -> None:
    row = {"Date submitted": "1/2/20", "Date received": "1/5/20", "Product": "x", "Issue": "y"}

    found = entry(row)

    assert (found.received, found.sent) == (date(2020, 1, 2), date(2020, 1, 5))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"Date received": ""}, "has no date received"),
        ({"Date received": "2/30/16"}, "the date received does not exist"),
        ({"Date sent to company": "yesterday"}, "the date sent does not exist"),
        ({"Timely response?": "perhaps"}, "the column timely says neither yes nor no"),
        ({"Complaint ID": "3.38E+06"}, "the complaint id is not a whole number"),
        ({"public_id": "3003004"}, "two columns disagree on ref"),
    ],
)
def test_what_its_column_cannot_mean_rejects_the_row(change: dict[str, str], why: str) -> None:
    said = reason(PUBLIC | change)

    assert said.startswith(why)
    assert not any(cell and cell in said for cell in change.values())


@pytest.mark.parametrize("written", ["3003003.0", "03003003", " 3003003 "])
def test_an_id_that_went_through_a_spreadsheet_is_the_same_id(written: str) -> None:
    assert key(entry(PUBLIC | {"Complaint ID": written})) == "3003003"


def test_without_an_id_the_key_is_of_codes_and_dates_alone() -> None:
    found = key(entry(PUBLIC | {"Complaint ID": ""}))

    for name in (
        "Consumer complaint narrative",
        "ZIP code",
        "Tags",
        "Company response to consumer",
        "Company public response",
    ):
        changed = PUBLIC | {"Complaint ID": "", name: "something else"}
        assert key(entry(changed)) == found
    assert key(entry(PUBLIC | {"Complaint ID": "", "State": "GA"})) != found
    assert "not mine" not in found


def test_the_register_is_american_unless_a_file_shows_otherwise() -> None:
    rows = [Row(2, PUBLIC | {"Date received": "1/2/2016", "Date sent to company": "25/2/2016"}, "")]
    columns = read_columns(list(PUBLIC))

    assert date_order(rows, columns) is Order.DAY_FIRST
    assert date_order([Row(2, PUBLIC, ""), *rows], columns) is Order.MONTH_FIRST


@pytest.mark.parametrize(
    ("response", "timely", "where"),
    [
        ("Closed with explanation", True, Standing.IN_TIME),
        ("closed with  monetary relief", False, Standing.LATE),
        ("Closed without relief", None, Standing.TIME_UNSTATED),
        ("Closed", True, Standing.CALLED_CLOSED),
        ("Closed by the moon", True, Standing.CALLED_CLOSED),
        ("In progress", True, Standing.OPEN),
        ("Untimely response", False, Standing.OPEN),
        ("Alerted CFPB", True, Standing.OPEN),
        ("", True, Standing.OPEN),
        (None, None, Standing.OPEN),
    ],
)
def test_only_a_stated_response_attests_a_reply(
    *, response: str | None, timely: bool | None, where: Standing
) -> None:
    assert standing(response, timely=timely) is where


def test_every_word_of_the_register_has_its_meaning() -> None:
    assert {word for word in CLAIMS if claim(word) is Claim.RESPONSE} == {
        "closed with explanation",
        "closed with monetary relief",
        "closed with non-monetary relief",
        "closed with relief",
        "closed without relief",
    }
