/* How things stood: each is kept as turns [step, standing], and looked up, never worked out. */
const turnsOf = data.turns ?? {};

/** How `name` stood at `step`; null before its first turn. */
function stands(name, step) {
  const turns = turnsOf[name] ?? [];
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle][0] <= step) low = middle + 1;
    else high = middle;
  }
  return low ? turns[low - 1][1] : null;
}

/** The names that turned at each step. */
const turnedAt = new Map();
for (const [name, turns] of Object.entries(turnsOf)) {
  for (const [step] of turns) {
    if (!turnedAt.has(step)) turnedAt.set(step, []);
    turnedAt.get(step).push(name);
  }
}

/** The names that begin with `kind/`. */
const namesOf = Object.groupBy
  ? Object.groupBy(Object.keys(turnsOf), (name) => name.split("/")[0])
  : Object.keys(turnsOf).reduce((all, name) => ((all[name.split("/")[0]] ??= []).push(name), all), {});
