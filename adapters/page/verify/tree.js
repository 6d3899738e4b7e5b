/* The tree of RFC 6962, and the map of heads. */
const leaf = (bytes) => sha256(number(0, 1), bytes);
const node = (left, right) => sha256(number(1, 1), left, right);

function below(size) {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function rootOf(leaves) {
  if (leaves.length === 1) return leaves[0];
  const split = below(leaves.length);
  return node(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}

/** The root that a proof of inclusion leads to (RFC 6962, 2.1.1). */
function rootByPath(hash, index, size, path) {
  demand(index < size, "an entry stands behind the end of the list");
  const climb = (at, count, left) => {
    if (count === 1) {
      demand(left.length === 0, "a path is too long");
      return hash;
    }
    demand(left.length > 0, "a path is too short");
    const split = below(count);
    const [rest, sibling] = [left.slice(0, -1), left.at(-1)];
    return at < split ? node(climb(at, split, rest), sibling) : node(sibling, climb(at - split, count - split, rest));
  };
  return climb(index, size, path);
}

/** The roots of the first `from` and of all `size` entries that a proof of consistency leads to. */
function rootsByConsistency(from, size, path, root) {
  const left = [...path];
  const climb = (old, count, complete) => {
    if (old === count) {
      const known = complete ? root : take(left);
      return [known, known];
    }
    const split = below(count);
    if (old <= split) {
      const right = take(left, true);
      const [before, now] = climb(old, split, complete);
      return [before, node(now, right)];
    }
    const start = take(left, true);
    const [before, now] = climb(old - split, count - split, false);
    return [node(start, before), node(start, now)];
  };
  const roots = climb(from, size, true);
  demand(left.length === 0, "the proof of consistency is too long");
  return roots;
}

function take(path, last = false) {
  demand(path.length > 0, "the proof of consistency is too short");
  return last ? path.pop() : path.shift();
}

const EMPTY = new Uint8Array(32);
const bit = (key, depth) => (key[depth >> 3] >> (7 - (depth & 7))) & 1;

function headLeaf(key, version, index) {
  return sha256(number(2, 1), key, number(version, 8), number(index, 8));
}

/** The root of the map that a proof leads to: siblings from the leaf's up. */
function headsByPath(stream, version, index, path) {
  demand(path.length <= 256, "a proof of the map is too long");
  const key = sha256(bytesOf(stream));
  return path.reduce((hash, sibling, place) => {
    const right = bit(key, path.length - 1 - place) === 1;
    return right ? sha256(number(3, 1), sibling, hash) : sha256(number(3, 1), hash, sibling);
  }, headLeaf(key, version, index));
}

/** The root of the map of these heads: [key, leaf] each. */
function headsRoot(heads, depth = 0) {
  if (heads.length === 0) return EMPTY;
  if (heads.length === 1) return heads[0][1];
  const sides = [0, 1].map((side) => heads.filter(([key]) => bit(key, depth) === side));
  return sha256(number(3, 1), headsRoot(sides[0], depth + 1), headsRoot(sides[1], depth + 1));
}
