/* The talk as it went: in from the left, out to the right, our word and our facts in between. */

/** Every item in order; those later than the step are hidden by one class. */
function talk(events) {
  const items = [];
  const list = make("ol.talk");
  let before = null;
  for (const [index, event] of events.entries()) {
    const date = event.recorded_at.slice(0, 10);
    const begins = date === before ? null : moment(event.recorded_at, day);
    before = date;
    const item = make(`li.item.${event.lane}`, { id: `event-${event.version}`, tabindex: "-1" });
    if (begins) item.append(make("p.day", {}, begins));
    if (event.attested) item.classList.add("attested");
    if (event.late) item.classList.add("late");
    item.append(card(event, index));
    items.push(item);
    list.append(item);
  }
  return { list, items };
}

function card(event, index) {
  const body = make("article.card");
  const kind = telling("h3.line", {}, () => headline(event));
  body.append(kind, ...said(event), ...marks(event));
  const foot = make("footer.foot", {}, moment(event.occurred_at, hour(event)), by(event));
  foot.append(make("a.proof", { href: `#proof-${event.version}` }, telling("span", {}, () => say("proof_of", { number: event.version }))));
  body.append(foot, standing(event));
  body.dataset.index = index;
  return body;
}

/** The heading tells the day of recording: what happened on another says on which. */
function hour(event) {
  return day(event.occurred_at) === day(event.recorded_at) ? clock : time;
}

function headline(event) {
  if (event.withheld) return eventLine(event);
  if (event.type === "MessageReceived") return `${code("complainant")} · ${code(event.facts.channel)}`;
  if (event.type === "ReplyIssued") {
    const from = event.facts.author === null ? say("automatic") : person(event.facts.author);
    return `${from} · ${code(event.facts.kind)}`;
  }
  const line = eventLine(event);
  return /^[a-z]+-[0-9a-f]{4}/.test(line) ? line : line.charAt(0).toUpperCase() + line.slice(1);
}

const MAIN = new Set(["text", "words", "lesson", "facts"]);
const QUIET = new Set(["external_id", "name", "signed"]);

/** The words of the event: the main ones as they are, the others under their names. */
function said(event) {
  if (event.withheld) return [telling("p.gone", {}, () => say("withheld"))];
  if (event.attested) return [telling("p.gone", {}, () => say("attested_words"))];
  const told = event.words.filter((words) => !QUIET.has(words.of));
  return told.sort((a, b) => MAIN.has(b.of) - MAIN.has(a.of)).map((words) => {
    if (MAIN.has(words.of)) return quoted(words);
    return make("div.also", {}, telling("span.label", {}, () => fieldName(words.of)), quoted(words));
  });
}

/** What marks it: attested by somebody else, brought in afterwards, recorded late, evidence. */
function marks(event) {
  const found = [];
  if (event.attested) found.push(telling("p.mark.stated", {}, () => say("attested")));
  if (event.imported) {
    found.push(telling("p.mark", {}, () => say("recorded_by_import", { time: time(event.recorded_at) })));
  }
  if (event.late) {
    found.push(telling("p.mark.slow", {}, () => say("recorded_late", {
      time: time(event.recorded_at), span: span(event.occurred_at, event.recorded_at),
    })));
  }
  if (event.facts?.codes) found.push(codes(event.facts.codes));
  if (event.facts?.digest) found.push(make("code.digest", {}, `sha256 ${event.facts.digest}`));
  return found;
}

/** What a register states of the case, by its own names. */
function codes(stated) {
  const lines = Object.entries(stated).map(([name, value]) => make("li", {}, `${name}: ${value}`));
  return make("ul.codes", {}, ...lines);
}

function by(event) {
  return telling("span.by", {}, () => `${person(event.actor)} (${code(event.role)})`);
}

/** The place in a card that tells how the thing it is about stood at the step. */
const standings = [];

function standing(event) {
  const place = make("p.standing");
  const facts = event.facts ?? {};
  const names = {
    MessageReceived: `message/${facts.message}`,
    ReplyIssued: `reply/${facts.reply}`,
    PromiseMade: `promise/${facts.promise}`,
  };
  const name = names[event.type];
  if (name && Object.hasOwn(turnsOf, name)) standings.push({ name, place, last: undefined });
  return place;
}

/** Let every card tell how its thing stood at `step`; only what is otherwise is written. */
function tellStandings(step, anew) {
  for (const each of standings) {
    const now = stands(each.name, step);
    if (now === each.last && !anew) continue;
    each.last = now;
    if (now === null) continue;
    const [kind] = each.name.split("/");
    const state = kind === "message" ? now : now.delivery ?? now.standing;
    each.place.dataset.state = state;
    write(each.place, standingText(kind, now));
  }
}

function standingText(kind, now) {
  if (kind === "message") return say(`message_${now}`);
  if (kind === "promise") return say("promise_stands", { standing: code(`promise_${now.standing}`), due: { at: now.due } });
  const left = now.left_at ? `, ${time(now.left_at)}` : "";
  return `${code(`reply_${now.delivery}`)}${left}`;
}
