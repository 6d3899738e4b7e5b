/* Every check in its order; one that rests on a check that failed is not asked. */
const CASE_ORDER = {
  manifest: [], json: ["manifest"], entries: ["json"], keys: ["entries"], checkpoint: ["keys"], witnesses: ["checkpoint"],
  tree: ["checkpoint"], order: ["entries"], heads: ["tree", "order"], events: ["entries"], reading: ["events"],
  schemas: ["reading"], attachments: ["reading"], held: ["checkpoint"], shown: ["events"], ending: ["order", "reading"],
};
const LOG_ORDER = {
  manifest: [], json: ["manifest"], entries: ["json"], keys: ["entries"], checkpoint: ["keys"], witnesses: ["checkpoint"],
  tree: ["checkpoint"], order: ["entries"], heads: ["entries"], schemas: ["entries"], held: ["tree"],
};

/** What is to be said of the zip with these bytes, against a checkpoint held or null. */
async function verify(bytes, held = null) {
  let files;
  try {
    files = unzipped(bytes);
  } catch (error) {
    return { kind: "unknown", checks: told({ container: fails(error) }, CASE_ORDER), file: null, cases: [] };
  }
  const isLog = files.has("entries.bin");
  const file = { files, held, member: (name) => memberOf(files, name) };
  file.continues = (found) => (isLog ? continuesByEntries(file, found) : continuesByProof(file, found));
  const [order, checks] = isLog ? [LOG_ORDER, logChecks] : [CASE_ORDER, caseChecks];
  const results = { container: { result: "PASS", why: "" } };
  for (const [name, needs] of Object.entries(order)) {
    const lost = needs.find((need) => results[need].result === "FAIL" || results[need].lost);
    results[name] = lost ? rests(lost) : await answer(checks[name], file);
  }
  const holds = Object.values(results).every((each) => each.result !== "FAIL");
  const cases = holds && !isLog ? factsOf(file) : [];
  return { kind: isLog ? "log_file" : "case_file", checks: told(results, order), file, cases };
}

function memberOf(files, name) {
  demand(files.has(name), because`${name} is missing`);
  return files.get(name);
}

const rests = (check) => ({ result: "NOT CHECKED", why: because`it rests on ${check}`, lost: true });
const fails = (error) => ({ result: "FAIL", why: error instanceof Wrong ? error.reason : because`a surprise: ${error.name}` });

async function answer(check, file) {
  try {
    const said = await check(file);
    return said === undefined || said === true ? { result: "PASS", why: "" } : { result: "NOT CHECKED", why: said };
  } catch (error) {
    return fails(error);
  }
}

function told(results, order) {
  return ["container", ...Object.keys(order)].map((check) => ({ check, ...(results[check] ?? rests("container")) }));
}
