/* The page of one case. */
const events = data.events;
const shownTalk = talk(events);
const shownPanel = panel();
let upTo = events.length;

function momentOf(step) {
  return step < events.length ? events[step].recorded_at : data.made_at;
}

function tellStep(step) {
  const when = time(momentOf(step));
  if (step === events.length) return say("step_made", { when });
  return say("step", { number: step + 1, count: events.length, when, what: headline(events[step]) });
}

/** Show the case as it stood at `step`: classes are toggled on what lies between, no more. */
function show(step) {
  for (let each = Math.min(step, upTo) + 1; each <= Math.max(step, upTo); each += 1) {
    shownTalk.items[each]?.classList.toggle("later", each > step);
  }
  shownTalk.items[upTo]?.classList.remove("current");
  shownTalk.items[upTo]?.removeAttribute("aria-current");
  upTo = step;
  const item = shownTalk.items[step];
  item?.classList.add("current");
  item?.setAttribute("aria-current", "step");
  tellStandings(step, lang !== toldIn);
  toldIn = lang;
  tellPanel(shownPanel, step, momentOf(step));
  (item ?? shownTalk.items[step - 1])?.scrollIntoView({ block: "nearest" });
}

let toldIn = lang;
const walking = walk(events.length + 1, show, tellStep);
const title = make("h1", {}, telling("span", {}, () => say(`title_${data.kind}`)), " ", make("code", {}, data.stream));
const under = telling("p.under", {}, () => say("under", { when: time(data.made_at), zone: data.zone }));
const talkPart = naming(make("main"), "talk");
talkPart.append(telling("h2.unseen", {}, () => say("talk")), shownTalk.list);
document.body.append(head(title, under), make("div.sides", {}, talkPart, shownPanel.aside), proofs(), walking.bar);
walking.to(events.length);
