/* When events were recorded, beside when they occurred: late, long after, ahead of time, or out of turn. */
const LONG_AFTER = 30;
const BRING_HISTORY = ["import", "process"];

/** Everything to be said of the times of these events, in their order; what an import recorded comes last. */
function recordedFacts(story, shown_) {
  const [limit] = story.limits.values();
  if (limit) text(limit.started.zone, "the zone of a limit");
  const calendar = calendarOf(limit ? limit.started.zone : "UTC");
  const found = shown_.flatMap((each, place) => {
    const { event, recorded_at: recorded } = each.told;
    const whats = [
      isBefore(recorded, event.occurred_at) && "ahead",
      ...afterwards(calendar, each),
      place > 0 && isBefore(recorded, shown_[place - 1].told.recorded_at) && "back",
    ];
    const facts = { version: Number(each.version), type: each.type, occurred_at: event.occurred_at, recorded_at: recorded };
    return whats.filter(Boolean).map((what) => ({ ...facts, what }));
  });
  return found.sort((one, other) => (one.what === "imported") - (other.what === "imported"));
}

/** More than a business day after, and more than thirty days after it occurred. */
function afterwards(calendar, { type, told }) {
  const [occurred, recorded] = [told.event.occurred_at, told.recorded_at].map((stated) => dayIn(calendar, stated));
  const late = recorded > nextBusinessDay(occurred) && (told.actor.role === "import" ? "imported" : "late");
  const ownDoing = !BRING_HISTORY.includes(told.actor.role) && type !== "ClockStarted";
  if (!ownDoing || recorded <= occurred + LONG_AFTER) return [late];
  const alone = told.confirmed_by === null || told.confirmed_by === told.actor.id;
  return [late, alone ? "backdated-alone" : "backdated"];
}

/** From Monday to Friday; which days were off, the file does not tell. */
function nextBusinessDay(number_) {
  const weekday = (((number_ + 3) % 7) + 7) % 7;
  return number_ + (weekday < 4 ? 1 : 7 - weekday);
}
