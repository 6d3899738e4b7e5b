/* How many there were at each moment, and how many of them late: counted from when rows stood. */
const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

/** At each stop: how many rows stand, and how many of them are late. */
function counts(rows, stops) {
  const [all, behind] = [new Int32Array(stops + 1), new Int32Array(stops + 1)];
  for (const row of rows) {
    all[row.from] += 1;
    all[row.to ?? stops] -= 1;
    if (row.late === null) continue;
    behind[row.late] += 1;
    behind[row.to ?? stops] -= 1;
  }
  for (let stop = 1; stop <= stops; stop += 1) {
    all[stop] += all[stop - 1];
    behind[stop] += behind[stop - 1];
  }
  return { all, behind };
}

/** A chart of steps over time, with a line at the moment shown. */
function chart(key, counted, times) {
  const [first, last] = [Date.parse(times[0]), Date.parse(times.at(-1))];
  const across = (stop) => last === first ? 0 : (1000 * (Date.parse(times[stop]) - first)) / (last - first);
  const highest = Math.max(1, ...counted.all.subarray(0, times.length));
  const path = (numbers) => {
    const up = (number) => 98 - (90 * number) / highest;
    const steps = times.map((_, stop) => `H${across(stop).toFixed(1)} V${up(numbers[stop]).toFixed(1)}`);
    return `M0 98 ${steps.join(" ")} H1000 V98 Z`;
  };
  const cursor = drawn("line", { class: "cursor", y1: 0, y2: 100 });
  const svg = drawn("svg", { viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  svg.append(drawn("path", { class: "all", d: path(counted.all) }));
  if (counted.behind.some((number) => number > 0)) svg.append(drawn("path", { class: "behind", d: path(counted.behind) }));
  svg.append(cursor);
  const now = make("small");
  const part = make("div", {}, make("h2", {}, telling("span", {}, () => say(key)), now), svg);
  part.append(make("div.ends", {}, moment(times[0]), moment(times.at(-1))));
  const tell = (stop) => {
    const x = across(stop);
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    write(now, say("counted", { number: counted.all[stop], late: counted.behind[stop] }));
  };
  return { part, tell };
}
