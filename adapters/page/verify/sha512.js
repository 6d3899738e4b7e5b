/* SHA-512 (FIPS 180-4) with BigInt: only where the browser brings no Ed25519. */
const WIDE = 64n;
const MASK = (1n << WIDE) - 1n;

function wideRoots(count, degree) {
  const found = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor += 1) if (candidate % factor === 0) prime = false;
    if (prime) found.push(wideFraction(BigInt(candidate), degree));
  }
  return found;
}

function wideFraction(value, degree) {
  const wanted = value << (WIDE * degree);
  let [low, high] = [0n, 1n << 72n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= wanted) low = middle;
    else high = middle - 1n;
  }
  return low & MASK;
}

const turn = (word, by) => ((word >> by) | (word << (WIDE - by))) & MASK;
let wide = null;

function sha512(...parts) {
  wide ??= { start: wideRoots(8, 2n), roots: wideRoots(80, 3n) };
  const message = joined(...parts);
  const padded = new Uint8Array(((message.length + 144) >> 7) << 7);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.set(number(BigInt(message.length) * 8n, 8), padded.length - 8);
  const words = new DataView(padded.buffer);
  let state = wide.start;
  for (let block = 0; block < padded.length; block += 128) state = wideBlock(state, words, block);
  return joined(...state.map((word) => number(word, 8)));
}

function wideBlock(state, words, block) {
  const w = [];
  for (let at = 0; at < 16; at += 1) w.push(words.getBigUint64(block + 8 * at));
  for (let at = 16; at < 80; at += 1) {
    const small = turn(w[at - 15], 1n) ^ turn(w[at - 15], 8n) ^ (w[at - 15] >> 7n);
    const large = turn(w[at - 2], 19n) ^ turn(w[at - 2], 61n) ^ (w[at - 2] >> 6n);
    w.push((w[at - 16] + small + w[at - 7] + large) & MASK);
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 80; at += 1) {
    const one = (h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + ((e & f) ^ (~e & MASK & g)) + wide.roots[at] + w[at]) & MASK;
    const two = ((turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c))) & MASK;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + two) & MASK];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + state[at]) & MASK);
}
