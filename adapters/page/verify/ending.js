/* Did every case that was closed end on a closing reply that left for everybody it is owed to? */
const UNSURE = new Set(["end-not-shown", "end-unsure", "end-left-unseen", "end-to-whom"]);

function ends(file) {
  file.stories = new Map([...file.events].map(([stream, events]) => [stream, storyOf(stream, events)]));
  const ended = [...file.stories.values()].flatMap((story) => story.ends);
  const unsure = ended.filter((end) => UNSURE.has(end.says)).length;
  return unsure === 0 || because`${unsure} ends rest on events that are not shown`;
}

/** An end that a register attests, in an import. */
function attestedWell(story, rests, told) {
  const stated = rests.length > 0 && rests.every((name) => story.attested.has(name));
  if (told.actor.role === "import" && stated && story.imported) return "end-attested";
  demand(hides(story, "ReplyAttested", "RegisterEntryRecorded"), because`${story.stream} ends on an attested reply that nobody attests`);
  return "end-unsure";
}

/** An end on closing replies of this span that left, to everybody who complains here. */
function repliedWell(story, rests, span) {
  demand(rests.length > 0, because`${story.stream} was closed without a reply`);
  const found = rests.map((name) => story.replies.get(name) ?? UNSEEN);
  for (const reply of found) {
    if (!hasLeft(reply)) {
      demand(reply.way !== "failed" && hides(story, ...DELIVERY, ...PEOPLE), because`${story.stream} was closed on a reply that had not left`);
      return "end-unsure";
    }
    if (reply.issued === null) {
      demand(hides(story, "ReplyIssued", ...PEOPLE), because`${story.stream} was closed on a reply that is not there`);
      return "end-left-unseen";
    }
    demand(reply.issued.kind === "closing" && reply.issued.span === span && !reply.brought, because`${story.stream} was closed without a closing reply of its own`);
  }
  return toEverybody(story, new Set(found.map((reply) => reply.issued.to)));
}

function toEverybody(story, given) {
  const theirs = new Set();
  for (const { file, people } of story.taken.values()) {
    file.people.complainants.filter((person) => !people.has(person)).forEach((person) => theirs.add(person));
  }
  const own = [...story.people].filter((person) => !theirs.has(person)).map((person) => story.speaks.get(person) ?? person);
  if (hides(story, ...PEOPLE)) return "end-to-whom";
  demand(own.every((person) => given.has(person)), because`the closing reply of ${story.stream} did not go to everybody`);
  return "end-replied";
}
