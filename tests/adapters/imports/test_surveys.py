"""Survey and review rows: scores of many spellings, labels others gave, words nobody judged."""

from datetime import UTC
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.imports.dates import Order
from answerable.adapters.imports.rows import Rejected, Row, TableError, UnreadableError
from answerable.adapters.imports.scores import SCALES, read_score, read_thumb
from answerable.adapters.imports.survey_columns import (
    ColumnMap,
    checked,
    guess_mapping,
    read_mapping,
)
from answerable.adapters.imports.survey_feedback import Origin, staged
from answerable.adapters.imports.surveys import (
    SurveyRow,
    date_order,
    read_answers,
)
from answerable.domain.survey.scores import BOUNDS, Scale

STARS = ColumnMap(score="stars", scale=Scale.STARS, text="text", date="date", id="id")


def read(mapping: ColumnMap, **cells: str) -> SurveyRow | Rejected:
    (found,) = read_answers([Row(2, cells, "")], mapping, Order.MONTH_FIRST)
    return found if isinstance(found, Rejected) else found[1]


def answer(mapping: ColumnMap, **cells: str) -> SurveyRow:
    found = read(mapping, **cells)
    assert isinstance(found, SurveyRow)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,5/5", "4.5"),
        ("5,0 su 5 stelle", "5"),
        ("4.0 out of 5", "4"),
        ("4.0 out of 5 stars", "4"),
        ("4/5", "4"),
        ("4", "4"),
        ("4 stelle", "4"),
        ("3 z 5 gwiazdek", "3"),
        ("8/10", "4"),
        (" 0,5/5 ", "0.5"),
    ],
)
def test_stars_are_read_however_they_are_written(text: str, value: str) -> None:
    assert read_score(text, Scale.STARS) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("six", Scale.STARS),
        ("6", Scale.STARS),
        ("-1", Scale.NPS),
        ("11", Scale.NPS),
        ("4/5", Scale.NPS),
        ("0", Scale.CSAT),
        ("4/0", Scale.STARS),
        ("4/5 and more", Scale.STARS),
    ],
)
def test_what_the_scale_cannot_give_is_unreadable_and_not_quoted(text: str, scale: Scale) -> None:
    with pytest.raises(UnreadableError) as why:
        read_score(text, scale)

    assert text not in str(why.value)


@pytest.mark.parametrize(
    ("scale", "critical", "fine"),
    [
        (Scale.NPS, "6", "7"),
        (Scale.CSAT, "2", "3"),
        (Scale.CES_EASE, "3", "4"),
        (Scale.CES_EFFORT, "4", "3"),
        (Scale.STARS, "3", "3.5"),
    ],
)
def test_each_scale_has_its_own_threshold(scale: Scale, critical: str, fine: str) -> None:
    mapping = ColumnMap(score="score", scale=scale)

    assert answer(mapping, score=critical).critical is True
    assert answer(mapping, score=fine).critical is False


@given(st.sampled_from(SCALES), st.data())
def test_a_score_is_the_same_with_comma_or_point(scale: Scale, data: st.DataObject) -> None:
    value = data.draw(st.decimals(*BOUNDS[scale], places=1))

    assert read_score(str(value).replace(".", ","), scale) == read_score(str(value), scale) == value


def test_a_label_is_somebody_else_s_judgement() -> None:
    mapping = ColumnMap(label="label", text="text")

    assert answer(mapping, label="negative", text="x").critical is True
    assert answer(mapping, label="Neutral", text="x").critical is False
    assert answer(mapping, label="odd", text="x").critical is None


def test_words_alone_are_judged_by_nobody_here() -> None:
    assert answer(STARS, stars="", text="terrible").critical is None


def test_a_passive_score_with_words_waits_for_a_person() -> None:
    mapping = ColumnMap(score="nps", scale=Scale.NPS, text="text")

    assert answer(mapping, nps="8", text="meh").critical is None
    assert answer(mapping, nps="8", text="").critical is False
    assert answer(mapping, nps="9", text="meh").critical is False


