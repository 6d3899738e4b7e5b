/* The checks of a case file, one function each: it says what it found, or throws what is wrong. */
const NAMES = /^(?:checkpoint|proof\.json|events\/(?:0|[1-9][0-9]*)\.json|schemas\/[^/]+\.v(?:0|[1-9][0-9]*)\.json)$/;

const caseChecks = {
  manifest(file) {
    file.manifest = manifestOf(file, ["attachments", "case_file", "cases", "files"]);
    demand(file.manifest.case_file === 1, "the manifest is of another form");
    const cases = list(file.manifest.cases, "the cases").map((name) => text(name, "a case"));
    const sorted = cases.every((name, place) => place === 0 || comesBefore(cases[place - 1], name));
    demand(cases.length > 0 && sorted, "the cases are not in the order of their names");
  },

  json(file) {
    caseNames(file);
    file.proof = proofOf(file);
    for (const [name, bytes] of file.files) if (name.startsWith("schemas/")) parsed(bytes, name);
  },

  entries(file) {
    file.entries = file.proof.entries.map((each) => {
      const { entry: bytes, index, path } = members(each, ["entry", "index", "path"], "an entry");
      const found = entry(unbase64(bytes, "an entry"), whole(index, "an index"));
      return { ...found, path: hashes(path, "a path") };
    });
    const indexes = file.entries.map((each) => each.index);
    demand(indexes.length > 0 && indexes.every((index, place) => place === 0 || indexes[place - 1] < index), "the entries are not in the order of their index");
    file.last = file.entries.at(-1);
    demand(file.last.kind === "heads" && ofKind(file.entries, "heads").length === 1, "the last entry, and no other, is the heads entry");
    casesOf(file);
  },

  async keys(file) {
    file.key = await keyInForce(file);
  },

  async checkpoint(file) {
    file.note = note(file.member("checkpoint"));
    demand(file.note.size === file.last.index + 1, "the checkpoint is over another number of entries");
    await signedByLog(file.note, file.key.public);
  },

  async witnesses(file) {
    const known = ofKind(file.entries, "witness").map((each) => witness(each.vkey));
    demand(new Set(known.map((each) => `${each.name} ${hex(each.key)}`)).size === known.length, "a witness is named twice");
    return (await signedByWitnesses(file.note, known)) > 0 || "no witness signed it";
  },

  tree(file) {
    for (const each of file.entries) {
      const root = rootByPath(leaf(each.bytes), each.index, file.note.size, each.path);
      demand(same(root, file.note.root), because`entry ${each.index} does not stand in the list`);
    }
  },

  order(file) {
    inOrder(ofKind(file.entries, "event"));
  },

  heads(file) {
    members(file.proof.heads, file.manifest.cases, "the proofs of heads");
    demand(file.last.count >= file.events.size, "the list counts fewer streams than there are");
    for (const [stream, events] of file.events) {
      const end = events.at(-1);
      const path = hashes(file.proof.heads[stream], "a proof of the map");
      demand((path.length === 0) === (file.last.count === 1n), "the list counts other streams");
      demand(same(headsByPath(stream, end.version, end.index, path), file.last.root), because`${stream} ends elsewhere in the list`);
    }
  },

  events(file) {
    const known = new Set(ofKind(file.entries, "event").map((each) => `events/${each.index}.json`));
    for (const name of file.files.keys()) demand(!name.startsWith("events/") || known.has(name), because`${name} is of no event`);
    for (const each of shownEvents(file)) {
      demand(same(sha256(each.stored), each.hash), because`event ${each.index} is not what was recorded`);
    }
  },

  reading(file) {
    for (const each of shownEvents(file)) each.told = storedEvent(each);
  },

  schemas(file) {
    schemasThere(file);
    schemasBound(file);
  },

  attachments(file) {
    const told = shownEvents(file).filter((each) => each.type === "EvidenceAttached")
      .map((each) => ({ event: each.index, sha256: each.told.event.digest }));
    demand(canonical(told) === canonical(file.manifest.attachments), "the manifest tells of other attachments");
  },

  async held(file) {
    const from = file.proof?.consistency?.from ?? 0;
    demand(from <= file.note.size, "the proof of consistency is from a newer list");
    return heldContinues(file);
  },

  shown(file) {
    const hidden = ofKind(file.entries, "event").filter((each) => !each.stored);
    return hidden.length === 0 || because`${hidden.length} events stand here by their header only`;
  },

  ending(file) {
    return ends(file);
  },
};

