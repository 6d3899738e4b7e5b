/* Bytes: read strictly, in one form only. Whatever is otherwise is wrong, and says where. */

/** What makes a check fail, and why: a sentence, or one with something put in its hole. */
class Wrong extends Error {
  constructor(reason) {
    super(inWords(reason));
    this.reason = reason;
  }
}

/** A reason with one hole: what it speaks of is put in by whoever says it, in their language. */
function because([before, after], of) {
  return { says: `${before}{}${after}`, of: typeof of === "object" ? of : String(of) };
}

/** The reason in words: in English, or as `known` has it in another language. */
function inWords(reason, known = {}) {
  const say_ = (sentence) => (Object.hasOwn(known, sentence) ? known[sentence] : sentence);
  if (typeof reason === "string") return say_(reason);
  return say_(reason.says).replace("{}", () => inWords(reason.of, known));
}

function demand(holds, why) {
  if (!holds) throw new Wrong(why);
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

function textOf(bytes, what) {
  try {
    return strict.decode(bytes);
  } catch {
    throw new Wrong(because`${what} is not UTF-8`);
  }
}

function bytesOf(text) {
  return encoder.encode(text);
}

function same(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function unhex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function base64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit < 4; digit += 1) {
      text += at + digit > bytes.length ? "=" : DIGITS[(group >> (18 - 6 * digit)) & 63];
    }
  }
  return text;
}

/** Base64 in its one form: written again it is the same. */
function unbase64(text, what, size = null) {
  demand(typeof text === "string" && /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0, because`${what} is not base64`);
  const bytes = new Uint8Array(Math.floor((text.replace(/=+$/, "").length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const digit of text.replace(/=+$/, "")) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at] = (bits >> held) & 255;
    at += 1;
  }
  demand(base64(bytes) === text, because`${what} is not base64 in its one form`);
  demand(size === null || bytes.length === size, because`${what} is not of its size`);
  return bytes;
}

function number(value, size) {
  const bytes = new Uint8Array(size);
  let left = BigInt(value);
  for (let at = size - 1; at >= 0; at -= 1) {
    bytes[at] = Number(left & 255n);
    left >>= 8n;
  }
  return bytes;
}

/** Reads from the front; what is left at the end is wrong. Numbers of 8 bytes are BigInt. */
class Reading {
  constructor(bytes, what) {
    [this.bytes, this.at, this.what] = [bytes, 0, what];
  }

  take(size) {
    demand(this.at + size <= this.bytes.length, because`${this.what} ends too early`);
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  number(size) {
    return this.take(size).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  }

  text16() {
    return textOf(this.take(Number(this.number(2))), this.what);
  }

  end() {
    demand(this.at === this.bytes.length, because`${this.what} goes on after its end`);
  }
}