def test_a_thumb_down_is_critical_whatever_the_stars() -> None:
    mapping = ColumnMap(score="stars", scale=Scale.STARS, thumb="thumb")

    assert answer(mapping, stars="5", thumb="Nie polecam").critical is True
    assert answer(mapping, stars="5", thumb="Polecam").critical is False
    assert read_thumb("perhaps") is None


def test_a_row_that_says_nothing_is_rejected() -> None:
    found = read(STARS, stars="", text="  ", date="2024-01-06", id="1")

    assert isinstance(found, Rejected)
    assert found.reason == "says nothing: neither score nor judgement nor words"


def test_no_day_is_invented_and_an_impossible_one_rejects_the_row() -> None:
    assert answer(STARS, stars="1", date="").given is None
    assert isinstance(read(STARS, stars="1", date="31/31/2016"), Rejected)


def test_an_address_is_no_id() -> None:
    assert isinstance(read(STARS, stars="1", id="ann@example.org"), Rejected)


ORIGIN = Origin("reviews", asked=False, label_by="column label", zone=UTC)


def test_a_row_without_id_is_known_by_codes_and_not_by_words() -> None:
    one, other = (answer(STARS, stars="1", text=text) for text in ("bad", "worse"))

    assert staged(2, one, ORIGIN).key == staged(3, other, ORIGIN).key
    assert not staged(2, one, ORIGIN).sole
    assert staged(2, answer(STARS, stars="1", id="7"), ORIGIN).sole


def test_under_one_id_the_critical_row_weighs_most() -> None:
    fine, words, bad = (
        staged(2, answer(STARS, stars=stars, text="x", id="7"), ORIGIN) for stars in ("5", "", "1")
    )

    assert words.weight < fine.weight < bad.weight


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            "product_id product recommendation stars content opinion_id review_date",
            (
                "score=stars text=content date=review_date id=opinion_id thumb=recommendation "
                "about=product scale=stars"
            ),
        ),
        (
            "file text date title stars",
            "score=stars text=text date=date title=title scale=stars",
        ),
        (
            "tweet_id airline_sentiment negativereason airline text tweet_created",
            "text=text date=tweet_created id=tweet_id label=airline_sentiment about=airline",
        ),
        ("NPS-Score Comment", "score=NPS-Score text=Comment scale=nps"),
    ],
)
def test_usual_names_give_the_mapping_away(columns: str, told: str) -> None:
    assert str(guess_mapping(columns.split())) == told


def test_what_is_told_goes_before_what_is_guessed() -> None:
    mapping = read_mapping(["score=grade", "scale=ces_effort"], ["grade", "stars", "text"])

    assert (mapping.score, mapping.scale, mapping.text) == ("grade", Scale.CES_EFFORT, "text")


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        (["score=grades", "scale=nps"], "no column grades; it has: grade, text"),
        (["score=grade"], "Say which scale grade is on"),
        (["grade"], "reads part=column"),
        (["mood=grade"], "reads part=column"),
        (["scale=smile"], "The scales are: nps"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(pairs: list[str], why: str) -> None:
    with pytest.raises(TableError, match=why):
        read_mapping(pairs, ["grade", "text"])


def test_a_file_of_which_nothing_tells_a_critic_is_refused() -> None:
    with pytest.raises(TableError, match="Nothing says what the answers are"):
        checked(ColumnMap(date="when"), ["when"])


def test_dates_of_two_readings_are_refused_unless_somebody_tells() -> None:
    rows = [Row(2, {"date": "1/2/2016"}, "")]

    with pytest.raises(TableError, match="month-first or day-first"):
        date_order(rows, STARS, None)
    assert date_order(rows, STARS, Order.DAY_FIRST) is Order.DAY_FIRST
    assert date_order([*rows, Row(3, {"date": "25/2/2016"}, "")], STARS, None) is Order.DAY_FIRST
    assert date_order([Row(2, {"date": "2016-02-01"}, "")], STARS, None) is Order.MONTH_FIRST
