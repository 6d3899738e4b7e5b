/* SHA-256 (FIPS 180-4), at once: a file asks for thousands of short ones, for which waiting costs more. */
const ROOTS = [];
const START = [];
for (let candidate = 2; ROOTS.length < 64; candidate += 1) {
  let prime = true;
  for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
  if (!prime) continue;
  if (START.length < 8) START.push(fraction(candidate, 2n));
  ROOTS.push(fraction(candidate, 3n));
}

/** The first 32 bits after the point of a root, exactly. */
function fraction(value, degree) {
  const wanted = BigInt(value) << (32n * degree);
  let [low, high] = [0n, 1n << 40n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle - 1n;
  }
  return Number(low & 0xffffffffn) | 0;
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function sha256(...parts) {
  const message = joined(...parts);
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.set(number(BigInt(message.length) * 8n, 8), padded.length - 8);
  const words = new DataView(padded.buffer);
  const state = Int32Array.from(START);
  const schedule = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let at = 0; at < 64; at += 1) schedule[at] = at < 16 ? words.getInt32(block + 4 * at) : later(schedule, at);
    round(state, schedule);
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => digest.setInt32(4 * at, word));
  return new Uint8Array(digest.buffer);
}

function later(schedule, at) {
  const [first, second] = [schedule[at - 15], schedule[at - 2]];
  const small = turned(first, 7) ^ turned(first, 18) ^ (first >>> 3);
  const large = turned(second, 17) ^ turned(second, 19) ^ (second >>> 10);
  return (schedule[at - 16] + small + schedule[at - 7] + large) | 0;
}

function round(state, schedule) {
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROOTS[at] + schedule[at]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] = (state[at] + word) | 0; });
}
