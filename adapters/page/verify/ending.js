/* Did every case that was closed end on a closing reply that left for everybody it is owed to? */
const LEFT = { ReplyDispatched: "dispatched", ReplyDelivered: "delivered", ReplySpoken: "spoken", ReplyPosted: "posted", ReplyDeposited: "deposited" };
const DELIVERY = [...Object.keys(LEFT), "ReplyFailed"];
const PEOPLE = ["ComplainantJoined", "RepresentativeAuthorised", "SuccessorIdentified", "CaseTakenOver", "CaseSplitOff", "CaseRestored"];
const STANDS = { CaseClosed: "closed", CaseReopened: "open", CaseVoided: "voided", CaseMerged: "merged", CaseRestored: "open" };
const [HOLDS, UNSURE] = [true, null];

function ends(file) {
  let unsure = 0;
  for (const [stream, events] of file.events) {
    const story = { stream, state: "open", span: 1, rests: [], failing: null, imported: false, ends: [], hidden: new Set(), people: new Set(), speaks: new Map(), replies: new Map(), attested: new Set(), taken: new Map(), asked: null };
    for (const each of events) each.told ? tellShown(story, each) : tellHidden(story, each);
    if (events.at(-1).told) stillClosed(story, null);
    unsure += story.ends.filter((holds) => holds === UNSURE).length;
  }
  return unsure === 0 || `${unsure} ends rest on events that are not shown`;
}

const hides = (story, ...types) => types.some((type) => story.hidden.has(type));

/** Of an event not shown its type still tells where the case stands. */
function tellHidden(story, { type }) {
  story.hidden.add(type);
  if (type === "CaseClosed") story.ends.push(UNSURE);
  if (type === "CaseReopened") [story.span, story.failing] = [story.span + 1, null];
  story.state = STANDS[type] ?? story.state;
}

function tellShown(story, { type, told }) {
  stillClosed(story, told.command_id);
  const fact = told.event;
  if (type in LEFT || type === "ReplyFailed") replyStep(story, type, told);
  else if (Object.hasOwn(TELLING, type)) TELLING[type](story, fact, told);
}

/** A failure that becomes known after an end opens the case in the same command. */
function stillClosed(story, command) {
  const left = story.failing !== null && story.failing !== command && story.state === "closed";
  demand(!left, `${story.stream} stayed closed though its reply failed`);
}

function replyStep(story, type, told) {
  const { reply: name } = told.event;
  demand(typeof name === "string", "a step of no reply");
  if (!story.replies.has(name)) story.replies.set(name, { issued: null, way: "issued", brought: false });
  story.replies.get(name).way = LEFT[type] ?? "failed";
  if (type === "ReplyFailed" && story.state === "closed" && story.rests.includes(name)) story.failing = told.command_id;
}

const brought = (reply) => ({ issued: reply.issued, way: reply.delivery, brought: true, at: reply.left_at, failures: reply.failures });
const steps = (reply) => (reply ? canonical([reply.delivery, reply.left_at, reply.failures]) : "");

