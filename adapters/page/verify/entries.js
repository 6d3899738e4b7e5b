/* Entries of the list, each read to its last byte. */
const KINDS = {
  key: (reading) => ({ before: reading.number(8), public: reading.take(32), next: reading.take(32), signature: reading.take(64) }),
  schema: (reading) => ({ type: reading.text16(), schema: reading.number(4), hash: reading.take(32) }),
  witness: (reading) => ({ vkey: reading.text16() }),
  event: (reading) => ({ position: reading.number(8), version: reading.number(8), before: reading.number(8), stream: reading.text16(), type: reading.text16(), hash: reading.take(32) }),
  heads: (reading) => ({ key: reading.number(8), count: reading.number(8), root: reading.take(32) }),
};

function entry(bytes, index) {
  const what = because`entry ${index}`;
  const end = bytes.indexOf(0);
  demand(end >= 0, because`${what} is of no kind`);
  const found = /^answerable-(key|schema|witness|event|heads)\/v1$/.exec(textOf(bytes.subarray(0, end), what));
  demand(found, because`${what} is of no kind that is known`);
  const reading = new Reading(bytes, what);
  reading.take(end + 1);
  const told = { kind: found[1], index, bytes, ...KINDS[found[1]](reading) };
  reading.end();
  return told;
}

/** A verifier key of a witness (C2SP signed-note): name, id and key. */
function witness(vkey) {
  const parts = /^([^+\p{White_Space}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey);
  demand(parts, "a witness has no verifier key");
  const typed = unbase64(parts[3], "the key of a witness", 33);
  demand(typed[0] === 4, "the key of a witness is of another type");
  const key = typed.subarray(1);
  demand(hex(keyId(parts[1], 4, key)) === parts[2], "the key id of a witness is another");
  return { name: parts[1], id: keyId(parts[1], 4, key), key };
}

function keyId(name, type, key) {
  return sha256(bytesOf(`${name}\n`), number(type, 1), key).subarray(0, 4);
}

const ofKind = (entries, kind) => entries.filter((each) => each.kind === kind);
