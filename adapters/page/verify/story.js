/* A case told again from the events that are shown: who complains, where it stands, what came of each thing. */
const PEOPLE = ["ComplainantJoined", "RepresentativeAuthorised", "SuccessorIdentified", "CaseTakenOver", "CaseSplitOff", "CaseRestored"];
const STANDS = { CaseClosed: "closed", CaseReopened: "open", CaseVoided: "voided", CaseMerged: "merged", CaseRestored: "open" };

/** A case told from its events, in their order. */
function storyOf(stream, events) {
  const story = {
    stream, state: "open", span: 1, rests: [], failing: null, imported: false, ends: [], hidden: new Set(), joined: false,
    people: new Set(), speaks: new Map(), replies: new Map(), attested: new Map(), taken: new Map(), asked: null,
    promises: new Map(), limits: new Map(), agreed: [],
  };
  for (const each of events) each.told ? tellShown(story, each) : tellHidden(story, each);
  if (events.at(-1).told) stillClosed(story, null);
  return story;
}

const hides = (story, ...types) => types.some((type) => story.hidden.has(type));

/** Of an event not shown its type still tells where the case stands. */
function tellHidden(story, { type, version }) {
  story.hidden.add(type);
  if (type === "CaseClosed") story.ends.push({ version, basis: "", replies: [], span: null, says: "end-not-shown" });
  if (type === "CaseReopened") [story.span, story.failing] = [story.span + 1, null];
  story.state = STANDS[type] ?? story.state;
}

function tellShown(story, { type, told, version }) {
  stillClosed(story, told.command_id);
  const fact = told.event;
  if (DELIVERY.includes(type)) replyStep(story, type, told);
  else if (PROMISE_STEPS.includes(type)) promiseStep(story, type, fact);
  else if (LIMIT_STEPS.includes(type)) limitStep(story, type, fact);
  else if (Object.hasOwn(TELLING, type)) TELLING[type](story, fact, told, version);
}

/** A failure that becomes known after an end opens the case in the same command. */
function stillClosed(story, command) {
  const left = story.failing !== null && story.failing !== command && story.state === "closed";
  demand(!left, because`${story.stream} stayed closed though its reply failed`);
}

const TELLING = {
  ComplainantJoined: (story, fact) => story.people.add(fact.person),
  RepresentativeAuthorised: (story, fact) => story.speaks.set(fact.person, fact.representative),
  SuccessorIdentified: (story, fact) => story.speaks.set(fact.person, fact.successor),
  ReplyIssued: (story, fact) => story.replies.set(fact.reply, { issued: fact, way: "issued", trail: [], brought: false }),
  ReplyAttested: (story, fact) => story.attested.set(fact.reply, fact.left_at),
  PromiseMade: (story, fact) => story.promises.set(fact.promise, { made: fact, steps: [], brought: null }),
  ClockStarted: (story, fact) => story.limits.set(fact.obligation, { started: fact, steps: [] }),
  AgreementReached: (story, fact) => story.agreed.push(fact.occurred_at),
  RemedyAccepted: (story, fact) => story.agreed.push(fact.occurred_at),
  RegisterEntryRecorded: (story) => { story.imported = true; },
  CaseVoided: (story) => { story.state = "voided"; },
  CaseMerged: (story) => { story.state = "merged"; },
  MergeRequested: (story, fact) => { story.asked = fact.file; },
  MergeDeclined: (story) => { story.asked = null; },
  CaseReopened(story, fact) {
    demand(story.state === "closed" && fact.span === story.span + 1, because`${story.stream} was opened again wrongly`);
    [story.state, story.span, story.rests, story.failing] = ["open", fact.span, [], null];
  },
  CaseClosed(story, fact, told, version) {
    const rests = list(fact.replies, "the replies of an end");
    const says = fact.basis === "attested" ? attestedWell(story, rests, told) : repliedWell(story, rests, fact.span);
    demand(story.state === "open" && fact.span === story.span, because`${story.stream} was closed while it was not open`);
    story.ends.push({ version, basis: fact.basis, replies: rests, span: fact.span, says });
    [story.state, story.rests] = ["closed", rests];
  },
  CaseTakenOver(story, { case: other, file }) {
    story.joined = true;
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
    Object.keys(taken.file.promises).forEach((name) => story.promises.delete(name));
  },
  CaseRestored(story, { file }) {
    const before = (story.asked ?? file).replies;
    [story.state, story.asked, story.joined] = ["open", null, true];
    Object.entries(file.people.speaks_for).forEach(([person, by]) => story.speaks.set(person, by));
    for (const [name, there] of Object.entries(file.replies)) {
      const own = story.replies.get(name);
      if (own && stepsOf(there) !== stepsOf(before[name])) Object.assign(own, asItStood(there));
    }
    bring(story, file);
  },
};

/** What comes with a case that goes on here, or comes back: its talk where we have none, its promises as they now stand. */
function bring(story, file) {
  for (const [name, reply] of Object.entries(file.replies)) {
    if (!story.replies.has(name)) story.replies.set(name, { issued: reply.issued, brought: true, ...asItStood(reply) });
  }
  Object.entries(file.promises).forEach(([name, promise]) => story.promises.set(name, { made: promise.made, steps: [], brought: promise }));
}
