/* Checkpoints: signed notes of C2SP, read in one form only. */

/** A name: no space, no plus, no control character. */
const NAME = /^[^+\p{White_Space}\u0000-\u0020\u007f-\u00a0]+$/u;

function note(bytes, what = "the checkpoint") {
  const parts = /^([^\n]+)\n([1-9][0-9]*)\n([^\n]*)\n\n((?:— [^\n]+\n)+)$/u.exec(textOf(bytes, what));
  demand(parts && NAME.test(parts[1]), because`${what} is no signed note`);
  const [, origin, size, root, lines] = parts;
  demand(size.length < 16, because`${what} is over too many entries`);
  const signatures = lines.slice(0, -1).split("\n").map((line) => {
    const found = /^— ([^ ]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    demand(found && NAME.test(found[1]), because`${what} has a line that is no signature`);
    return { name: found[1], bytes: unbase64(found[2], "a signature") };
  });
  const body = bytesOf(`${origin}\n${size}\n${root}\n`);
  return { origin, size: Number(size), root: unbase64(root, "the root", 32), body, signatures };
}

/** Did the log's key sign it? Its line is the first. */
async function signedByLog(found, key) {
  const [first] = found.signatures;
  demand(first.name === found.origin && first.bytes.length === 68, "the first signature is not the log's");
  demand(same(first.bytes.subarray(0, 4), keyId(found.origin, 1, key)), "the first signature is by another key");
  demand(await signed(key, first.bytes.subarray(4), found.body), "the signature of the log is wrong");
}

/** Are all further signatures those of witnesses, in their order, each at most once? */
async function signedByWitnesses(found, witnesses) {
  let next = 0;
  for (const { name, bytes } of found.signatures.slice(1)) {
    demand(bytes.length === 76, "a cosignature is not of its size");
    while (next < witnesses.length && !(witnesses[next].name === name && same(witnesses[next].id, bytes.subarray(0, 4)))) next += 1;
    demand(next < witnesses.length, "a signature is of no witness of the list, or out of order");
    const seconds = new Reading(bytes.subarray(4, 12), "a time").number(8);
    const message = joined(bytesOf(`cosignature/v1\ntime ${seconds}\n`), found.body);
    demand(await signed(witnesses[next].key, bytes.subarray(12), message), "the signature of a witness is wrong");
    next += 1;
  }
  return found.signatures.length - 1;
}
