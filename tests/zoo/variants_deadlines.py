"""Variants of counting and of what is told about it."""

from __future__ import annotations

from tests.zoo.variant import Variant

COUNTING = ("tests/domain/deadlines/test_due_by_hand.py", "tests/domain/deadlines/test_due.py")
TELLING = ("tests/domain/deadlines/test_testimony.py", "tests/adapters/explaining")


def counting(name: str, breaks: str, module: str, before: str, after: str) -> Variant:
    """A variant of a rule of counting."""
    tests = (*COUNTING, "tests/domain/deadlines/test_stops.py")
    return Variant(name, breaks, f"domain/deadlines/{module}.py", before, after, tests)


def moving(name: str, breaks: str, module: str, before: str, after: str) -> Variant:
    """A variant of how notices move a limit."""
    tests = ("tests/domain/case/test_pauses_of_law.py", "tests/invariants/test_moved_limits.py")
    return Variant(name, breaks, f"domain/case/{module}.py", before, after, tests)


def reopening(name: str, breaks: str, module: str, before: str, after: str) -> Variant:
    """A variant of what a case that is opened again owes by law."""
    tests = ("tests/domain/case/test_law_of_reopenings.py", "tests/domain/case/test_law.py")
    return Variant(name, breaks, f"domain/case/{module}.py", before, after, tests)


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
        "    return put_off(start.astimezone(UTC) + hours * HOUR, start, stops)\n",
        "    return put_off((start + hours * HOUR).astimezone(UTC), start, stops)\n",
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
        "    return end_of(original.counted_to, zone), Term(to, roll=term.roll)\n",
        "    return end_of(original.due_date, zone), Term(to, roll=term.roll)\n",
    ),
    counting(
        "a limit ends on a day on which the clock stands still",
        "counting, stops",
        "ends",
        "    while end < places and stands_still(layout.plain[end].day, lost):\n",
        "    while end < places and stands_still(layout.plain[end].day, ()):\n",
    ),
    counting(
        "hours stand still by the clock on the wall",
        "counting, stops",
        "stops",
        "Stop(stop.begins.astimezone(UTC), stop.ends.astimezone(UTC)) for",
        "stop for",
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
    moving(
        "a pause is put on top of the date that had rolled over",
        "I13",
        "limits",
        "    whole = reckon(started.occurred_at, started.term, days, stops).due\n",
        "    whole = limit.unextended + (ends.date() - begins.date())\n",
    ),
    moving(
        "a pause moves no later limit that was told",
        "I13",
        "limits",
        "        due=max(limit.due, whole, *later),\n",
        "        due=max(limit.due, whole),\n",
    ),
    moving(
        "a pause moves a later limit by what its notice already knew",
        "I13",
        "limits",
        "stops[known:]) for due, known in limit.told)\n",
        "stops) for due, known in limit.told)\n",
    ),
    moving(
        "what a pause covers already moves a later limit again",
        "I13",
        "limits",
        "    begins = max(reached, limit.stops[-1].ends) if limit.stops else reached\n",
        "    begins = reached\n",
    ),
    moving(
        "the clock runs again for the last pause alone",
        "I13",
        "obligations",
        "for p in obligation.pauses)\n"
        "            return replace(obligation, pauses=tuple(pauses))\n",
        "for p in obligation.pauses[-1:])\n"
        "            return replace(obligation, pauses=(*obligation.pauses[:-1], *pauses))\n",
    ),
    reopening(
        "a dispute is counted by the version of the first complaint",
        "ADR-0030",
        "starting",
        "    return pack_clocks(packs, start, span, policy, kinds)\n",
        "    return [*pack_clocks(packs, start, span, policy, kinds)]"
        " and never_answered(span, policy, known)\n",
    ),
    reopening(
        "the limits of a dispute run from when we opened the case again",
        "ADR-0030",
        "reopening",
        "complained_again(message.received.occurred_at, span",
        "complained_again(command.occurred_at, span",
    ),
    reopening(
        "a dispute forgets what kind of case it was",
        "ADR-0030",
        "starting",
        "    kinds = frozenset(row.only_when for _, row in before if row.only_when)\n",
        "    kinds = frozenset[str]()\n",
    ),
    reopening(
        "a dispute forgets a pack that was applied after a failed delivery",
        "ADR-0030",
        "starting",
        "    clocks = [clock.started for clock in known.values() if from_pack(clock.started)]\n",
        "    clocks = [c.started for c in known.values() if from_pack(c.started)"
        " and c.started.span == 1]\n",
    ),
    reopening(
        "a row that waits for its own event starts with a dispute",
        "ADR-0030",
        "starting",
        "    return [row for row in ours if row.start in starts and row.name not in replaced]\n",
        "    return [row for row in ours if row.name not in replaced]\n",
    ),
)
