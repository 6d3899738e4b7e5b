/* What the cases tell, once every check held: ends, promises, limits, times, and what cannot be said. */
const LEFT_OPEN = {
  "withheld-promises": ["PromiseMade", "CaseTakenOver", "CaseRestored"],
  "withheld-limits": ["ClockStarted", "CaseTakenOver", "CaseRestored"],
  "withheld-replies": ["ReplyIssued", "ReplyAttested"],
  "withheld-ends": Object.keys(STANDS),
};

/** The facts of each case of the file, as of the moment at which its last event shown was recorded. */
function factsOf(file) {
  return [...file.events].map(([stream, events]) => {
    const begun = { case: stream, events: events.length };
    try {
      return { ...begun, told: true, ...factsOfCase(file.stories.get(stream), events) };
    } catch {
      return { ...begun, told: false };
    }
  });
}

function factsOfCase(story, events) {
  const shown_ = events.filter((each) => each.told);
  const at = latest(shown_.map((each) => each.told.recorded_at));
  return {
    as_of: at,
    state: story.state,
    ends: story.ends.map(({ version, basis, says: says_, replies }) => ({ version: Number(version), basis, says: says_, replies })),
    promises: at === null ? [] : promiseFacts(story, at),
    limits: at === null ? [] : limitFacts(story, at),
    times: recordedFacts(story, shown_),
    withheld: events.filter((each) => !each.told).map(({ index, type, version }) => ({ entry: index, type, version: Number(version) })),
    unknown: Object.keys(LEFT_OPEN).filter((question) => hides(story, ...LEFT_OPEN[question])),
  };
}
