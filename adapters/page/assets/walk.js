/* Walking through time: a slider, buttons and keys; each step is told to those who cannot see. */

/** A bar to walk along `count` stops; `go(stop)` shows one, `tell(stop)` names it in words. */
function walk(count, go, tell) {
  const slider = naming(make("input", { type: "range", min: 0, max: count - 1, step: 1, value: count - 1 }), "slider");
  const live = make("output.step", { "aria-live": "polite", "aria-atomic": "true" });
  const walking = { at: count - 1, slider, live, bar: null, to: null };
  walking.to = (wanted) => {
    const stop = Math.max(0, Math.min(count - 1, wanted));
    walking.at = stop;
    slider.value = stop;
    go(stop);
    const text = tell(stop);
    slider.setAttribute("aria-valuetext", text);
    write(live, text);
  };
  slider.addEventListener("input", () => walking.to(Number(slider.value)));
  walking.bar = naming(make("nav.walk", {}, live, make("div.row", {},
    button("first", "«", () => walking.to(0)), button("back", "‹", () => walking.to(walking.at - 1)),
    slider,
    button("on", "›", () => walking.to(walking.at + 1)), button("last", "»", () => walking.to(count - 1)))), "walk");
  document.addEventListener("keydown", (pressed) => byKey(pressed, walking, count));
  sayers.push(() => walking.to(walking.at));
  printWhole(walking, count);
  return walking;
}

function button(key, sign, act) {
  const made = make("button", { type: "button", on: { click: act } }, make("span", { "aria-hidden": "true" }, sign));
  return naming(made, key);
}

/** The keys work wherever the focus is, but for the slider, which has them itself. */
function byKey(pressed, walking, count) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -count, End: count };
  if (!Object.hasOwn(steps, pressed.key) || pressed.target === walking.slider) return;
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey) return;
  pressed.preventDefault();
  walking.to(walking.at + steps[pressed.key]);
}

/** On paper stands the whole history, as it stood at its end. */
function printWhole(walking, count) {
  let before = 0;
  addEventListener("beforeprint", () => { before = walking.at; walking.to(count - 1); });
  addEventListener("afterprint", () => walking.to(before));
}

/** The head of every page: what it is, its languages, and a button to print it. */
function head(title, under) {
  const print = make("button.print", { type: "button", on: { click: () => window.print() } }, telling("span", {}, () => say("print")));
  return make("header.head", {}, make("div", {}, title, under), make("div.tools", {}, languages(), print));
}
