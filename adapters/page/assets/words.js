/* What the page says, in the language chosen. Templates are filled as text, never as markup. */
const data = JSON.parse(document.getElementById("data").textContent);
const strings = JSON.parse(document.getElementById("strings").textContent);
let lang = data.lang;

/** A sentence of the page, with `{field}` filled in. */
function say(key, fields = {}) {
  return fill(strings[lang].ui[key], fields);
}

function fill(template, fields, tell = (value) => (typeof value === "object" ? shown(value) : String(value))) {
  return template.replace(/\{(\w+)\}/g, (hole, name) => (Object.hasOwn(fields, name) ? tell(fields[name]) : "…"));
}

/** A value as people read it: times in the zone of the page, codes in their own words. */
function shown(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "object") {
    if (Object.hasOwn(value, "at")) return time(value.at);
    return Object.entries(value).map(([name, each]) => `${name}: ${each}`).join("; ");
  }
  return person(String(value));
}

/** A code, such as `email`, in words where the language has some; an id is cut short. */
function code(value) {
  const known = strings[lang].codes;
  if (Object.hasOwn(known, value)) return known[value];
  return value.replace(/^([a-z]+-[0-9a-f]{4})[0-9a-f-]{20,}$/, "$1…");
}

/** What happened, in one line. */
function eventLine(event) {
  const line = strings[lang].events[event.type];
  const name = event.type.replace(/([a-z])(?=[A-Z])/g, "$1 ").toLowerCase();
  if (event.withheld) return say("withheld_event", { type: name });
  return line ? fill(line, event.facts, shown) : name;
}

/** What a field is called. */
function fieldName(field) {
  return strings[lang].fields[field] ?? field.replace(/_/g, " ");
}

/** One format for each way of writing a time: making them is slow. */
const formats = new Map();

function format(style) {
  const key = lang + JSON.stringify(style);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, { timeZone: data.zone, ...style }));
  }
  return formats.get(key);
}

function time(iso) {
  return format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

function clock(iso) {
  return format({ hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

function day(iso) {
  return format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(new Date(iso));
}

/** How long it is between two moments, in the largest unit. */
function span(from, to) {
  const seconds = Math.abs(Date.parse(to) - Date.parse(from)) / 1000;
  const [unit, size] = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]].find(([, s]) => seconds >= s) ?? ["second", 1];
  const number = Math.floor(seconds / size);
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(number);
}

/** What a person is called: an owner by the name that was told, anybody else by a short id. */
function person(id) {
  if (id === null || id === undefined) return say("nobody");
  if (data.names && Object.hasOwn(data.names, id)) return data.names[id] ?? say("name_erased");
  return code(id);
}
