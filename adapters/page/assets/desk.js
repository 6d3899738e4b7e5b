/* The page of the desk: what was promised and who waited, at any moment. */
const times = data.stops;
const MOST = 200;

/** A list that shows the rows standing at a stop, the longest overdue first; made when first needed. */
function deskList(key, rows, text) {
  const list = make("ul.desk-rows");
  const more = make("p.none");
  const part = make("section.part", {}, telling("h2", {}, () => say(key)), list, more);
  const tell = (stop) => {
    const here = rows.filter((row) => row.from <= stop && (row.to === null || row.to > stop));
    here.sort((a, b) => (a.due === null) - (b.due === null) || Date.parse(a.due) - Date.parse(b.due));
    list.replaceChildren(...here.slice(0, MOST).map((row) => deskRow(row, stop, text)));
    const left = here.length - MOST;
    write(more, here.length === 0 ? say("none_then") : left > 0 ? say("more", { number: left }) : "");
  };
  return { part, tell };
}

function deskRow(row, stop, text) {
  const late = row.late !== null && row.late <= stop;
  const item = make(late ? "li.row.overdue" : "li.row");
  item.append(row.text === null ? make("p.gone", {}, say("no_words")) : make("p.words", { dir: "auto" }, row.text));
  if (row.due !== null) {
    const at = times[stop];
    const how = late ? say("late_by", { span: span(row.due, at) }) : say("due_in", { span: span(at, row.due) });
    item.append(make("p.when", {}, `${time(row.due)} · ${how}`));
  }
  item.append(make("p.about", {}, text(row)));
  return item;
}

function promiseText(row) {
  return say("promise_about", { who: person(row.who), since: { at: row.begun_at }, stream: row.stream });
}

function criticText(row) {
  const fields = { who: person(row.who), since: { at: row.begun_at }, stream: row.stream, source: code(row.source) };
  return `${say("critic_about", fields)} · ${say(row.asked ? "asked" : "unasked")} · ${say(`turn_${row.turn}`)}`;
}

const deskParts = [
  chart("promises", counts(data.promises, times.length), times),
  chart("critics", counts(data.critics, times.length), times),
  deskList("promises_owed", data.promises, promiseText),
  deskList("critics_waiting", data.critics, criticText),
];
const walking = walk(
  times.length,
  (stop) => deskParts.forEach((each) => each.tell(stop)),
  (stop) => say("stop", { number: stop + 1, count: times.length, when: time(times[stop]) }),
);
const title = make("h1", {}, telling("span", {}, () => say("title_desk")));
const under = telling("p.under", {}, () => say("under", { when: time(data.made_at), zone: data.zone }));
const [promisesChart, criticsChart, promisesOwed, criticsWaiting] = deskParts.map((each) => each.part);
const main = make("main", {}, make("div.chart", {}, promisesChart, criticsChart), make("div.desk-lists", {}, promisesOwed, criticsWaiting));
document.body.append(head(title, under), main, walking.bar);
walking.to(times.length - 1);
