/* Ed25519 (RFC 8032): by the browser where it can, else by this BigInt code. Points in one form only. */
const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const over = (value, modulus = P) => ((value % modulus) + modulus) % modulus;

function power(value, exponent) {
  let [result, square] = [1n, over(value)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const D = over(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);

function little(bytes) {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** The point that these 32 bytes stand for; null where they are not its one form. */
function point(bytes) {
  const whole = little(bytes);
  const [sign, y] = [whole >> 255n, whole & ((1n << 255n) - 1n)];
  if (y >= P) return null;
  const [top, bottom] = [over(y * y - 1n), over(D * y * y + 1n)];
  let x = over(top * power(bottom, 3n) * power(top * power(bottom, 7n), (P - 5n) / 8n));
  if (over(bottom * x * x) !== top) x = over(x * ROOT);
  if (over(bottom * x * x) !== top || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, over(x * y)];
}

function added([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const [a, b] = [(y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2)];
  const [c, d] = [2n * t1 * t2 * D, 2n * z1 * z2];
  const [e, f, g, h] = [b - a, d - c, d + c, b + a].map((value) => over(value));
  return [over(e * f), over(g * h), over(f * g), over(e * h)];
}

function times(scalar, base) {
  let [result, doubled] = [[0n, 1n, 1n, 0n], base];
  for (let left = scalar; left > 0n; left >>= 1n) {
    if (left & 1n) result = added(result, doubled);
    doubled = added(doubled, doubled);
  }
  return result;
}

function written([x, y, z]) {
  const inverse = power(z, P - 2n);
  const [flat, high] = [over(x * inverse), over(y * inverse)];
  return number(high | ((flat & 1n) << 255n), 32).reverse();
}

const BASE_Y = over(4n * power(5n, P - 2n));

function signedByOwnCode(key, signature, message) {
  const [r, s] = [signature.subarray(0, 32), little(signature.subarray(32))];
  const base = point(number(BASE_Y, 32).reverse());
  const hash = over(little(sha512(r, key, message)), ORDER);
  const [x, y, z, t] = point(key);
  return same(written(added(times(s, base), times(hash, [over(-x), y, z, over(-t)]))), r);
}

let signaturesBy = "own code";

/** Did the holder of `key` sign these bytes? */
async function signed(key, signature, message) {
  if (point(key) === null || point(signature.subarray(0, 32)) === null) return false;
  if (little(signature.subarray(32)) >= ORDER) return false;
  let imported = null;
  try {
    imported = await globalThis.crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return signedByOwnCode(key, signature, message);
  }
  signaturesBy = "WebCrypto";
  return globalThis.crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
}
