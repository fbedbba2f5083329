// What is shown and chosen.

const years = datedClaims((claim) => claim.when);
const state = {
  lang: initialLanguage,
  theme: null,
  view: "network",
  hiddenKinds: new Set(),
  hiddenManners: new Set(),
  confidence: 0,
  ...allYears(),
  node: null,
  link: null,
  rolled: atlas.rolledUp !== null,
  around: [],
  pathFrom: null,
  path: null,
};

const claimShown = (claim) =>
  !state.hiddenManners.has(claim.manner) && claim.confidence >= state.confidence && timely(claim);
const claimsOf = (thing) =>
  [...(thing.claims ?? []), ...(thing.forward ?? []), ...(thing.backward ?? [])]
    .map((index) => atlas.claims[index])
    .filter(claimShown);
const kindShown = (id) => !state.hiddenKinds.has(nodes.get(id).kind);

/** There is an overview where the nodes are many: all is rolled up to its territory. A neighbourhood is in detail. */
const level = () => (state.rolled && !state.around.length ? "overview" : "detail");
const NOWHERE = { x: 0, y: 0, size: 0, weight: 0, claims: [] };

/** What a step of a path costs: what is stated least, more what is only said, most what only the map says. */
const STEPS = { stated: 1, said: 1.3, reference: 1.6 };

/** Put every node where it stands on the level, with what is there; a choice that is not there is dropped. */
function enterLevel() {
  const off = (thing) => thing && !onLevel(thing);
  if (off(nodes.get(state.node))) state.node = null;
  if (off(links.get(state.link))) state.link = null;
  if (state.path?.some((id) => off(nodes.get(id)))) state.path = null;
  for (const node of nodes.values()) Object.assign(node, node[level()] ?? NOWHERE, { links: [] });
  for (const link of links.values()) {
    if (link.level !== level()) continue;
    nodes.get(link.from).links.push(link);
    nodes.get(link.to).links.push(link);
  }
}
const onLevel = (thing) => (thing.level ? thing.level === level() : Boolean(thing[level()]));
const otherEnd = (link, id) => (link.from === id ? link.to : link.from);
const linkAlive = (link) =>
  link.manner === "reference" ? !state.hiddenManners.has("reference") : claimsOf(link).length > 0;

let shown = { nodes: new Set(), links: new Set() };

/** Work out which nodes and links the filters and the focus leave. */
function sift() {
  enterLevel();
  const kept = new Set();
  for (const node of nodes.values()) {
    if (kindShown(node.id) && (claimsOf(node).length || node.links.some(linkAlive))) kept.add(node.id);
  }
  const alive = [...links.values()].filter((link) => onLevel(link) && linkAlive(link) && kept.has(link.from) && kept.has(link.to));
  const around = new Set(state.around.filter((id) => kept.has(id)));
  const near = new Set(around);
  for (const link of alive) if (around.has(link.from) || around.has(link.to)) near.add(link.from).add(link.to);
  const within = (id) => !around.size || near.has(id);
  shown = {
    nodes: new Set([...kept].filter(within)),
    links: new Set(alive.filter((link) => within(link.from) && within(link.to)).map((link) => link.id)),
  };
}

const linksAt = (id) => nodes.get(id).links.filter((link) => shown.links.has(link.id));

function allClaims() {
  const found = new Map();
  const put = (claim, tail, head) => {
    const ends = found.get(claim) ?? found.set(claim, []).get(claim);
    ends.push([tail, head]);
  };
  for (const id of shown.links) {
    const link = links.get(id);
    for (const index of link.forward) put(atlas.claims[index], link.from, link.to);
    for (const index of link.backward) put(atlas.claims[index], link.to, link.from);
  }
  for (const id of shown.nodes) for (const index of nodes.get(id).claims) put(atlas.claims[index], id, null);
  return [...found].filter(([claim]) => claimShown(claim));
}

/** Return the ids of the links of the cheapest path between two nodes (Dijkstra, 1959), or null; no denial is a step. */
function shortestPath(start, goal) {
  const best = new Map([[start, { cost: 0 }]]);
  const open = new Set([start]);
  while (open.size) {
    const id = [...open].reduce((one, other) => (best.get(other).cost < best.get(one).cost ? other : one));
    open.delete(id);
    if (id === goal) break;
    for (const link of linksAt(id).filter(({ manner }) => manner !== "denied")) {
      const next = otherEnd(link, id);
      const cost = best.get(id).cost + (STEPS[link.manner] ?? STEPS.said);
      if (cost < (best.get(next)?.cost ?? Infinity)) {
        best.set(next, { cost, link, id });
        open.add(next);
      }
    }
  }
  if (!best.has(goal)) return null;
  const steps = [];
  for (let step = best.get(goal); step.link; step = best.get(step.id)) steps.unshift(step.link.id);
  return steps;
}

const writeAddress = () =>
  keepInAddress({
    node: state.node,
    link: state.link,
    path: state.path?.join(" "),
    around: state.around.join(" "),
    level: atlas.rolledUp && !state.rolled && "detail",
    view: state.view === "table" && "table",
    kinds: [...state.hiddenKinds].join(" "),
    manners: [...state.hiddenManners].join(" "),
    confidence: state.confidence && String(state.confidence),
  });

function readAddress() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const known = (key, map) => (map.has(hash.get(key)) ? hash.get(key) : null);
  const many = (key) => (hash.get(key) ?? "").split(" ").filter((id) => nodes.has(id));
  const ends = many("path");
  Object.assign(state, {
    node: known("node", nodes),
    link: known("link", links),
    around: many("around").filter((id) => nodes.get(id).detail),
    rolled: atlas.rolledUp !== null && hash.get("level") !== "detail",
    path: ends.length === 2 ? ends : null,
    view: hash.get("view") === "table" ? "table" : "network",
    lang: languageIn(hash),
    hiddenKinds: listedIn(hash, "kinds", atlas.kinds),
    hiddenManners: listedIn(hash, "manners", atlas.manners),
    confidence: Math.min(1, Math.max(0, Number(hash.get("confidence")) || 0)),
    ...takeYears(hash),
  });
}
