/* Rules that a case file and a log file share: keys, order, the checkpoint held. */

/** The key in force, once each key of the list follows from the one before it. */
async function keyInForce(file) {
  let before = null;
  for (const each of ofKind(file.entries, "key")) {
    demand(each.before === (before ? BigInt(before.index) + 1n : 0n), because`key ${each.index} does not follow the key before it`);
    demand(before || each.index === 0, "the list does not begin with a key");
    demand(!before || same(sha256(each.public), before.next), because`key ${each.index} is not the one announced`);
    const by = (before ?? each).public;
    const message = each.bytes.subarray(0, each.bytes.length - 64);
    demand(await signed(by, each.signature, message), because`key ${each.index} is not signed by the key before it`);
    before = each;
  }
  demand(before, "there is no key");
  for (const heads of ofKind(file.entries, "heads")) {
    const inForce = ofKind(file.entries, "key").filter((each) => each.index < heads.index).at(-1);
    demand(inForce && heads.key === BigInt(inForce.index), because`heads entry ${heads.index} names another key`);
  }
  return before;
}

/** Versions 1, 2, 3, … in each stream, each naming the entry before it, in rising positions. */
function inOrder(events) {
  const ends = new Map();
  let position = -1n;
  for (const each of events) {
    const before = ends.get(each.stream);
    demand(each.position > position, because`event ${each.index} stands before its place`);
    demand(each.version === (before ? before.version : 0n) + 1n, because`a version is missing before event ${each.index}`);
    demand(each.before === (before ? BigInt(before.index) + 1n : 0n), because`event ${each.index} names another event before it`);
    ends.set(each.stream, each);
    position = each.position;
  }
}

/** Does the list continue the checkpoint held? */
async function heldContinues(file) {
  if (!file.held) return "no checkpoint is held";
  const held = note(file.held, "the checkpoint held");
  demand(held.origin === file.note.origin, "the checkpoint held is of another log");
  demand(held.size > 0 && held.size <= file.note.size, "the checkpoint held is newer than the file");
  const key = ofKind(file.entries, "key").filter((each) => each.index < held.size).at(-1);
  demand(key, "the checkpoint held is by no key of the list");
  await signedByLog(held, key.public);
  return file.continues(held);
}

/** A case file shows by a proof that it continues the checkpoint. */
function continuesByProof(file, held) {
  const from = file.proof.consistency?.from ?? file.note.size;
  demand(from === held.size, "there is no proof from the checkpoint held");
  const [before, now] = rootsByConsistency(from, file.note.size, file.grown ?? [], held.root);
  demand(same(before, held.root) && same(now, file.note.root), "the list does not continue the checkpoint held");
  return true;
}
