/* Promises: kept by what occurred in time, whenever it was recorded; a later date counts once word of it came in time. */
const PROMISE_STEPS = ["NewDateProposed", "NewDateRefused", "PromiseFulfilled", "PromiseReleased", "PromiseVoided"];
const BEARS_ON_PROMISES = [...PROMISE_STEPS, "ReplyIssued", ...DELIVERY, ...PEOPLE];

/** What happens to a promise that is not shown changes nothing. */
function promiseStep(story, type, fact) {
  story.promises.get(fact.promise)?.steps.push({ type, fact });
}

const stepTimes = (promise, type) => promise.steps.filter((step) => step.type === type).map((step) => step.fact.occurred_at);

/** The later dates that were named; who refuses, refuses the last one. */
function datesOf({ steps, brought }) {
  const dates = (brought?.new_dates ?? []).map((date) => ({ ...date }));
  for (const { type, fact } of steps) {
    if (type === "NewDateProposed") dates.push({ due: fact.due, told_in: fact.told_in, refused: false });
    if (type === "NewDateRefused" && dates.length > 0) dates.at(-1).refused = true;
  }
  return dates;
}

/** When it was due, as things stood at that moment. */
function promiseDue(story, promise, at) {
  return datesOf(promise).reduce((due, date) => {
    const counts = !date.refused && heardBy(story, date.told_in, earliest([due, at]));
    return counts ? date.due : due;
  }, promise.made.due);
}

/** When it was first done: shown by evidence, or by a reply that keeps it and left. */
function promiseDone(story, name, promise) {
  const keeping = [...story.replies.values()].filter((reply) => namedIn(reply, "keeps", name));
  return earliest([promise.brought?.fulfilled_at ?? null, ...stepTimes(promise, "PromiseFulfilled"), ...keeping.map(leftAt)]);
}

function promiseStands(story, name, promise, at) {
  if (promise.brought?.voided || stepTimes(promise, "PromiseVoided").length > 0) return "voided";
  if (hides(story, ...BEARS_ON_PROMISES)) return "unknown";
  const inTime = (done) => isBy(done, promiseDue(story, promise, done));
  const done = promiseDone(story, name, promise);
  if (done !== null && isBy(done, at) && inTime(done)) return "kept";
  const released = [promise.brought?.released_at ?? null, ...stepTimes(promise, "PromiseReleased")];
  if (released.some((each) => each !== null && inTime(each))) return "released";
  return isBefore(promiseDue(story, promise, at), at) ? "broken" : "open";
}

function promiseFacts(story, at) {
  return [...story.promises].map(([name, promise]) => ({
    promise: name,
    kind: promise.made.kind,
    due: promiseDue(story, promise, at),
    done_at: promiseDone(story, name, promise),
    standing: promiseStands(story, name, promise, at),
  }));
}