const TELLING = {
  ComplainantJoined: (story, fact) => story.people.add(fact.person),
  RepresentativeAuthorised: (story, fact) => story.speaks.set(fact.person, fact.representative),
  SuccessorIdentified: (story, fact) => story.speaks.set(fact.person, fact.successor),
  ReplyIssued: (story, fact) => story.replies.set(fact.reply, { issued: fact, way: "issued", brought: false }),
  ReplyAttested: (story, fact) => story.attested.add(fact.reply),
  RegisterEntryRecorded: (story) => { story.imported = true; },
  CaseVoided: (story) => { story.state = "voided"; },
  CaseMerged: (story) => { story.state = "merged"; },
  MergeRequested: (story, fact) => { story.asked = fact.file; },
  MergeDeclined: (story) => { story.asked = null; },
  CaseReopened(story, fact) {
    demand(story.state === "closed" && fact.span === story.span + 1, `${story.stream} was opened again wrongly`);
    [story.state, story.span, story.rests, story.failing] = ["open", fact.span, [], null];
  },
  CaseClosed(story, fact, told) {
    const rests = list(fact.replies, "the replies of an end");
    const holds = fact.basis === "attested" ? attestedWell(story, rests, told) : repliedWell(story, rests, fact.span);
    demand(story.state === "open" && fact.span === story.span, `${story.stream} was closed while it was not open`);
    story.ends.push(holds);
    [story.state, story.rests] = ["closed", rests];
  },
  CaseTakenOver(story, { case: other, file }) {
    story.taken.set(other, { file, people: new Set(story.people), replies: new Set(story.replies.keys()) });
    file.people.complainants.forEach((person) => story.people.add(person));
    Object.entries(file.people.speaks_for).forEach(([person, by]) => story.speaks.set(person, by));
    bring(story, file);
  },
  CaseSplitOff(story, { case: other }) {
    const taken = story.taken.get(other);
    if (!taken) return;
    story.taken.delete(other);
    taken.file.people.complainants.filter((person) => !taken.people.has(person)).forEach((person) => story.people.delete(person));
    Object.keys(taken.file.replies).filter((name) => !taken.replies.has(name)).forEach((name) => story.replies.delete(name));
  },
  CaseRestored(story, { file }) {
    const before = (story.asked ?? file).replies;
    [story.state, story.asked] = ["open", null];
    Object.entries(file.people.speaks_for).forEach(([person, by]) => story.speaks.set(person, by));
    for (const [name, there] of Object.entries(file.replies)) {
      const own = story.replies.get(name);
      if (own && steps(there) !== steps(before[name])) own.way = there.delivery;
    }
    bring(story, file);
  },
};

function bring(story, file) {
  for (const [name, reply] of Object.entries(file.replies)) {
    if (!story.replies.has(name)) story.replies.set(name, brought(reply));
  }
}

/** An end that a register attests, in an import. */
function attestedWell(story, rests, told) {
  const stated = rests.length > 0 && rests.every((name) => story.attested.has(name));
  if (told.actor.role === "import" && stated && story.imported) return HOLDS;
  demand(hides(story, "ReplyAttested", "RegisterEntryRecorded"), `${story.stream} ends on an attested reply that nobody attests`);
  return UNSURE;
}

/** An end on closing replies of this span that left, to everybody who complains here. */
function repliedWell(story, rests, span) {
  demand(rests.length > 0, `${story.stream} was closed without a reply`);
  const found = rests.map((name) => story.replies.get(name) ?? { issued: null, way: "issued", brought: false });
  for (const reply of found) {
    if (!Object.values(LEFT).includes(reply.way)) {
      demand(reply.way !== "failed" && hides(story, ...DELIVERY, ...PEOPLE), `${story.stream} was closed on a reply that had not left`);
      return UNSURE;
    }
    if (reply.issued === null) {
      demand(hides(story, "ReplyIssued", ...PEOPLE), `${story.stream} was closed on a reply that is not there`);
      return UNSURE;
    }
    demand(reply.issued.kind === "closing" && reply.issued.span === span && !reply.brought, `${story.stream} was closed without a closing reply of its own`);
  }
  return toEverybody(story, new Set(found.map((reply) => reply.issued.to)));
}

function toEverybody(story, given) {
  const theirs = new Set();
  for (const { file, people } of story.taken.values()) {
    file.people.complainants.filter((person) => !people.has(person)).forEach((person) => theirs.add(person));
  }
  const own = [...story.people].filter((person) => !theirs.has(person)).map((person) => story.speaks.get(person) ?? person);
  if (hides(story, ...PEOPLE)) return UNSURE;
  demand(own.every((person) => given.has(person)), `the closing reply of ${story.stream} did not go to everybody`);
  return HOLDS;
}
