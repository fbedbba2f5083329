// The evidence: for what is chosen, the sentences, who said them, when, where, and how firmly.

const FIRST = 40;
const manners = Object.keys(atlas.manners);
const nodeButton = (id) =>
  make(
    "button",
    { type: "button", class: "entity", click: () => reach(id) },
    icon(nodes.get(id).kind, nodes.get(id).wished),
    make("span", {}, quoted(nameOf(id))),
  );
const mannerTag = (claim) =>
  make("span", { class: "manner" }, line(claim.manner), say(atlas.manners[claim.manner].words));
const languageOf = (text) => (/[а-яё]/i.test(text) ? "ru" : "en");

function showDate(when) {
  return when.split("/").map(showPeriod).join(" – ");
}

function showPeriod(when) {
  const part = /^(\d{4})-([HQ])(\d)$/.exec(when);
  if (part)
    return word(part[2] === "H" ? "half" : "quarter")
      .replace("{number}", part[3])
      .replace("{year}", part[1]);
  const date = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(when);
  if (!date) return when;
  const day = new Date(Date.UTC(date[1], date[2] - 1, date[3] ?? 1));
  return day.toLocaleDateString(state.lang, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    day: date[3] && "numeric",
  });
}

const webLink = (address, content) =>
  make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, content);

/** Text in which addresses of the web, and no others, are links. */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:)])/i)
    .map((part, place) => (place % 2 && URL.canParse(part) ? webLink(part, part) : part));
}

function cite(origin) {
  const title = quoted(origin.title || origin.name);
  const prose = origin.source && !origin.link && origin.source !== origin.title;
  return make(
    "div",
    { class: "cite" },
    origin.link && URL.canParse(origin.link) ? webLink(origin.link, title) : title,
    origin.issued ? make("time", {}, ` · ${showDate(origin.issued)}`) : null,
    prose
      ? make("details", {}, make("summary", {}, word("sources")), make("bdi", {}, ...withLinks(origin.source)))
      : null,
  );
}

/** One sentence with all that is read from it. */
function sentenceCard(group) {
  const [claim] = group;
  const text = atlas.sentences[claim.sentence];
  const speaker = claim.speaker;
  const name = speaker ? quoted(say(claim.speakerName)) : null;
  const items = group.map((each) =>
    make(
      "li",
      {},
      mannerTag(each),
      make("strong", {}, quoted(say(each.what))),
      each.when ? make("time", {}, showDate(each.when)) : null,
      make(
        "small",
        { class: each.certain ? "sure" : "doubt" },
        `${word(each.certain ? "certainty" : "uncertain")} ${number(each.confidence, { maximumFractionDigits: 2 })}`,
      ),
    ),
  );
  return make(
    "article",
    { class: "card", "data-sentence": claim.sentence },
    make("blockquote", {}, quoted(text, languageOf(text))),
    make(
      "p",
      { class: "speaker" },
      make("span", { class: "muted" }, speaker ? `${word("says")}: ` : word("newsroom")),
      speaker && nodes.has(speaker) ? nodeButton(speaker) : name,
    ),
    make("ul", { class: "read" }, ...items),
    cite(atlas.documents[claim.document]),
  );
}

function cards(claims) {
  const groups = new Map();
  const order = (claim) => manners.indexOf(claim.manner);
  for (const claim of [...new Set(claims)].sort(
    (a, b) => order(a) - order(b) || (b.when ?? "").localeCompare(a.when ?? ""),
  )) {
    const key = [claim.sentence, claim.speaker, claim.document].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), claim]);
  }
  const all = [...groups.values()];
  const box = make("div", { class: "cards" }, ...all.slice(0, FIRST).map(sentenceCard));
  if (all.length > FIRST) {
    box.append(
      make(
        "button",
        {
          type: "button",
          class: "link",
          click: ({ target }) => target.replaceWith(...all.slice(FIRST).map(sentenceCard)),
        },
        `${word("reset")} · ${number(all.length)}`,
      ),
    );
  }
  return box;
}

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
    make("div", { class: "heading" }, icon(node.kind, node.wished), make("h2", {}, quoted(nameOf(id))), close()),
    make(
      "p",
      { class: "muted" },
      `${say(atlas.kinds[node.kind].words)} · ${counted("claim", new Set(claims).size)}`,
      node.wished ? make("em", { class: "badge" }, word("wished")) : null,
    ),
    make(
      "p",
      { class: "actions" },
      button(state.around === id ? "unfocus" : "focus", () => toggleFocus(id), state.around === id),
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

function leftOut() {
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
