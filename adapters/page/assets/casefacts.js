/* What the case file tells of the case, worked out by the verifier in the page once every check held. */

/** The facts of the case of this page, each as an item that says what it is of. */
function caseFacts(cases) {
  const facts = cases.find((each) => each.case === data.stream);
  if (!facts) return [telling("p.note", {}, () => say("facts_failed"))];
  if (!facts.told) return [telling("p.note", {}, () => say("facts_odd"))];
  const stands = () => (facts.as_of === null ? say("facts_hidden") : say("facts_as_of", { state: code(`stage_${facts.state}`), when: { at: facts.as_of } }));
  const items = [
    ...facts.ends.map(endFact), ...facts.promises.map(promiseFact), ...facts.limits.map(limitFact),
    ...facts.times.map(timeFact), ...facts.withheld.map(hiddenFact), ...facts.unknown.map(openQuestion),
  ];
  return [telling("p.note", {}, stands), make("ul.facts", {}, ...items)];
}

function factItem(of, fact, tell) {
  const item = telling("li", {}, tell);
  [item.dataset.of, item.dataset.fact] = [of, fact];
  return item;
}

const inKeys = (name) => name.replaceAll("-", "_");
const numbered = (version, text_) => `${say("event_number", { number: version })}: ${text_}`;

function endFact({ version, says }) {
  return factItem("end", says, () => numbered(version, say(`fact_${inKeys(says)}`)));
}

function promiseFact({ promise, kind, due, done_at: done, standing }) {
  const standing_ = () => say(`fact_promise_${standing}`);
  return factItem("promise", standing, () => say("promise_fact", { promise: code(promise), kind: code(kind), due: { at: due }, standing: standing_(), done: doneOrNot(done, standing) }));
}

function limitFact({ limit, name, pack, due, met_at: met, standing }) {
  const standing_ = () => say(`fact_limit_${standing}`);
  return factItem("limit", standing, () => say("limit_fact", { limit, name: code(name), pack, due: { at: due }, standing: standing_(), met: doneOrNot(met, standing) }));
}

function doneOrNot(at, standing) {
  if (standing === "unknown") return "?";
  return at === null ? say("not_yet") : { at };
}

function timeFact({ version, what, occurred_at: occurred, recorded_at: recorded }) {
  const times_ = { recorded: { at: recorded }, occurred: { at: occurred } };
  return factItem("time", what, () => numbered(version, say(`fact_${inKeys(what)}`, times_)));
}

function hiddenFact({ version }) {
  return factItem("hidden", "withheld", () => numbered(version, say("header_only")));
}

function openQuestion(question) {
  return factItem("unknown", question, () => say(`fact_${inKeys(question)}`));
}
