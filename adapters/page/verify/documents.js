/* Canonical JSON (RFC 8785): parsed, and written again it is the same bytes. */

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string") demand(value.isWellFormed(), "half a character");
  if (typeof value === "number") {
    demand(Number.isFinite(value) && Math.abs(value) <= 2 ** 53, "a number above 2^53");
  }
  return JSON.stringify(value);
}

/** The value of a document in its canonical form. */
function parsed(bytes, what) {
  const text = textOf(bytes, what);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Wrong(because`${what} is not JSON`);
  }
  demand(canonical(value) === text, because`${what} is not canonical JSON`);
  return value;
}

/** An object with exactly these members. */
function members(value, names, what) {
  const plain = value !== null && typeof value === "object" && !Array.isArray(value);
  demand(plain, because`${what} is no object`);
  demand(Object.keys(value).sort().join() === [...names].sort().join(), because`${what} has other members`);
  return value;
}

function list(value, what) {
  demand(Array.isArray(value), because`${what} is no list`);
  return value;
}

function whole(value, what) {
  demand(Number.isSafeInteger(value) && value >= 0, because`${what} is no whole number`);
  return value;
}

function text(value, what) {
  demand(typeof value === "string", because`${what} is no text`);
  return value;
}
