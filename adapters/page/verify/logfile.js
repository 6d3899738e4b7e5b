/* The checks of a log file: every entry is there, so everything can be counted again. */
const logChecks = {
  manifest(file) {
    file.manifest = manifestOf(file, ["files", "log_file"]);
    demand(file.manifest.log_file === 1, "the manifest is of another form");
  },

  json(file) {
    const names = [...file.files.keys()].sort().join();
    demand(names === "checkpoint,entries.bin,manifest.json", "other members than belong here");
  },

  entries(file) {
    const reading = new Reading(file.member("entries.bin"), "entries.bin");
    file.entries = [];
    while (reading.at < reading.bytes.length) {
      file.entries.push(entry(reading.take(Number(reading.number(4))), file.entries.length));
    }
    file.last = file.entries.at(-1);
    demand(file.last?.kind === "heads", "the last entry is no heads entry");
  },

  keys: caseChecks.keys,
  checkpoint: caseChecks.checkpoint,
  witnesses: caseChecks.witnesses,

  tree(file) {
    file.leaves = file.entries.map((each) => leaf(each.bytes));
    demand(same(rootOf(file.leaves), file.note.root), "the entries are not those that the checkpoint seals");
  },

  order: caseChecks.order,

  heads(file) {
    const heads = new Map();
    for (const each of file.entries) {
      if (each.kind === "event") {
        const key = sha256(bytesOf(each.stream));
        heads.set(each.stream, [key, headLeaf(key, each.version, each.index)]);
      }
      if (each.kind !== "heads") continue;
      demand(each.count === BigInt(heads.size), because`heads entry ${each.index} counts other streams`);
      demand(same(each.root, headsRoot([...heads.values()])), because`heads entry ${each.index} tells other heads`);
    }
  },

  schemas(file) {
    const bound = new Set();
    const types = new Set();
    for (const each of file.entries) {
      if (each.kind === "schema") {
        const name = `${each.type}.v${each.schema}`;
        demand(!bound.has(name), because`${name} is bound twice`);
        bound.add(name);
        types.add(each.type);
      }
      if (each.kind === "event") demand(types.has(each.type), because`no schema is bound before event ${each.index}`);
    }
  },

  held: caseChecks.held,
};

/** A log file shows by its own entries that it continues the checkpoint. */
function continuesByEntries(file, held) {
  demand(same(rootOf(file.leaves.slice(0, held.size)), held.root), "the list does not continue the checkpoint held");
  return true;
}
