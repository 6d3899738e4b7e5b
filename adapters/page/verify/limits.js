/* Limits: until when each ran by the notices that came in time, and whether what it asks for was done by then. */
const LIMIT_STEPS = ["ExtensionTold", "PauseTold", "NoticeWaived", "SilenceRebutted"];
const BEARS_ON_LIMITS = [...LIMIT_STEPS, "AgreementReached", "RemedyAccepted", "ReplyAttested", "CaseClosed", "PromiseMade", ...BEARS_ON_PROMISES];

/** What happens to a limit that is not shown changes nothing. */
function limitStep(story, type, fact) {
  story.limits.get(fact.obligation)?.steps.push({ type, fact });
}

const stepsOn = (limit, type) => limit.steps.filter((step) => step.type === type).map((step) => step.fact);

/** When it was due, pauses apart: put off by each notice that was heard while it could still be. */
function limitDue(story, limit, at) {
  const { due: original, row } = limit.started;
  const early = row?.extension?.notice_before === "original_limit";
  const heard = ({ told_in: name }) => reachedAt(story.replies.get(name) ?? UNSEEN);
  const notices = stepsOn(limit, "ExtensionTold").map((fact) => ({ due: fact.due, heard: heard(fact) })).filter((each) => each.heard !== null);
  notices.sort((one, other) => (isBefore(one.heard, other.heard) || (isBy(one.heard, other.heard) && isBefore(one.due, other.due)) ? -1 : 1));
  return notices.reduce((due, notice) => {
    const inTime = isBy(notice.heard, earliest([early ? original : due, at]));
    return inTime ? latest([due, notice.due]) : due;
  }, original);
}

/** Pauses, and what a merge brings, are not judged: that would take the calendar. */
function limitStands(story, limit, met, at) {
  if (stepsOn(limit, "NoticeWaived").length > 0) return "waived";
  if (hides(story, ...BEARS_ON_LIMITS)) return "unknown";
  if (story.joined || (met === null && statedWithoutTime(story, limit))) return "unjudged";
  const until = earliest([met, at]);
  if (isBefore(limitDue(story, limit, until), until)) return stepsOn(limit, "PauseTold").length > 0 ? "unjudged" : "missed";
  if (met !== null && isBy(met, at)) return "met";
  return story.state === "merged" ? "moved" : "running";
}

/** Did its span end on an answer that a register states without saying when? */
function statedWithoutTime(story, limit) {
  return endOf(story, limit).some((name) => story.attested.has(name) && story.attested.get(name) === null);
}

/** The replies on which the span ended in which the limit began. */
function endOf(story, limit) {
  return story.ends.findLast((end) => end.span === limit.started.span)?.replies ?? [];
}

function limitFacts(story, at) {
  return [...story.limits].map(([id, limit]) => {
    const { name, pack, due } = limit.started;
    const met = metAt(story, id, limit);
    const standing = limitStands(story, limit, met, at);
    const shownDue = standing === "unknown" ? due : limitDue(story, limit, earliest([met, at]));
    return { limit: id, name, pack, due: shownDue, met_at: met, standing };
  });
}
