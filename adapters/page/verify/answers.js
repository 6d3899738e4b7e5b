/* What meets a limit: an acknowledgement, an answer, a remedy, a notice, as its row in the pack asks for it. */

/** What a limit asks for. */
function askedBy({ started: { row, name } }) {
  if (row === null || name === "send_again") return name;
  if (row.satisfied_by === "accepted") return "accepted";
  return name.startsWith("acknowledge") ? "acknowledge" : "final_answer";
}

const MEETING = {
  final_answer: (story, id, limit) => answered(story, limit),
  acknowledge(story, id, limit) {
    const own = [...story.replies.values()].filter((reply) => reply.issued !== null && reply.issued.span >= limit.started.span);
    return earliest(own.map((reply) => countsAt(reply, limit)));
  },
  accepted: (story) => earliest(story.agreed),
  send_again(story, id, limit) {
    const sent = closings(story).map(leftAt).filter((at) => at !== null);
    return earliest(sent.filter((at) => isBy(limit.started.occurred_at, at)));
  },
  remedy: remedied,
  repair(story, id, limit) {
    const telling_ = tellingOf(story, limit).filter((reply) => mends(story, reply, limit.started));
    return earliest(telling_.map(leftAt));
  },
  announce_owner(story, id, limit) {
    const since = tellingOf(story, limit).filter((reply) => issuedSince(reply, limit.started.occurred_at));
    return everybodyHad(story, since, leftAt);
  },
};

/** When what the limit asks for was done; a duty to tell of something is met once everybody was told. */
function metAt(story, id, limit) {
  const asked = askedBy(limit);
  if (Object.hasOwn(MEETING, asked)) return MEETING[asked](story, id, limit);
  return everybodyHad(story, tellingOf(story, limit), leftAt);
}

/** When a reply counts: it says what must be said, in the form asked for, and left or came as asked. */
function countsAt(reply, { started: { row } }) {
  if (row === null || reply.issued === null) return leftAt(reply);
  const lacks = row.must_tell.some((what) => !reply.issued.states.includes(what));
  const spoken = reply.way === "spoken" && row.form !== "any";
  if (lacks || spoken) return null;
  return row.satisfied_by === "delivered" ? reachedAt(reply) : leftAt(reply);
}

/** What ended the span was its answer, if all of it is dated; else closing replies to everybody. */
function answered(story, limit) {
  const ended = endOf(story, limit);
  const own = ended.filter((name) => story.replies.has(name)).map((name) => countsAt(story.replies.get(name), limit));
  const stated = ended.filter((name) => story.attested.has(name)).map((name) => story.attested.get(name));
  const had = [...own, ...stated];
  if (had.length > 0 && !had.includes(null)) return latest(had);
  const later = closings(story).filter((reply) => reply.issued.span >= limit.started.span);
  return everybodyHad(story, later, (reply) => countsAt(reply, limit));
}

/** The closing replies written in this case itself. */
function closings(story) {
  return [...story.replies.values()].filter((reply) => reply.issued?.kind === "closing" && !reply.brought);
}

/** The replies that left and tell of what the limit is about. */
function tellingOf(story, { started: { about } }) {
  return [...story.replies.values()].filter((reply) => about !== null && hasLeft(reply) && namedIn(reply, "tells", about));
}

/** When the last of those who are owed a reply had their first of these; null while one had none. */
function everybodyHad(story, replies, timeOf) {
  const owed = new Set([...story.people].map((person_) => story.speaks.get(person_) ?? person_));
  const had = [...owed].map((to) => earliest(replies.filter((reply) => (reply.issued?.to ?? "") === to).map(timeOf)));
  return had.includes(null) ? null : latest(had);
}

/** Does it say sorry for the broken promise, and date one anew unless that was done by now? */
function mends(story, reply, { about, occurred_at: since }) {
  const broken = story.promises.get(about);
  if (!broken || reply.issued === null || !reply.issued.apology || !issuedSince(reply, since)) return false;
  const dated = [...story.promises.values()].some((promise) => promise.made.told_in === reply.issued.reply);
  return dated || promiseDone(story, about, broken) !== null;
}

/** Everybody had word of a remedy, or the silence that called for it turned out to be none. */
function remedied(story, id, limit) {
  const { about, occurred_at: since } = limit.started;
  const silent = story.limits.get(id.slice(0, id.lastIndexOf("remedy.")) + (about ?? ""));
  const rebutted = silent ? stepsOn(silent, "SilenceRebutted").at(-1) : null;
  if (rebutted) return rebutted.occurred_at;
  const remedies = [...story.promises].filter(([, promise]) => promise.made.kind === "remedy");
  const offers = ([name, reply]) => remedies.some(([own, promise]) => promise.made.told_in === name || namedIn(reply, "tells", own) || namedIn(reply, "keeps", own));
  const said_ = [...story.replies].filter(offers).map(([, reply]) => reply);
  const counted = said_.filter((reply) => hasLeft(reply) && issuedSince(reply, since));
  return everybodyHad(story, counted, leftAt);
}
