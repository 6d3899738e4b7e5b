"""English."""

from __future__ import annotations

from ...domain.deadlines.counting import FirstDay, Roll
from .words import Labels, Reasons, Words

ENGLISH = Words(
    locale="en_GB",
    title="{duty}: how the time limit was counted",
    labels=Labels(
        due="Due",
        rule="Rule",
        term="Time limit",
        source="Source",
        kept_by="Kept by",
        start="Start event",
        stopped="The clock stood still",
        later="Time limit as extended",
        calendar="Calendar",
        days="Day by day",
    ),
    reasons=Reasons(
        counted="counted",
        full="{off}, on which the time limit may not end",
        over="the time limit ends, and nothing of this day counts",
        start="day of the start event, not counted",
        skipped="skipped",
        weekend="weekend",
        holiday="holiday “{name}”",
        paused="the clock stood still",
        rolled="the time limit ends on this day instead of {day}",
    ),
    units={
        "day": {"one": "day", "other": "days"},
        "hour": {"one": "hour", "other": "hours"},
        "minute": {"one": "minute", "other": "minutes"},
        "second": {"one": "second", "other": "seconds"},
        "calendar_day": {"one": "calendar day", "other": "calendar days"},
        "business_day": {"one": "working day", "other": "working days"},
        "week": {"one": "week", "other": "weeks"},
        "month": {"one": "month", "other": "months"},
    },
    first_day={
        FirstDay.EXCLUSIVE: "the day of the start event is not counted",
        FirstDay.INCLUSIVE: "the day of the start event is counted",
    },
    roll={
        Roll.NONE: "the last day stays where it falls",
        Roll.NEXT_WORKING_DAY: "if the last day is not a working day, the next working day is",
        Roll.SUNDAY_OR_HOLIDAY: (
            "if the last day is a Sunday or a holiday, the next day that is neither is; "
            "a Saturday stays"
        ),
    },
    kept_by={
        "dispatched": "an answer sent by then",
        "delivered": "an answer that reached the complainant by then",
        "spoken": "an answer given by word of mouth by then",
        "accepted": "the complainant's word, by then, that the matter is resolved",
    },
    duties={
        "acknowledge": "Acknowledgement",
        "acknowledge_by_business_day": "Acknowledgement, in working days",
        "acknowledge_in_shop": "Acknowledgement in a shop",
        "correct_bill": "Correction of a bill",
        "correct_double_bill": "Correction of a double bill",
        "correct_four_monthly_bill": "Correction of a four-monthly bill",
        "final_answer": "Final answer",
        "final_answer_death_benefit": "Final answer on a death benefit",
        "final_answer_hardship": "Final answer in hardship",
        "final_answer_superannuation": "Final answer on superannuation",
        "send_again": "Sending a reply again",
        "summary_resolution": "Summary resolution",
    },
    at_the_end="at the end of the day",
    version="version",
    hours_run="elapsed time, whatever the clocks on the wall do",
    advice="This is not legal advice.",
)