/** The manifest: it names every other member with its hash and size. */
function manifestOf(file, names) {
  const manifest = members(parsed(file.member("manifest.json"), "manifest.json"), names, "the manifest");
  const told = [...file.files.keys()].filter((name) => name !== "manifest.json");
  members(manifest.files, told, "the files of the manifest");
  for (const name of told) {
    const { sha256: hash, size } = members(manifest.files[name], ["sha256", "size"], name);
    const bytes = file.files.get(name);
    demand(size === bytes.length && hash === hex(sha256(bytes)), because`${name} is not what the manifest names`);
  }
  return manifest;
}

function caseNames(file) {
  for (const name of file.files.keys()) demand(name === "manifest.json" || NAMES.test(name), because`${name} does not belong here`);
}

/** The proof, its parts of their shape. */
function proofOf(file) {
  const proof = members(parsed(file.member("proof.json"), "proof.json"), ["consistency", "entries", "heads"], "proof.json");
  if (proof.consistency !== null) {
    const { from, path } = members(proof.consistency, ["from", "path"], "the proof of consistency");
    demand(whole(from, "the checkpoint it is from") > 0, "the proof of consistency is from nothing");
    file.grown = hashes(path, "the proof of consistency");
  }
  list(proof.entries, "the entries");
  demand(proof.heads !== null && typeof proof.heads === "object" && !Array.isArray(proof.heads), "the proofs of heads are no object");
  return proof;
}

function hashes(path, what) {
  return list(path, what).map((each) => unbase64(each, what, 32));
}

/** The events of each case, and the bytes shown of them. */
function casesOf(file) {
  file.events = new Map(file.manifest.cases.map((name) => [name, []]));
  for (const each of ofKind(file.entries, "event")) {
    demand(file.events.has(each.stream), because`entry ${each.index} is of no case of this file`);
    file.events.get(each.stream).push(each);
    each.stored = file.files.get(`events/${each.index}.json`) ?? null;
  }
  demand([...file.events.values()].every((events) => events.length > 0), "a case has no event");
}

/** By the bytes of their UTF-8: the first name comes before the second. */
function comesBefore(first, second) {
  const [one, other] = [bytesOf(first), bytesOf(second)];
  const place = one.findIndex((byte, at) => byte !== other[at]);
  return place < 0 ? one.length < other.length : one[place] < (other[place] ?? -1);
}

const shownEvents = (file) => ofKind(file.entries, "event").filter((each) => each.stored);

/** Each schema of the file has its entry, and each entry its schema. */
function schemasThere(file) {
  const names = ofKind(file.entries, "schema").map((each) => `schemas/${each.type}.v${each.schema}.json`);
  const there = [...file.files.keys()].filter((name) => name.startsWith("schemas/"));
  demand(new Set(names).size === names.length, "a schema is bound twice");
  demand([...names].sort().join("\n") === there.sort().join("\n"), "the schemas are not those that the entries bind");
}

/** Each event shown has a schema bound before it, and each schema is of an event shown. */
function schemasBound(file) {
  const bound = new Map(ofKind(file.entries, "schema").map((each) => [`${each.type}.v${each.schema}`, each]));
  const used = new Set();
  for (const each of shownEvents(file)) {
    const name = `${each.type}.v${each.told.schema_version}`;
    demand(bound.has(name) && bound.get(name).index < each.index, because`no schema is bound before event ${each.index}`);
    used.add(name);
  }
  for (const [name, each] of bound) {
    demand(used.has(name), because`${name} is of no event shown`);
    demand(same(sha256(file.files.get(`schemas/${name}.json`)), each.hash), because`${name} is another schema than the one bound`);
  }
}
