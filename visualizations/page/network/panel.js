// The evidence: what the panel beside the drawing tells of the node, the line or the path that is chosen.

const close = () =>
  make("button", { type: "button", class: "close", "aria-label": word("clear"), click: pickNothing }, "×");
const button = (key, action, pressed) =>
  make(
    "button",
    { type: "button", click: action, "aria-pressed": pressed === undefined ? null : String(pressed) },
    word(key),
  );

function nodePanel(id) {
  const node = nodes.get(id);
  const at = linksAt(id);
  const claims = [...claimsOf(node), ...at.flatMap(claimsOf)];
  const near = [...new Set(at.map((link) => otherEnd(link, id)))].sort(
    (a, b) => nodes.get(b).weight - nodes.get(a).weight,
  );
  return [
    make("div", { class: "heading" }, icon(node.kind, node.wished), make("h2", {}, entityLink(id)), close()),
    make(
      "p",
      { class: "muted" },
      `${say(atlas.kinds[node.kind].words)} · ${counted("claim", new Set(claims).size)}`,
      node.wished ? make("em", { class: "badge" }, word("wished")) : null,
    ),
    make(
      "p",
      { class: "actions" },
      node.detail
        ? button(state.around.includes(id) ? "unfocus" : "focus", () => toggleFocus(id), state.around.includes(id))
        : "",
      state.around.length && !state.around.includes(id) ? button("expand", () => expand(id)) : "",
      button("path", () => startPath(id), state.pathFrom === id),
    ),
    state.pathFrom ? make("p", { class: "ask", role: "status" }, word("pathto")) : null,
    near.length
      ? make(
          "details",
          { open: near.length <= 8 },
          make("summary", {}, `${word("neighbours")}: ${number(near.length)}`),
          make("div", { class: "chips" }, ...near.map(nodeButton)),
        )
      : null,
    cards(claims),
  ];
}

function linkPanel(id) {
  const link = links.get(id);
  const between = nodes
    .get(link.from)
    .links.filter((other) => shown.links.has(other.id) && otherEnd(other, link.from) === link.to);
  const rest = between.filter((other) => other.id !== id && other.manner !== "reference");
  return [
    make(
      "div",
      { class: "heading" },
      make("h2", { class: "pair" }, nodeButton(link.from), nodeButton(link.to)),
      close(),
    ),
    make("p", { class: "muted" }, mannerTag(link), ` · ${counted("claim", claimsOf(link).length)}`),
    rest.length
      ? make(
          "p",
          { class: "chips" },
          make("span", { class: "muted" }, word("between")),
          ...rest.map((other) =>
            make(
              "button",
              { type: "button", class: "entity", click: () => pickLink(other.id) },
              mannerTag(other),
              ` ${number(claimsOf(other).length)}`,
            ),
          ),
        )
      : null,
    cards(claimsOf(link)),
  ];
}

function pathPanel([start, goal]) {
  const steps = shortestPath(start, goal);
  const heading = make(
    "div",
    { class: "heading" },
    make("h2", { class: "pair" }, nodeButton(start), nodeButton(goal)),
    close(),
  );
  if (!steps) return [heading, make("p", {}, word("nopath"))];
  let at = start;
  return [
    heading,
    ...steps.map((id) => {
      const tail = at;
      at = otherEnd(links.get(id), tail);
      return make(
        "section",
        { class: "step" },
        make("h3", { class: "pair" }, nodeButton(tail), nodeButton(at)),
        make("p", { class: "muted" }, mannerTag(links.get(id))),
        cards(claimsOf(links.get(id)).slice(0, 2)),
      );
    }),
  ];
}

function openingPanel() {
  const first = [...shown.nodes]
    .filter((id) => !nodes.get(id).short)
    .sort((a, b) => nodes.get(b).weight - nodes.get(a).weight || (a < b ? -1 : 1))
    .slice(0, 8);
  return [
    make("h2", {}, word("empty")),
    make("p", {}, say(atlas.about)),
    make("p", { class: "muted" }, word("emptyhelp")),
    first.length ? make("h3", {}, word("mostnamed")) : null,
    make("div", { class: "chips" }, ...first.map(nodeButton)),
    ...leftOut(),
  ];
}

/** What an overview rolls up, and what it cannot. */
function rolledUp() {
  const { omitted, claims } = atlas.rolledUp;
  const parts = [word("rolledup")];
  if (omitted || claims) parts.push(`${word("omitted")}: ${counted("node", omitted)}, ${counted("claim", claims)}.`);
  return [make("p", { class: "left-out" }, parts.join(" "))];
}

function leftOut() {
  if (level() === "overview") return rolledUp();
  const kinds = Object.entries(atlas.omitted);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  if (!total && !atlas.omittedClaims) return [];
  const list = kinds
    .map(([kind, count]) => `${say(atlas.kinds[kind].words).toLowerCase()} — ${number(count)}`)
    .join(", ");
  return [
    make(
      "p",
      { class: "left-out" },
      make("strong", {}, `${word("omitted")}: `),
      `${counted("node", total)}${list && ` (${list})`}, ${counted("claim", atlas.omittedClaims)}. ${word("omittedwhy")}`,
    ),
  ];
}

function showPanel() {
  const panel = byId("evidence");
  const within = panel.contains(document.activeElement);
  const parts = state.path
    ? pathPanel(state.path)
    : state.link
      ? linkPanel(state.link)
      : state.node
        ? nodePanel(state.node)
        : openingPanel();
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
  if (within) panel.focus(); // the button that had the focus is gone
}

function showSentence(sentence) {
  const card = byId("evidence").querySelector(`[data-sentence="${sentence}"]`);
  card?.classList.add("wanted");
  card?.scrollIntoView({ block: "nearest" });
}
