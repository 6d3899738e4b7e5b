/* What proves each event: the case file in the page is checked here, by the verifier in the page. */
const LASTING = ["container", "manifest", "json", "entries", "keys", "checkpoint", "tree", "order", "heads", "events", "reading"];

function proofs() {
  const part = naming(make("section.proofs"), "proofs");
  part.append(telling("h2", {}, () => say("proofs")));
  const rows = new Map(data.events.map((event) => [event.version, proofRow(event)]));
  const list = make("ol.proof-list", {}, ...[...rows.values()].map((row) => row.item));
  if (data.case_file === null) part.append(telling("p.note", {}, () => say("no_case_file")), list);
  else part.append(...checking(rows), list);
  return part;
}

function proofRow(event) {
  const verdict = make("span.verdict");
  const where = make("span.where", {}, telling("span", {}, () => say("position", { position: event.position })));
  const link = make("a", { href: `#event-${event.version}` }, telling("span", {}, () => say("event_number", { number: event.version })));
  const item = make("li", { id: `proof-${event.version}`, tabindex: "-1" }, link, where, verdict);
  const row = { item, where, verdict, result: "NOT CHECKED" };
  sayers.push(() => tellVerdict(row));
  tellVerdict(row);
  return row;
}

function tellVerdict({ verdict, result }) {
  verdict.dataset.verdict = result;
  write(verdict, say(`verdict_${result.toLowerCase().replace(" ", "_")}`));
}

/** The note, the way to bring a checkpoint of one's own, and the list of checks. */
function checking(rows) {
  let done = false;
  const note_ = telling("p.note", { role: "status" }, () => (done ? say("checked", { used: inWords(signaturesBy, strings[lang].reasons) }) : say("checking")));
  const list = make("ol.checks");
  const told_ = make("div.told");
  const held = make("input", { type: "file", id: "held" });
  const label = make("label.held", { for: "held" }, telling("span", {}, () => say("hold_checkpoint")), held);
  const run = async (checkpoint) => {
    const bytes = unbase64(data.case_file, "the case file");
    const { checks, file, cases } = await verify(bytes, checkpoint);
    done = true;
    write(note_, say("checked", { used: inWords(signaturesBy, strings[lang].reasons) }));
    list.replaceChildren(...checks.map(checkRow));
    if (data.kind === "case") told_.replaceChildren(telling("h3", {}, () => say("facts")), ...caseFacts(cases));
    tellEvents(rows, checks, file);
    part_.dataset.checked = "true";
  };
  held.addEventListener("change", async () => run(new Uint8Array(await held.files[0].arrayBuffer())));
  const part_ = make("div.check", {}, note_, label, list, told_);
  run(null);
  return [part_];
}

function checkRow({ check, result, why }) {
  const row = { verdict: make("span.verdict"), result };
  sayers.push(() => tellVerdict(row));
  tellVerdict(row);
  const asks = telling("span", {}, () => say(`check_${check}`));
  const because_ = why ? telling("span.why", {}, () => ` (${inWords(why, strings[lang].reasons)})`) : null;
  return make("li", {}, row.verdict, make("code", {}, check), make("span", {}, asks, because_));
}

/** Each event is proven when the checks it rests on passed and the page shows what the file holds. */
function tellEvents(rows, checks, file) {
  const lost = checks.some(({ check, result }) => LASTING.includes(check) && result !== "PASS");
  const held = new Map((file?.events?.get(data.stream) ?? []).map((each) => [Number(each.version), each]));
  for (const event of data.events) {
    const row = rows.get(event.version);
    const entry_ = held.get(event.version);
    row.result = lost ? "FAIL" : proven(event, entry_);
    if (entry_) row.where.title = `${hex(leaf(entry_.bytes))} (${entry_.path.length})`;
    tellVerdict(row);
  }
}

function proven(event, entry_) {
  if (!entry_) return "NOT CHECKED";
  if (entry_.type !== event.type || entry_.position !== BigInt(event.position)) return "FAIL";
  if (event.withheld || !entry_.told) return "NOT CHECKED";
  return sameTold(event, entry_.told) ? "PASS" : "FAIL";
}

/** Does the page show the times, the actor and the words of these stored bytes? */
function sameTold(event, told) {
  const times = Date.parse(event.occurred_at) === Date.parse(told.event.occurred_at) && Date.parse(event.recorded_at) === Date.parse(told.recorded_at);
  if (!times || event.actor !== told.actor.id || event.role !== told.actor.role) return false;
  const stored = [...personalIn(told.event, event.type)];
  if (stored.length !== event.words.length) return false;
  return stored.every(({ value, key }, place) => key !== null || event.words[place].said === (typeof value === "object" ? null : String(value)));
}

/** The personal values in the order of their fields, as the page tells them. */
function* personalIn(value, type, field = "") {
  if (value === null || typeof value !== "object" || type === "RegisterEntryRecorded" || field === "file") return;
  if (Object.keys(value).sort().join() === "key,subject,value") yield value;
  else for (const [name, each] of Object.entries(value)) yield* personalIn(each, type, name);
}
