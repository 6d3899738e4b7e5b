/* Instants as they were stated, compared to the microsecond; days as they fall in a zone. */

/** Microseconds since 1970. */
function instant(stated) {
  demand(isTime(stated), "a time is no time");
  const [, seconds, fraction, offset] = /^(.{19})(?:\.(\d+))?(.+)$/.exec(stated);
  return BigInt(Date.parse(seconds + offset)) * 1000n + BigInt((fraction ?? "").padEnd(6, "0"));
}

const isBefore = (one, other) => instant(one) < instant(other);
const isBy = (one, other) => instant(one) <= instant(other);

/** The first of these times; null where there is none. */
function earliest(stated) {
  return stated.filter((each) => each !== null).reduce((found, each) => (found === null || isBefore(each, found) ? each : found), null);
}

/** The last of these times; null where there is none. */
function latest(stated) {
  return stated.filter((each) => each !== null).reduce((found, each) => (found === null || isBefore(found, each) ? each : found), null);
}

/** How days are counted in a zone; in UTC where there is no such zone. */
function calendarOf(zone) {
  const style = { calendar: "iso8601", year: "numeric", month: "2-digit", day: "2-digit", era: "short" };
  try {
    return new Intl.DateTimeFormat("en", { ...style, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en", { ...style, timeZone: "UTC" });
  }
}

/** The number of the day on which an instant falls, counted from 1970; 0 was a Thursday. */
function dayIn(calendar, stated) {
  const micros = instant(stated);
  const parts = calendar.formatToParts(Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n));
  const [year, month, date] = ["year", "month", "day"].map((name) => Number(parts.find((part) => part.type === name).value));
  return new Date(0).setUTCFullYear(year, month - 1, date) / 86400000;
}
