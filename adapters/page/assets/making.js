/* Elements, made of text alone. Nothing on the page is ever parsed as markup. */

/** An element with classes (`div.a.b`), attributes and children; text becomes text. */
function make(kind, attributes = {}, ...children) {
  const [tag, ...classes] = kind.split(".");
  const made = document.createElement(tag);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") Object.entries(value).forEach(([event, act]) => made.addEventListener(event, act));
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Said again in another language whenever one is chosen: each knows how to write its own text. */
const sayers = [];

/** An element whose text is told by `tell`, now and in every language chosen later. */
function telling(kind, attributes, tell) {
  const made = make(kind, attributes);
  sayers.push(() => { made.textContent = tell(); });
  made.textContent = tell();
  return made;
}

/** A name for those who cannot see, told again in every language. */
function naming(element, key) {
  const name = () => element.setAttribute("aria-label", say(key));
  sayers.push(name);
  name();
  return element;
}

/** Write an element's text, if it is another. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** What a person said: text, set apart so that it can turn nothing around it. */
function quoted(words) {
  if (words.said === null) return telling("p.gone", {}, () => say("erased"));
  return make("p.words", { dir: "auto" }, words.said);
}

/** A moment, with its exact time for programs. */
function moment(iso, tell = time) {
  return telling("time", { datetime: iso, title: iso }, () => tell(iso));
}

function chooseLanguage(chosen) {
  lang = chosen;
  document.documentElement.lang = chosen;
  sayers.forEach((tell) => tell());
}

/** Buttons for the three languages, each named in its own. */
function languages() {
  const all = { pl: "Polski", it: "Italiano", en: "English" };
  const buttons = Object.entries(all).map(([name, called]) => {
    const button = make("button", { type: "button", lang: name, on: { click: () => chooseLanguage(name) } }, called);
    sayers.push(() => button.setAttribute("aria-pressed", String(lang === name)));
    button.setAttribute("aria-pressed", String(lang === name));
    return button;
  });
  return naming(make("div.languages", { role: "group" }, ...buttons), "language");
}
