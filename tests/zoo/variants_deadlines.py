"""Variants of counting and of what is told about it."""

from __future__ import annotations

from tests.zoo.variant import Variant

COUNTING = ("tests/domain/deadlines/test_due_by_hand.py", "tests/domain/deadlines/test_due.py")
TELLING = ("tests/domain/deadlines/test_testimony.py", "tests/adapters/explaining")


def counting(name: str, breaks: str, module: str, before: str, after: str) -> Variant:
    """A variant of a rule of counting."""
    tests = (*COUNTING, "tests/domain/deadlines/test_stops.py")
    return Variant(name, breaks, f"domain/deadlines/{module}.py", before, after, tests)


def telling(name: str, breaks: str, path: str, before: str, after: str) -> Variant:
    """A variant of what is stored and told."""
    return Variant(name, breaks, path, before, after, TELLING)


DEADLINES = (
    counting(
        "the start day is counted",
        "counting, first day",
        "ends",
        "            return start + value * SPAN[unit] - inclusive\n",
        "            return start + value * SPAN[unit] - 1\n",
    ),
    counting(
        "a first day that counts is not counted",
        "counting, first day",
        "ends",
        "    before = start - 1 if inclusive else start\n",
        "    before = start\n",
    ),
    counting(
        "Saturday rolls in Italy",
        "counting, roll-over",
        "days",
        "        Roll.SUNDAY_OR_HOLIDAY: onward(ends),\n",
        "        Roll.SUNDAY_OR_HOLIDAY: onward(works),\n",
    ),
    counting(
        "a holiday does not roll in Italy",
        "counting, roll-over",
        "days",
        "            works[place] = ends[place] = False\n",
        "            works[place] = False\n",
    ),
    counting(
        "a month is thirty days",
        "counting, months",
        "ends",
        "            return last.toordinal() - layout.first\n",
        "            return start + 30 * value - inclusive\n",
    ),
    counting(
        "a short month runs over into the next",
        "counting, months",
        "ends",
        "        return last\n    return first",
        "        return last + timedelta(days=1)\n    return first",
    ),
    counting(
        "hours are read off the clock on the wall",
        "counting, hours",
        "hours",
        "    due = start.astimezone(UTC) + hours * HOUR\n",
        "    due = (start + hours * HOUR).astimezone(UTC)\n",
    ),
    counting(
        "a day always has 24 hours",
        "counting, daylight saving",
        "counting",
        "    midnight = datetime.combine(day + DAY, time.min, tzinfo=ZoneInfo(zone))\n"
        "    return midnight.astimezone(UTC) - TICK\n",
        "    midnight = datetime.combine(day, time.min, tzinfo=ZoneInfo(zone))\n"
        "    return midnight.astimezone(UTC) + DAY - TICK\n",
    ),
    counting(
        "days are those of UTC",
        "counting, zones",
        "due",
        "    day = start.astimezone(zone_of(calendar.zone)).date()\n    if stops",
        '    day = start.astimezone(zone_of("UTC")).date()\n    if stops',
    ),
    counting(
        "an extension is counted from the rolled day",
        "counting, extension",
        "due",
        "    return end_of(original.counted_to, calendar.zone), Term(to, roll=term.roll)\n",
        "    return end_of(original.due_date, calendar.zone), Term(to, roll=term.roll)\n",
    ),
    counting(
        "a clock that stands still goes on",
        "counting, stops",
        "stops",
        "    return any(first <= day < again for first, again in lost)\n",
        "    return any(first < day < again for first, again in lost)\n",
    ),
    counting(
        "unknown years have no holidays",
        "counting, vetted calendars",
        "ends",
        "        if looked_at < first or end > last:\n",
        "        if looked_at < first:\n",
    ),
    telling(
        "a trace that lacks days is believed",
        "testimony",
        "domain/deadlines/trace.py",
        "    if not trace or any(after.day - day.day != DAY for day, after in pairwise(trace)):\n",
        "    if not trace:\n",
    ),
    telling(
        "a recheck looks at the date alone",
        "testimony",
        "domain/deadlines/recheck.py",
        "each.what in {What.DUE, What.TRACE} for",
        "each.what is What.DUE for",
    ),
    telling(
        "the names of holidays are lost in storing",
        "testimony",
        "domain/deadlines/trace.py",
        "        Day(run.first + n * DAY, run.counted, run.why, run.note)\n",
        "        Day(run.first + n * DAY, run.counted, run.why)\n",
    ),
    telling(
        "Polish knows one plural",
        "testimony",
        "adapters/explaining/dates.py",
        "    form = Locale.parse(words.locale).plural_form(number)\n",
        '    form = "one" if number == 1 else "other"\n',
    ),
    telling(
        "the explanation names the day before roll-over",
        "testimony",
        "adapters/explaining/telling.py",
        "    day = told(testimony.due_date, words)\n",
        "    day = told(counted_to(testimony), words)\n",
    ),
    Variant(
        "a pack answers outside its vetted years",
        "packs, vetted for",
        "domain/deadlines/pack.py",
        "        return max(self.effective_from, self.vetted_from) <= day <= last\n",
        "        return self.effective_from <= day <= (self.effective_until or day)\n",
        ("tests/domain/deadlines/test_pack.py", "tests/adapters/packs/test_shipped_packs.py"),
    ),
)
