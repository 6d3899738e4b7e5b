/* The stored bytes of an event, form 1 (ADR 3). */
const ENVELOPE = ["form", "blind", "schema_version", "recorded_at", "actor", "command_id", "correlation", "causation", "confirmed_by", "event"];

function storedEvent(each) {
  const what = because`event ${each.index}`;
  const written = textOf(each.stored, what);
  let told;
  try {
    told = JSON.parse(written);
  } catch {
    throw new Wrong(because`${what} is not JSON`);
  }
  demand(!namesTwice(written), because`${what} has a name twice`);
  members(told, ENVELOPE, what);
  demand(told.form === 1 && typeof told.blind === "string" && /^[0-9a-f]{32}$/.test(told.blind), because`${what} is of another form`);
  demand(whole(told.schema_version, what) >= 1, because`${what} is of no version`);
  members(told.actor, ["id", "role"], what);
  const texts = [told.command_id, told.correlation, told.actor.id, told.actor.role];
  demand(texts.every((each_) => typeof each_ === "string"), because`${what} has another envelope`);
  demand([told.causation, told.confirmed_by].every((each_) => each_ === null || typeof each_ === "string"), because`${what} has another envelope`);
  demand(told.event !== null && typeof told.event === "object" && !Array.isArray(told.event), because`${what} has no fields`);
  demand(isTime(told.recorded_at) && isTime(told.event.occurred_at), because`${what} has no time`);
  return told;
}

/** An instant as it is stored, on a day that there is. */
function isTime(value) {
  const parts = typeof value === "string" && /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,6})?(?:Z|[+-](\d\d):(\d\d))$/.exec(value);
  if (!parts) return false;
  const [year, month, date, hour, minute, second, hours, minutes] = parts.slice(1).map((part) => Number(part ?? 0));
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const onADay = year > 0 && month >= 1 && month <= 12 && date >= 1 && date <= days;
  return onADay && hour < 24 && minute < 60 && second < 60 && hours < 24 && minutes < 60;
}

/** Does an object in this JSON text have a name twice? The text is known to be JSON. */
function namesTwice(written) {
  const open = [];
  const tokens = written.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/gsu);
  for (const [token, colon] of tokens) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1));
      if (open.at(-1).has(name)) return true;
      open.at(-1).add(name);
    }
  }
  return false;
}
