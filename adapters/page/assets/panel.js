/* As it stood: who owned it, what the first response had given, what was due, what changed. */
const ELEMENTS = ["apology", "understanding", "named owner", "dated promise", "retell"];

function panel() {
  const stage = make("p.stage");
  const owner = make("p.owner");
  const given = ELEMENTS.map((element) => ({ element, place: make("li") }));
  const open = make("ul.duties");
  const over = make("ul.duties.over");
  const none = make("p.none");
  const changed = make("ul.changed");
  const ticks = make("ul.ticks", {}, ...given.map((each) => each.place));
  const aside = naming(make("aside.panel"), "as_it_stood");
  const ended = make("details", {}, telling("summary", {}, () => say("ended_duties")), over);
  aside.append(section("now", stage, owner));
  if (data.kind === "case") {
    aside.append(section("first_response", ticks), section("open_duties", open, none));
    aside.append(make("section.part", {}, ended));
  }
  aside.append(section("changed", changed));
  const parts = { aside, stage, owner, given, open, over, none, changed, ended, tellOver: () => {} };
  ended.addEventListener("toggle", () => parts.tellOver());
  return parts;
}

function section(key, ...children) {
  return make("section.part", {}, telling("h2", {}, () => say(key)), ...children);
}

/** Write the panel for `step`. */
function tellPanel(parts, step, at) {
  if (data.kind === "case") {
    const [stage, basis] = [stands("stage", step), stands("basis", step)];
    const settled = stands("settled", step) ? ` · ${say("settled")}` : "";
    write(parts.stage, stage ? code(`stage_${stage}`) + (basis ? ` · ${code(basis)}` : "") + settled : "–");
    parts.stage.dataset.stage = stage ?? "";
    write(parts.owner, say("owner_is", { owner: person(stands("owner", step)) }));
    parts.given.forEach((each) => tick(each, stands(`given/${each.element}`, step)));
    tellDuties(parts, step, at);
  } else write(parts.stage, code(data.kind));
  parts.changed.replaceChildren(...changes(step));
}

function tick({ element, place }, given) {
  place.className = given ? "given" : "lacking";
  write(place, `${given ? "✓" : "·"} ${code(element)} `);
  place.append(make("span.unseen", {}, say(given ? "given" : "lacking")));
}

function tellDuties(parts, step, at) {
  const all = (namesOf.duty ?? []).map((name) => withId(name, stands(name, step))).filter(Boolean);
  const open = all.filter((duty) => duty.ended === null).sort((a, b) => Date.parse(a.due) - Date.parse(b.due));
  const over = all.filter((duty) => duty.ended !== null);
  parts.open.replaceChildren(...open.map((duty) => dutyOpen(duty, at)));
  parts.tellOver = () => parts.over.replaceChildren(...over.map(dutyOver));
  if (parts.ended.open) parts.tellOver();
  write(parts.none, open.length ? "" : say("nothing_due"));
}

/** A duty with the id of its limit: two packs may ask for the same thing. */
function withId(name, duty) {
  const [, kind, ...id] = name.split("/");
  return duty && { ...duty, id: kind === "obligation" ? id.join("/") : "" };
}

function dutyOpen(duty, at) {
  const due = duty.late ? say("late_by", { span: span(duty.due, at) }) : say("due_in", { span: span(at, duty.due) });
  return make(duty.late ? "li.overdue" : "li", {},
    make("strong", {}, code(duty.name)), make("span.when", { title: duty.due }, `${time(duty.due)} · ${due}`),
    make("span.whose", {}, `${code(duty.kind)} · ${person(duty.owner)}`),
    make("span.whose", {}, duty.id));
}

function dutyOver(duty) {
  const item = make("li", {}, make("strong", {}, code(duty.name)), make("span.how", {}, code(`ended_${duty.ended}`)));
  item.dataset.ended = duty.ended;
  return item;
}

/** What the event of this step changed, as before and after. */
function changes(step) {
  const items = (turnedAt.get(step) ?? []).map((name) => {
    const [before, now] = [stands(name, step - 1), stands(name, step)];
    const text = change(name, before, now);
    return text ? make("li", {}, text) : null;
  });
  const told = items.filter(Boolean);
  return told.length ? told : [make("li.none", {}, say("nothing_changed"))];
}

function change(name, before, now) {
  const [kind, ...rest] = name.split("/");
  if (kind === "given") return now ? say("change_given", { element: code(rest[0]) }) : null;
  if (kind === "stage") return say("change_stage", { stage: code(`stage_${now}`) });
  if (kind === "owner") return now ? say("change_owner", { owner: person(now) }) : null;
  if (kind === "settled") return now ? say("settled") : null;
  if (kind === "duty" && now) return dutyChange(before, now);
  if (kind === "reply" && now) return `${say("reply")}: ${code(`reply_${now.delivery}`)}`;
  if (kind === "promise" && now && before) return `${say("promise")}: ${code(`promise_${now.standing}`)}, ${time(now.due)}`;
  return null;
}

function dutyChange(before, now) {
  const name = code(now.name);
  if (now.ended !== null) return `− ${name}: ${code(`ended_${now.ended}`)}`;
  if (before === null || before.ended !== null) return `+ ${say("change_due", { name, due: { at: now.due } })}`;
  if (now.late && !before.late) return `! ${say("change_late", { name })}`;
  if (now.due !== before.due) return `~ ${say("change_due", { name, due: { at: now.due } })}`;
  return null;
}
