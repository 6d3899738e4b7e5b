/* What proves each event. Without a case file in the page nothing is proven, and it says so. */
function proofs() {
  const part = naming(make("section.proofs"), "proofs");
  part.append(telling("h2", {}, () => say("proofs")), telling("p.note", {}, () => say("no_case_file")));
  const rows = data.events.map((event) => make("li", { id: `proof-${event.version}`, tabindex: "-1" },
    make("a", { href: `#event-${event.version}` }, telling("span", {}, () => say("event_number", { number: event.version }))),
    telling("span", {}, () => say("position", { position: event.position })),
    telling("span.verdict", { "data-verdict": "NOT CHECKED" }, () => say("not_checked"))));
  part.append(make("ol.proof-list", {}, ...rows));
  return part;
}
